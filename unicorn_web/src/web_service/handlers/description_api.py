"""Anyone's requests for the API's description → OpenAPI 3.1, and a page of it. It reaches no table and no bucket."""

import json
from functools import cache
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from web_service.handlers.http import Answer, Request, preflight, serve
from web_service.handlers.openapi import document
from web_service.telemetry import logger

KEPT = {"Cache-Control": "public, max-age=300"}  # a deployment is seen five minutes later


def get_openapi(request: Request) -> Answer:
    return Answer(HTTPStatus.OK, KEPT | {"Content-Type": "application/json"}, _description(_server(request)))


def get_docs(request: Request) -> Answer:
    return Answer(HTTPStatus.OK, KEPT | {"Content-Type": "text/html; charset=utf-8"}, _page(_server(request)))


def _server(request: Request) -> str:
    return f"/{request.context['stage']}"


@cache
def _description(server: str) -> str:
    return json.dumps(document(server))


@cache
def _page(server: str) -> str:
    from web_service.handlers.docs_page import docs_page  # noqa: PLC0415 - only its readers pay for it

    return docs_page(document(server))


ROUTES = {
    "GET /openapi.json": get_openapi,
    "GET /docs": get_docs,
    "OPTIONS /openapi.json": preflight,
    "OPTIONS /docs": preflight,
}


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return serve(event, ROUTES, {}, logger)
