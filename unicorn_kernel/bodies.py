"""Addresses in request bodies, the same for every API."""

from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)

from unicorn_kernel import address as kernel
from unicorn_kernel.house_numbers import as_text

ADDRESS_TEXT_MAX = 500  # characters of a field of an address as typed; its canonical spelling has at most 60


def _spellable(text: str, field: ValidationInfo) -> str:
    kernel.canonical_field(str(field.field_name), text)
    return text


AddressText = Annotated[
    str, StringConstraints(strict=True, min_length=1, max_length=ADDRESS_TEXT_MAX), AfterValidator(_spellable)
]
_DIGITS = {"type": "integer", "minimum": 0}  # as clients of older systems send a house number
HouseNumber = Annotated[
    AddressText,
    BeforeValidator(as_text),
    WithJsonSchema({"anyOf": [{"type": "string", "minLength": 1, "maxLength": ADDRESS_TEXT_MAX}, _DIGITS]}),
]


class Address(BaseModel):
    """An address as typed; the kernel spells it."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    country: AddressText
    region: AddressText | None = None
    city: AddressText
    postcode: AddressText | None = None
    street: AddressText
    number: HouseNumber
    unit: AddressText | None = None

    def to_domain(self) -> kernel.Address:
        return kernel.Address(**{name: getattr(self, name) for name in kernel.FIELDS})
