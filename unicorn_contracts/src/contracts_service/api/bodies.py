"""The bodies that the Contracts API takes."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)

from contracts_service.domain.contract import ContractStatus, Terms
from unicorn_kernel import address as kernel
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


def _never_null(schema: dict[str, Any]) -> None:
    """Describe the fields that may be left out, but not cleared."""
    for name in ("contract_status", "seller_name"):
        schema["properties"][name] = schema["properties"][name]["anyOf"][0]


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


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)  # a cold start needs one of them


class Address(_Body):
    """An address as typed; the kernel spells it."""

    country: AddressText
    region: AddressText | None = None
    city: AddressText
    postcode: AddressText | None = None
    street: AddressText
    number: HouseNumber
    unit: AddressText | None = None

    def to_domain(self) -> kernel.Address:
        return kernel.Address(**self.model_dump())


class DraftContract(_Body):
    """The body of POST /contracts."""

    property_id: PropertyIdText | None = None
    address: Address
    seller_name: Name
    expires_on: Day | None = Field(default=None, description="the last day on which the contract holds, UTC")


class MoveContract(_Body):
    """The body of PUT /contracts."""

    property_id: PropertyIdText
    contract_status: ContractStatus = ContractStatus.APPROVED


class ChangeContract(_Body):
    """The body of PATCH /contracts/{contract_id}; what is left out stays as it is."""

    model_config = ConfigDict(json_schema_extra=_never_null)

    contract_status: Annotated[ContractStatus | None, NotNull] = None
    seller_name: Annotated[Name | None, NotNull] = None
    expires_on: Day | None = Field(default=None, description="null removes the last day")

    def terms(self) -> Terms:
        terms = Terms()
        if self.seller_name is not None:
            terms["seller_name"] = self.seller_name
        if "expires_on" in self.model_fields_set:
            terms["expires_on"] = self.expires_on
        return terms
