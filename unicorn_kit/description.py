"""Responses that show an API's own description: the OpenAPI document, and a page of it. Imported by those alone."""

import json
import sys
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from unicorn_kit.conditions import kept_for
from unicorn_kit.docs_page import Page, docs_page
from unicorn_kit.http import Request, Response
from unicorn_kit.routes import Api

KEPT = 300  # seconds; a deployment is seen five minutes later
WRITTEN = "openapi.json"  # in the API's package, where it is packed for Lambda
OPENID = {
    "type": "openIdConnect",
    "description": "how an agent gets the id token; it is sent as the bearer token, not the access token",
}


def openapi_response(api: Api, request: Request, *, sign_in: str) -> Response[Any]:
    """Return the OpenAPI document; `sign_in` is the address of the OpenID provider's configuration."""
    return _response(_document(api, sign_in), "application/json", request)


def docs_response(api: Api, request: Request) -> Response[Any]:
    """Return the page of the OpenAPI document, without what the page would fetch: agents paste a token."""
    page = _page(api)
    return _response(page.html, "text/html; charset=utf-8", request, page.headers)


def _response(text: str, content_type: str, request: Request, headers: dict[str, str] | None = None) -> Response[Any]:
    kept = {"Content-Type": content_type, "Cache-Control": kept_for(KEPT, request)}
    return Response(HTTPStatus.OK, kept | (headers or {}), text)


@cache
def _document(api: Api, sign_in: str) -> str:
    return json.dumps(with_sign_in(_described(api), sign_in))


@cache
def _page(api: Api) -> Page:
    return docs_page(_described(api))


def _described(api: Api) -> dict[str, Any]:
    """Return the document as it was written when the function was packed. From sources it is made."""
    written = Path(sys.modules[api.package].__path__[0], WRITTEN)
    if not written.exists():
        from unicorn_kit.openapi import document  # noqa: PLC0415

        return document(api)
    found: dict[str, Any] = json.loads(written.read_text())
    return found


def with_sign_in(document: dict[str, Any], sign_in: str) -> dict[str, Any]:
    """Return an API's document with the address of its OpenID provider's configuration."""
    components = document["components"]
    schemes = components["securitySchemes"] | {"openid": OPENID | {"openIdConnectUrl": sign_in}}
    components = components | {"securitySchemes": schemes}
    return document | {"security": [{name: []} for name in schemes], "components": components}
