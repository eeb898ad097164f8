"""What every agent's route reads of its request: who sent it, the property it names, the body."""

import json
import re
from collections.abc import Callable
from decimal import Decimal
from http import HTTPStatus
from typing import TYPE_CHECKING, Never
from urllib.parse import unquote

from pydantic import BaseModel, ValidationError

from web_service import wiring
from web_service.domain.agent import Origin
from web_service.domain.property_id import of_parts
from web_service.handlers.identity import agent
from web_service.handlers.problems import Problem
from web_service.use_cases.calls import Call

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

BODY_MAX = 64 * 1024  # bytes
_CORRELATION_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def correlation_id(event: "APIGatewayProxyEvent") -> str:
    """The caller's own X-Correlation-Id if it is a plain one, else the id of this request."""
    given = event.headers.get("X-Correlation-Id") or ""
    return given if _CORRELATION_ID.fullmatch(given) else str(event.request_context.request_id)


def call(event: "APIGatewayProxyEvent") -> Call:
    """The signed-in agent's call. Raises Problem."""
    signed_in = agent(event["requestContext"])
    origin = Origin(correlation_id=correlation_id(event), causation_id=str(event.request_context.request_id))
    return wiring.call(signed_in, origin)


def property_id(country: str, city: str, street: str, number: str) -> str:
    """Return the id that a path names. Raises InvalidPropertyId."""
    return of_parts(*map(unquote, (country, city, street, number)))


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
    """Return the request's body as a model, its numbers exact.

    Raises Problem: as `text`, and 400 naming every field that is wrong.
    """
    try:
        given = json.loads(text(event), parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Problem(
            HTTPStatus.BAD_REQUEST,
            "invalid-request",
            "Send the body as JSON.",
            errors=[{"field": "body", "message": "this is no JSON"}],
        ) from error
    return checked(lambda: model.model_validate(given))


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


def _no_number(name: str) -> Never:
    raise ValueError(f"{name} is no number of JSON")
