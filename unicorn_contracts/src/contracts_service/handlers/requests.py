"""What every route reads of its request: the body, the conditions, the origin."""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import BaseModel, ValidationError

from contracts_service import wiring
from contracts_service.domain.change import Origin
from contracts_service.handlers.identity import agent
from contracts_service.handlers.problems import Problem
from contracts_service.ports import ContractNotFound
from contracts_service.use_cases import Call

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

BODY_MAX = 64 * 1024  # bytes
_CORRELATION_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_IDEMPOTENCY_KEY = re.compile(r"[A-Za-z0-9._~-]{1,128}")
_ETAG = re.compile(r'(?:W/)?"(\d{1,9})"')


def correlation_id(event: "APIGatewayProxyEvent") -> str:
    """The caller's own X-Correlation-Id if it is a plain one, else the id of this request."""
    given = event.headers.get("X-Correlation-Id") or ""
    return given if _CORRELATION_ID.fullmatch(given) else str(event.request_context.request_id)


def call(event: "APIGatewayProxyEvent") -> Call:
    """The signed-in agent's call. Raises Problem."""
    signed_in = agent(event["requestContext"])
    return wiring.call(
        Origin(
            agent=signed_in.name,
            correlation_id=correlation_id(event),
            causation_id=str(event.request_context.request_id),
        )
    )


def text(event: "APIGatewayProxyEvent") -> str:
    """Return the request's body as text. Raises Problem: 400 if it is none, 413 if it is too large."""
    try:
        body = event.decoded_body or ""
    except ValueError as error:
        raise Problem(HTTPStatus.BAD_REQUEST, "invalid-request", "Send the body as UTF-8 text.") from error
    if len(body.encode("utf-8", "surrogatepass")) > BODY_MAX:
        raise Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", f"Send a body of at most {BODY_MAX} bytes.")
    return body


def body[Model: BaseModel](model: type[Model], event: "APIGatewayProxyEvent") -> Model:
    """Return the request's body as a model. Raises Problem: as `text`, and 400 naming every field that is wrong."""
    return checked(lambda: model.model_validate_json(text(event)))


def checked[Model: BaseModel](validate: Callable[[], Model]) -> Model:
    """Return what `validate` makes. Raises Problem with one entry per wrong field."""
    try:
        return validate()
    except ValidationError as error:
        errors = [
            {"field": ".".join(map(str, fault["loc"])) or "body", "message": fault["msg"]}
            for fault in error.errors(include_url=False, include_context=False, include_input=False)
        ]
        fields = ", ".join(sorted({fault["field"] for fault in errors}))
        raise Problem(
            HTTPStatus.BAD_REQUEST, "invalid-request", f"Mend these and send again: {fields}.", errors=errors
        ) from error


def idempotency_key(event: "APIGatewayProxyEvent") -> str | None:
    """Return the key that the caller sent, if any. Raises Problem."""
    given = event.headers.get("Idempotency-Key")
    if given is not None and not _IDEMPOTENCY_KEY.fullmatch(given):
        detail = "An Idempotency-Key has 1 to 128 letters, digits, dots, dashes, underscores or tildes."
        raise Problem(
            HTTPStatus.BAD_REQUEST,
            "invalid-request",
            detail,
            errors=[{"field": "Idempotency-Key", "message": detail}],
        )
    return given


def contract_id(given: str) -> UUID:
    """Return the id in the path. Raises ContractNotFound: what is no id names no contract."""
    try:
        return UUID(given)
    except ValueError as error:
        raise ContractNotFound("there is no contract of that id") from error


def version_wanted(event: "APIGatewayProxyEvent") -> int | None:
    """Return the version that If-Match names, None for `*`. Raises Problem: 428 without the header."""
    given = event.headers.get("If-Match")
    if not given:
        raise Problem(
            HTTPStatus.PRECONDITION_REQUIRED,
            "version-required",
            "Send the contract's ETag as If-Match, so that nobody else's change is overwritten.",
        )
    if given.strip() == "*":
        return None
    tag = _ETAG.fullmatch(given.strip())
    return int(tag[1]) if tag else 0  # no contract ever has version 0: any other tag matches nothing
