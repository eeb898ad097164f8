"""Field types that bodies share, each with its limits."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from unicorn_kit.texts import one_line

_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


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


Day = Annotated[date, BeforeValidator(_day)]
Name = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=120), AfterValidator(one_line)]
