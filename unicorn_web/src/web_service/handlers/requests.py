"""What the agents' routes read of a request: who sent it, the body as a model."""

import json
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from http import HTTPStatus
from typing import Never
from uuid import UUID

from pydantic import BaseModel, ValidationError

from web_service import wiring
from web_service.domain.agent import Origin
from web_service.domain.money import InvalidPrice, UnknownCurrency
from web_service.domain.pictures import ImageNotFound
from web_service.domain.property_id import InvalidPropertyId
from web_service.handlers.http import Request
from web_service.handlers.identity import agent
from web_service.handlers.problems import Problem, invalid
from web_service.telemetry import logger
from web_service.use_cases.calls import Call

_ETAG = re.compile(r'(?:W/)?"(\d{1,9})"')
FIELDS = {InvalidPropertyId: "property_id", UnknownCurrency: "currency", InvalidPrice: "listprice"}


def call(request: Request) -> Call:
    """The signed-in agent's call. Raises Problem."""
    logger.append_keys(correlation_id=request.correlation_id)
    signed_in = agent(request.context)
    origin = Origin(correlation_id=request.correlation_id, causation_id=request.request_id)
    return wiring.call(signed_in, origin)


def body[Model: BaseModel](model: type[Model], request: Request) -> Model:
    """Return the request's body as a model, its numbers exact. Raises Problem, naming every field that is wrong."""
    try:
        given = json.loads(request.text(), parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError, InvalidOperation) as error:  # the last of a number with an endless exponent
        raise invalid("body", "this is no JSON") from error
    return checked(lambda: model.model_validate(given))


def version_wanted(request: Request) -> int | None:
    """Return the version that If-Match names, None for `*`. Raises Problem: 428 without the header."""
    if not request.header("If-Match"):
        raise Problem(
            HTTPStatus.PRECONDITION_REQUIRED,
            "version-required",
            "Send the listing's ETag as If-Match, so that nobody else's change is overwritten.",
        )
    return version_if_any(request)


def version_if_any(request: Request) -> int | None:
    """Return the version that If-Match names, None for `*` and where the header is left out."""
    given = request.header("If-Match").strip()
    if given in {"", "*"}:
        return None
    tag = _ETAG.fullmatch(given)
    return int(tag[1]) if tag else 0  # no listing ever has version 0: any other tag matches nothing


def image_id(request: Request) -> UUID:
    """Return the id in the path. Raises ImageNotFound: what is no id names no image."""
    try:
        return UUID(request.part("image_id"))
    except ValueError as error:
        raise ImageNotFound("the listing has no image of that id") from error


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


def domain[Value](make: Callable[[], Value]) -> Value:
    """Return what `make` makes of a body's fields. Raises Problem for what only the domain knows to be wrong."""
    try:
        return make()
    except tuple(FIELDS) as error:
        kind = "invalid-property-id" if isinstance(error, InvalidPropertyId) else "invalid-request"
        raise invalid(FIELDS[type(error)], str(error), kind) from error


def _no_number(name: str) -> Never:
    raise ValueError(f"{name} is no number of JSON")
