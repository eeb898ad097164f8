"""Requests to the Web API in the form of API Gateway, handled in process by the function that has the route."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

from live_feed_service.handlers import live_events_api
from web_service.handlers import (
    alerts_api,
    description_api,
    enquiries_api,
    listings_api,
    publication_requests_api,
    reso_api,
    reviews_api,
    search_api,
    viewings_api,
    webhooks_api,
)

from tests.apigateway import CLAIMS, STAGE, LambdaContext

FUNCTIONS = (
    *(listings_api, publication_requests_api, reviews_api, enquiries_api, viewings_api, alerts_api, webhooks_api),
    *(search_api, reso_api, live_events_api, description_api),
)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: Any  # parsed if it is JSON

    @property
    def kind(self) -> str:
        """The last part of a problem's type."""
        return str(self.body["type"]).rpartition("/")[2]

    @property
    def fields(self) -> set[str]:
        """The fields that the problem details name."""
        return {error["field"] for error in self.body.get("errors", [])}


def ask(
    method: str,
    path: str,
    body: object = None,
    *,
    headers: dict[str, str] | None = None,
    claims: dict[str, str] | None = CLAIMS,
) -> Answer:
    """Send a request; a body that is not text is sent as JSON."""
    split = urlsplit(path)
    function, resource, parameters = _route(method, split.path)
    query = parse_qsl(split.query, keep_blank_values=True)
    event = {
        "resource": resource,
        "path": split.path,
        "httpMethod": method,
        "headers": {"Content-Type": "application/json"} | (headers or {}),
        "queryStringParameters": dict(query) or None,
        "multiValueQueryStringParameters": {name: [v for n, v in query if n == name] for name, _ in query} or None,
        "pathParameters": parameters or None,
        "requestContext": {
            "requestId": str(uuid4()),
            "stage": STAGE,
            "authorizer": {"claims": claims} if claims is not None else None,
        },
        "body": body if isinstance(body, str) or body is None else json.dumps(body),
        "isBase64Encoded": False,
    }
    answer = function.handler(event, LambdaContext())
    text = answer["body"]
    is_json = "json" in answer["headers"].get("Content-Type", "")
    return Answer(answer["statusCode"], answer["headers"], json.loads(text) if is_json and text else text or None)


def gateway(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Pass a request to the function that has its route, as API Gateway does."""
    function, resource, parameters = _route(event["httpMethod"], event["path"])
    answer: dict[str, Any] = function.handler(event | {"resource": resource, "pathParameters": parameters}, context)
    return answer


def _route(method: str, path: str) -> tuple[Any, str, dict[str, str]]:
    for function in FUNCTIONS:
        for verb, resource in routes(function):
            found = re.fullmatch(re.sub(r"{(\w+)}", r"(?P<\1>[^/]+)", resource), path)
            if verb == method and found:
                return function, resource, found.groupdict()
    return listings_api, "/{proxy+}", {"proxy": path}


def routes(function: Any) -> list[tuple[str, str]]:
    """Return the methods and paths of a function's routes."""
    return [(method, route.path) for route in function.API.routes_of(function.__name__) for method in route.methods]
