"""The bodies that the Contracts API takes."""

from datetime import date
from typing import Annotated

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

from contracts_service.domain.contract import ContractStatus
from unicorn_kernel import address as kernel
from unicorn_kernel.address import canonical_field
from unicorn_kernel.house_numbers import as_text
from unicorn_kit.texts import one_line

ADDRESS_TEXT_MAX = 500  # characters of a field of an address as typed; its canonical spelling has at most 60


def _spellable(text: str, field: ValidationInfo) -> str:
    canonical_field(str(field.field_name), text)
    return text


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
    expires_on: date | None = Field(default=None, description="the last day on which the contract holds, UTC")


class MoveContract(_Body):
    """The body of PUT /contracts."""

    property_id: PropertyIdText
    contract_status: ContractStatus = ContractStatus.APPROVED


class ChangeContract(_Body):
    """The body of PATCH /contracts/{contract_id}; what is left out stays as it is."""

    contract_status: ContractStatus | None = None
    seller_name: Name | None = None
    expires_on: date | None = None
