"""The one table of an API: a row for each route, from which routing, OpenAPI document and template are made.

Names are dotted and, with a dot in front, relative to the API's package. They are imported when first needed, so that
a function imports only what the routes it is asked for need; a test resolves them all.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from importlib import import_module
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

# Who may call a route: anyone; agents and admins, signed in; anyone who watches the live feed.
Access = Literal["public", "agent", "watcher"]
Schema = Mapping[str, Any]
NONE: Mapping[str, Any] = MappingProxyType({})


class Route(NamedTuple):
    """One route; `problems` are the error statuses of its own, beside those that any route may answer."""

    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
    path: str
    handler: str  # Request → Response; its module is that of the Lambda function, its name that of the operation
    summary: str
    access: Access = "agent"
    answer: str | None = None  # a TypedDict; with none, and no `empty`, it is not in the OpenAPI document
    many: bool = False  # the answer is a list of them
    body: str | None = None  # a pydantic model
    query: str | None = None  # a pydantic model
    parameters: tuple[Schema, ...] = ()  # further headers and query parameters, as OpenAPI describes them
    headers: Schema | None = None  # those of the answer, as OpenAPI describes them
    status: HTTPStatus = HTTPStatus.OK
    empty: tuple[HTTPStatus, ...] = ()  # statuses that are answered without a body
    problems: tuple[int, ...] = ()

    @property
    def operation(self) -> str:
        return self.handler.rpartition(".")[2]

    @property
    def methods(self) -> tuple[str, ...]:
        """The methods that reach it: of what anyone may read, the headers can be had alone (RFC 9110, 9.3.2).

        A HEAD is answered as a GET, whose length its headers name; the gateway, as every HTTP server, sends no body.
        """
        return ("GET", "HEAD") if self.access == "public" and self.method == "GET" else (self.method,)


@dataclass(frozen=True, eq=False, kw_only=True)  # its document is cached by its identity
class Api:
    """The routes of one REST API, and what they have in common."""

    title: str
    description: str = ""
    package: str
    routes: tuple[Route, ...]
    path_schemas: Mapping[str, Schema] = NONE  # of path parameters that are not just text
    tags: Mapping[str, str] = NONE  # of operations in the OpenAPI document, by access
    problem_members: str | None = None  # a TypedDict: further members that problems may have

    def resolve(self, name: str) -> Any:
        """Import the object that a name in the table means."""
        module, _, attribute = name.rpartition(".")
        return getattr(import_module(module, self.package), attribute)

    def module_of(self, route: Route) -> str:
        """Return the full name of the module that holds a route's handler, and the function's entry point."""
        module = route.handler.rpartition(".")[0]
        return self.package + module if module.startswith(".") else module

    def routes_of(self, module: str) -> Iterator[Route]:
        """Yield the routes that the function with this module answers."""
        return (route for route in self.routes if self.module_of(route) == module)

    def handler(self, module: str, method: str, path: str) -> "tuple[Route, Callable[..., Any]] | None":
        """Return the route of a function and its handler; None if the function has no such route."""
        route = self._table.get((module, method, path))
        return (route, self.resolve(route.handler)) if route else None

    @cached_property
    def _table(self) -> Mapping[tuple[str, str, str], Route]:
        """The routes by module, method and path."""
        return {(self.module_of(route), method, route.path): route for route in self.routes for method in route.methods}
