"""API Gateway: a request of a signed-in user, or of anyone, to the function that has its route."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from contracts_service.api.routes import API as CONTRACTS
from web_service.api.common import api_of
from web_service.api.routes import ROUTES as WEB

from tests.simulator.lambdas import FunctionFailed, Lambdas
from tests.simulator.topology import functions

APIS = {"contracts": CONTRACTS, "web": api_of(WEB)}
GROUPS = {"admin1": "admins", "admin2": "admins"}  # of everyone else: agents


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def is_done(self) -> bool:
        return self.status < 400


@cache
def routes(api: str, method: str) -> list[tuple[re.Pattern[str], str, str]]:
    """Return the routes of a method: their paths compiled, and as they are written, and their functions."""
    names = {function.handler: name for name, function in functions().items()}
    return [
        (re.compile(re.sub(r"{(\w+)}", r"(?P<\1>[^/]+)", found.path)), found.path, names[APIS[api].module_of(found)])
        for found in APIS[api].routes
        if found.method == method
    ]


def route(api: str, method: str, path: str) -> tuple[str, str, dict[str, str]]:
    """Return the function that answers a path, the path's pattern, and its parameters."""
    for pattern, written, function in routes(api, method):
        if parts := pattern.fullmatch(path):
            return function, written, parts.groupdict()
    raise KeyError(path)


def ask(
    lambdas: Lambdas,
    who: str | None,
    method: str,
    path: str,
    *,
    api: str,
    body: Any = None,
    headers: Mapping[str, str] | None = None,
    query: Mapping[str, str] | None = None,
) -> Answer:
    """Send a request, and return what API Gateway answers; 502 if the function ended without an answer."""
    name, resource, parameters = route(api, method, path)
    claims = {"cognito:username": who, "cognito:groups": GROUPS.get(who or "", "agents")} if who else None
    event = {
        "resource": resource,
        "path": path,
        "httpMethod": method,
        "headers": dict(headers or {}),
        "queryStringParameters": dict(query) if query else None,
        "multiValueQueryStringParameters": {key: [value] for key, value in query.items()} if query else None,
        "pathParameters": parameters or None,
        "requestContext": {
            "requestId": f"request-{lambdas.invocations}",
            "stage": "prod",
            "path": path,
            "httpMethod": method,
            "authorizer": {"claims": claims} if claims else None,
        },
        "body": None if body is None else json.dumps(body),
        "isBase64Encoded": False,
    }
    try:
        answer = lambdas.invoke(name, event)
    except FunctionFailed:
        return Answer(status=502, body=None, headers={})
    text = answer["body"]
    return Answer(status=answer["statusCode"], body=json.loads(text) if text else None, headers=answer["headers"])
