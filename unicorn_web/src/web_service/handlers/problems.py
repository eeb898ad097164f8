"""Errors as problem details (RFC 9457): what is wrong, and how to mend it."""

import json
from http import HTTPStatus
from typing import Any

TYPE = "https://unicorn.properties/problems/"  # a name, not an address: nothing need answer there
CONTENT_TYPE = "application/problem+json"


class Problem(Exception):
    """A refusal with its answer; `kind` is the stable last part of its type, `more` its extension members."""

    def __init__(self, status: HTTPStatus, kind: str, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.status, self.kind, self.detail, self.more = status, kind, detail, more


def invalid(field: str, message: str, kind: str = "invalid-request") -> Problem:
    """Return the problem that one field has."""
    detail = f"{field}: {message}."
    return Problem(HTTPStatus.BAD_REQUEST, kind, detail, errors=[{"field": field, "message": message}])


def problem_body(error: Problem, *, correlation_id: str) -> str:
    body = {
        "type": TYPE + error.kind,
        "title": error.status.phrase,
        "status": error.status.value,
        "detail": error.detail,
        "correlation_id": correlation_id,
    }
    return json.dumps(body | error.more)
