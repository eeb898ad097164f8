"""Responses that show an API's own description: the OpenAPI document, and a page of it. Imported by those alone."""

import json
from functools import cache
from http import HTTPStatus
from typing import Any

from unicorn_kit.docs_page import Page, docs_page
from unicorn_kit.http import Request, Response
from unicorn_kit.openapi import document
from unicorn_kit.routes import Api


def openapi_response(api: Api, request: Request) -> Response[Any]:
    return Response(HTTPStatus.OK, {"Content-Type": "application/json"}, _document(api, _server(request)))


def docs_response(api: Api, request: Request) -> Response[Any]:
    page = _page(api, _server(request))
    return Response(HTTPStatus.OK, {"Content-Type": "text/html; charset=utf-8"} | page.headers, page.html)


def _server(request: Request) -> str:
    return request.prefix or f"/{request.context['stage']}"


@cache
def _document(api: Api, server: str) -> str:
    return json.dumps(document(api, server))


@cache
def _page(api: Api, server: str) -> Page:
    return docs_page(document(api, server))
