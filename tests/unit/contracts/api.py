"""Requests to the Contracts API, answered in process."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from contracts_service.api.routes import ROUTES
from contracts_service.handlers import contracts_api
from werkzeug.test import Client

from tests.apigateway import CLAIMS, wsgi

PATHS = tuple({route.path for route in ROUTES})


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: Any  # parsed, if it is JSON

    @property
    def fields(self) -> set[str]:
        """The fields that a problem names."""
        return {error["field"] for error in self.body.get("errors", [])}

    @property
    def kind(self) -> str:
        """The last part of a problem's type."""
        return str(self.body["type"].rpartition("/")[2])


def ask(
    method: str,
    path: str,
    body: object = None,
    *,
    headers: dict[str, str] | None = None,
    query: dict[str, str] | None = None,
    claims: dict[str, str] | None = CLAIMS,
) -> Answer:
    """Send a request as the site does; a body that is neither text nor bytes is sent as JSON."""
    sent = body if isinstance(body, str | bytes) or body is None else json.dumps(body)
    response = Client(wsgi(contracts_api.handler, PATHS, claims=claims)).open(
        urljoin("/", path),  # a Location is relative to the API
        method=method,
        data=sent,
        query_string=query,
        headers={"Content-Type": "application/json"} | (headers or {}),
    )
    text = response.get_data(as_text=True)
    is_json = "json" in response.headers.get("Content-Type", "")
    return Answer(response.status_code, dict(response.headers.items()), json.loads(text) if is_json and text else text)
