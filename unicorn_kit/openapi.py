"""An API's table → its OpenAPI 3.1 document."""

from collections.abc import Iterator
from http import HTTPStatus
from re import findall
from typing import Any

from pydantic import TypeAdapter

from unicorn_kit.routes import Api, Route, Schema

EVERYWHERE = (429, 500, 503)  # statuses that any route may answer
SIGNED_IN = (401, 403)  # those of routes that need a token, too
OPEN = ("public", "watcher")
HERE = {
    "url": ".",
    "description": "relative to the address of this document, at whatever address the API is reached",
}
INFO = {"version": "1", "license": {"name": "MIT-0", "identifier": "MIT-0"}}
BEARER = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "JWT",
    "description": "the id token of a signed-in agent (OpenID Connect); an access token is answered with 401",
}
_REF = "#/components/schemas/"
TEXT = {"type": "string"}
PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "Problem details (RFC 9457): what is wrong, and how to fix it",
    "required": ["type", "title", "status", "detail", "correlation_id"],
    "properties": {
        "type": TEXT | {"format": "uri", "description": "stable; its last part names the kind of problem"},
        "title": TEXT,
        "status": {"type": "integer"},
        "detail": TEXT,
        "correlation_id": TEXT,
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": TEXT, "message": TEXT},
            },
        },
    },
}


def document(api: Api) -> dict[str, Any]:
    """Return the OpenAPI document of an API. It loads all models of the API: a package has it written."""
    routes = [route for route in api.routes if route.answer or route.empty]
    schemas = _schemas(api, routes)
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(api, route, schemas)
    queries = {_last(route.query) for route in routes if route.query}
    return {
        "openapi": "3.1.0",
        "info": INFO | {"title": api.title, "description": api.description},
        "servers": [HERE],
        "security": [{"agent": []}],
        "tags": _tags(api, routes),
        "paths": paths,
        "components": {
            "schemas": {name: without_defaults(schema) for name, schema in schemas.items() if name not in queries},
            "securitySchemes": {"agent": BEARER},
        },
    }


def _tags(api: Api, routes: list[Route]) -> list[Schema]:
    used = dict.fromkeys(api.tags[route.access] for route in routes if route.access in api.tags)
    return [{"name": tag} for tag in used]


def _schemas(api: Api, routes: list[Route]) -> dict[str, Any]:
    taken = {name for route in routes for name in (route.body, route.query) if name}
    members = api.problem_members
    answered = {name for name in (members, *(route.answer for route in routes)) if name}
    types: Any = [(name, "validation", TypeAdapter(api.resolve(name))) for name in sorted(taken, key=_last)]
    types += [(name, "serialization", TypeAdapter(api.resolve(name))) for name in sorted(answered, key=_last)]
    _, found = TypeAdapter.json_schemas(types, ref_template=_REF + "{model}")
    schemas: dict[str, Any] = found["$defs"]
    further = schemas.pop(_last(members))["properties"] if members else {}
    return {"Problem": PROBLEM | {"properties": PROBLEM["properties"] | further}, **schemas}


def _operation(api: Api, route: Route, schemas: dict[str, Any]) -> dict[str, Any]:
    is_open = route.access in OPEN
    problems = sorted({*route.problems, *EVERYWHERE, *(() if is_open else SIGNED_IN)})
    described: dict[str, Any] = {
        "operationId": route.operation,
        "summary": route.summary,
        "parameters": [*_path(api, route), *route.parameters, *_query(route, schemas)],
        "responses": {str(route.status.value): _answer(route)}
        | {str(status.value): {"description": status.phrase} for status in route.empty}
        | {str(status): _problem(HTTPStatus(status)) for status in problems},
    }
    if route.access in api.tags:
        described["tags"] = [api.tags[route.access]]
    if is_open:
        described["security"] = []
    if route.body:
        described["requestBody"] = {"required": True, "content": _json({"$ref": _REF + _last(route.body)})}
    return described


def without_defaults(schema: Any) -> Any:
    """Return a body's schema without defaults.

    Generators make a field with a default one that is always sent, and the null of a change clears what it is sent for.
    """
    if isinstance(schema, list):
        return [without_defaults(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {name: without_defaults(part) for name, part in schema.items() if name != "default"}


def _path(api: Api, route: Route) -> Iterator[Schema]:
    for name in findall(r"{(\w+)}", route.path):
        schema = api.path_schemas.get(name, TEXT | {"minLength": 1})
        yield {"name": name, "in": "path", "required": True, "schema": schema}


def _query(route: Route, schemas: dict[str, Any]) -> Iterator[Schema]:
    properties = schemas[_last(route.query)]["properties"] if route.query else {}
    for name, schema in properties.items():
        yield {"name": name, "in": "query", "schema": _given(schema)}


def _given(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a parameter's schema where it is given: it may be left out, but there is no null in a query."""
    for option in schema.get("anyOf", ()):
        if option != {"type": "null"}:
            return dict(option)
    return schema


def _answer(route: Route) -> dict[str, Any]:
    headers = {"headers": route.headers} if route.headers else {}
    if not route.answer:
        return {"description": route.status.phrase, **headers}
    one = {"$ref": _REF + _last(route.answer)}
    schema = {"type": "array", "items": one} if route.many else one
    return {"description": route.status.phrase, **headers, "content": _json(schema)}


def _problem(status: HTTPStatus) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": {"$ref": _REF + "Problem"}}}
    return {"description": status.phrase, "content": content}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _last(name: str | None) -> str:
    return (name or "").rpartition(".")[2]
