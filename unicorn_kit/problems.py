"""Errors as problem details (RFC 9457): what is wrong, and how to fix it."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

TYPE = "https://unicorn.properties/problems/"  # a name, not an address: nothing has to be served there
CONTENT_TYPE = "application/problem+json"


class Problem(Exception):
    """An error response.

    `kind` is the stable last part of its type, `errors` name fields and their faults, `extensions` are further members
    for programs (RFC 9457, section 3.2).
    """

    def __init__(
        self,
        status: HTTPStatus,
        kind: str,
        detail: str,
        *,
        errors: Sequence[Mapping[str, str]] = (),
        retry_after: str | None = None,  # seconds
        extensions: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.kind, self.detail = status, kind, detail
        self.errors, self.retry_after = errors, retry_after
        self.extensions = extensions or {}


def invalid(field: str, message: str, kind: str = "invalid-request") -> Problem:
    """Return the problem that one field has."""
    errors = [{"field": field, "message": message}]
    end = "" if message.endswith("?") else "."
    return Problem(HTTPStatus.BAD_REQUEST, kind, f"{field}: {message}{end}", errors=errors)


def problem_body(problem: Problem, *, correlation_id: str) -> str:
    body = {
        "type": TYPE + problem.kind,
        "title": problem.status.phrase,
        "status": problem.status.value,
        "detail": problem.detail,
        "correlation_id": correlation_id,
    }
    return json.dumps(body | ({"errors": problem.errors} if problem.errors else {}) | dict(problem.extensions))
