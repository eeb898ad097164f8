"""Field types that bodies share, each with its limits."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, StringConstraints, ValidationInfo, WithJsonSchema

from unicorn_kernel.address import canonical_field
from unicorn_kernel.house_numbers import as_text
from unicorn_kit.texts import one_line

_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
ADDRESS_TEXT_MAX = 500  # characters of a field of an address as typed; its canonical spelling has at most 60


def _day(given: Any) -> Any:
    """Let only a date be one: pydantic takes moments too, and drops their time and offset."""
    if given is None:
        return None
    if not isinstance(given, str) or not _DATE.fullmatch(given):
        raise ValueError("write a date as YYYY-MM-DD, without a time")
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise ValueError(f"{given} is no day of the calendar") from None


def _not_null(given: Any) -> Any:
    if given is None:
        raise ValueError("a contract needs this; leave it out to keep the old value")
    return given


def _spellable(text: str, field: ValidationInfo) -> str:
    canonical_field(str(field.field_name), text)
    return text


NotNull = BeforeValidator(_not_null)
Day = Annotated[date, BeforeValidator(_day)]
Name = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=120), AfterValidator(one_line)]
AddressText = Annotated[
    str, StringConstraints(strict=True, min_length=1, max_length=ADDRESS_TEXT_MAX), AfterValidator(_spellable)
]
_DIGITS = {"type": "integer", "minimum": 0}  # as clients of older systems send a house number
HouseNumber = Annotated[
    AddressText,
    BeforeValidator(as_text),
    WithJsonSchema({"anyOf": [{"type": "string", "minLength": 1, "maxLength": ADDRESS_TEXT_MAX}, _DIGITS]}),
]
PropertyIdText = Annotated[str, StringConstraints(strict=True, min_length=7, max_length=300)]
