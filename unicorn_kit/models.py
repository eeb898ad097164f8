"""The base class of request bodies, and the rule for fields that may be left out but not cleared."""

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, BeforeValidator, ConfigDict


class Body(BaseModel):
    """A request body: no unknown fields, and built when it is first needed."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)  # a cold start needs one of them


def _digits(given: Any) -> Any:
    if isinstance(given, str) and not (given.isascii() and given.isdigit()):
        raise ValueError("use a whole number, as in 25")
    return given


# Of a number in a query, where pydantic takes 1_0, 1.0 and a space as well. It stands behind the bounds, which the
# description would not have otherwise.
InDigits = BeforeValidator(_digits)


def _not_null(given: Any) -> Any:
    if given is None:
        raise ValueError("leave it out if there is none")
    return given


OrAbsent = BeforeValidator(_not_null)  # of a field that may be left out, but is never null


def not_null(owner: str) -> BeforeValidator:
    """Return the validator of a field of `owner` ("a listing") that a change may leave out, but not clear."""

    def given(value: Any) -> Any:
        if value is None:
            raise ValueError(f"{owner} needs this; leave it out to keep the old value")
        return value

    return BeforeValidator(given)


def never_null(*names: str) -> Callable[[dict[str, Any]], None]:
    """Return what describes those fields as `not_null` checks them, for `json_schema_extra`."""

    def describe(schema: dict[str, Any]) -> None:
        for name in names:
            schema["properties"][name] = schema["properties"][name]["anyOf"][0]

    return describe
