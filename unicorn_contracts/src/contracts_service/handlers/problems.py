"""Errors as problem details (RFC 9457): what is wrong, and how to mend it."""

import json
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import Response

TYPE = "https://unicorn.properties/problems/"  # a name, not an address: nothing need answer there


class Problem(Exception):
    """A refusal with its answer; `kind` is the stable last part of its type, `more` its extension members."""

    def __init__(self, status: HTTPStatus, kind: str, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.status, self.kind, self.detail, self.more = status, kind, detail, more


def problem(error: Problem, *, correlation_id: str) -> Response[str]:
    body = {
        "type": TYPE + error.kind,
        "title": error.status.phrase,
        "status": error.status.value,
        "detail": error.detail,
        "correlation_id": correlation_id,
    }
    return Response(
        status_code=error.status.value,
        content_type="application/problem+json",
        headers={},
        body=json.dumps(body | error.more),
    )
