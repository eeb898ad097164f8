"""Bodies and queries as pydantic models, with every field that is wrong named."""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from http import HTTPStatus
from typing import TYPE_CHECKING, Never

from pydantic import BaseModel, ValidationError

from unicorn_kit.http import Request
from unicorn_kit.models import Body
from unicorn_kit.problems import Problem, invalid

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

# By the type of pydantic's error, for those whose own sentences name a pattern or a class.
_SENTENCES = {
    "string_pattern_mismatch": "holds a character that cannot stand here, or too few that can",
    "model_type": "Input should be an object",
    "uuid_type": "Input should be a valid UUID",
}


class _NoNumber(ValueError):
    """Raised for NaN and Infinity, which JavaScript has and JSON lacks."""


def read_body[Model: BaseModel](model: type[Model], request: Request) -> Model:
    """Return the request's body as a model. Raises Problem: as `Request.text`, and 400 for each wrong field."""
    text = request.text()
    _as_in_the_table(model, request.route.body if request.route else None)
    return checked(lambda: model.model_validate_json(text))


def refuse_body(request: Request) -> None:
    """Raise Problem if a request to a route without a body has one that says something; `{}` says nothing."""
    if request.text().strip():
        read_body(Body, request)


def read_exact_body[Model: BaseModel](model: type[Model], request: Request) -> Model:
    """Return the request's body as a model that sees numbers as Decimal. Raises Problem as `read_body` does."""
    text = request.text()
    _as_in_the_table(model, request.route.body if request.route else None)
    try:
        given = json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError, InvalidOperation) as error:
        raise invalid("body", _no_json(error)) from error
    return checked(lambda: model.model_validate(given))


def read_query[Model: BaseModel](model: type[Model], request: Request, given: Mapping[str, str]) -> Model:
    """Return the request's query, `given` as one of Request's, as a model. Raises Problem for each wrong parameter."""
    _as_in_the_table(model, request.route.query if request.route else None)
    return checked(lambda: model.model_validate(given))


def checked[Model: BaseModel](validate: Callable[[], Model]) -> Model:
    """Return what `validate` makes. Raises Problem with one entry per wrong field."""
    try:
        return validate()
    except ValidationError as error:
        errors = [
            {"field": ".".join(map(str, fault["loc"])) or "body", "message": _sentence(fault)}
            for fault in error.errors(include_url=False, include_context=False, include_input=False)
        ]
        fields = ", ".join(sorted({fault["field"] for fault in errors}))
        raise Problem(
            HTTPStatus.BAD_REQUEST, "invalid-request", f"Fix these fields and send again: {fields}.", errors=errors
        ) from error


def _sentence(fault: "ErrorDetails") -> str:
    """Return what is wrong, in words for people: pydantic's own sentence, but no pattern and no name of a class."""
    return _SENTENCES.get(fault["type"]) or fault["msg"].removeprefix("Value error, ")


def _as_in_the_table(model: type[BaseModel], named: str | None) -> None:
    """Compare the handler with its route's row, from which the OpenAPI document and the template's model are made."""
    if named is not None and named.rpartition(".")[2] != model.__name__:
        raise TypeError(f"the table names {named} for this route, and the handler reads {model.__name__}")


def _no_json(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if isinstance(error, json.JSONDecodeError | _NoNumber):
        return "this is no JSON"
    return "it has a number with too many digits"  # of an integer, or of an exponent


def _no_number(name: str) -> Never:
    raise _NoNumber(f"{name} is no number of JSON")
