"""A generated body → one that the API may take: what no schema can say of its texts and numbers is made right."""

from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ValidationError

PLAIN = {
    "country": "usa",
    "city": "x",
    "street": "x",
    "number": "x",
    "description": "x",
    "currency": "SPL",
    "name": "x",
}


def plausible(body: dict[str, Any], model: type[BaseModel], number: int) -> dict[str, Any]:
    """Return the body with each field that the model refuses left out, or with a plain text where it is needed.

    Most texts that are generated hold a control character, and many characters of Unicode stand for nothing that an
    address may hold. `number` makes an address that is new.
    """
    try:
        model.model_validate(_exact(body))
    except ValidationError as error:
        for fault in error.errors():
            _replace(body, [str(name) for name in fault["loc"]], number)
    return body


def _replace(body: Any, place: list[str], number: int) -> None:
    *parents, name = place
    for parent in parents:
        body = body[parent]
    if name in PLAIN:
        body[name] = str(number) if name == "number" else PLAIN[name]
    else:
        body.pop(name, None)


def _exact(part: Any) -> Any:
    """Return a body as the API reads it: with exact numbers."""
    if isinstance(part, dict):
        return {name: _exact(value) for name, value in part.items()}
    return Decimal(repr(part)) if isinstance(part, float) else part
