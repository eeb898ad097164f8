"""What the agents' routes read of a request: who sent it, the body as a model."""

import json
from collections.abc import Callable
from decimal import Decimal
from http import HTTPStatus
from typing import Never

from pydantic import BaseModel, ValidationError

from web_service import wiring
from web_service.domain.agent import Origin
from web_service.domain.money import InvalidPrice, UnknownCurrency
from web_service.domain.property_id import InvalidPropertyId
from web_service.handlers.http import Request
from web_service.handlers.identity import agent
from web_service.handlers.problems import Problem, invalid
from web_service.telemetry import logger
from web_service.use_cases.calls import Call

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
    except (ValueError, RecursionError) as error:
        raise invalid("body", "this is no JSON") from error
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


def domain[Value](make: Callable[[], Value]) -> Value:
    """Return what `make` makes of a body's fields. Raises Problem for what only the domain knows to be wrong."""
    try:
        return make()
    except tuple(FIELDS) as error:
        kind = "invalid-property-id" if isinstance(error, InvalidPropertyId) else "invalid-request"
        raise invalid(FIELDS[type(error)], str(error), kind) from error


def _no_number(name: str) -> Never:
    raise ValueError(f"{name} is no number of JSON")
