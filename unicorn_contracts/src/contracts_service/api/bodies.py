"""The bodies that the Contracts API takes."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from contracts_service.domain.contract import ContractStatus
from unicorn_kernel import property_id as kernel

# Letters of any script, but no control characters, line separators or changes of writing direction: those can only
# mislead a reader.
_HIDDEN = r"\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069"
_PRINTABLE = rf"^[^{_HIDDEN}]*[^\s{_HIDDEN}][^{_HIDDEN}]*$"
Text = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=120, pattern=_PRINTABLE)]
AddressPart = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=60, pattern=_PRINTABLE)]
PropertyIdText = Annotated[str, StringConstraints(strict=True, min_length=7, max_length=300)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)  # a cold start needs one of them


class Address(_Body):
    country: AddressPart
    city: AddressPart
    street: AddressPart
    number: AddressPart

    def to_domain(self) -> kernel.Address:
        return kernel.Address(**self.model_dump())


class DraftContract(_Body):
    """The body of POST /contracts."""

    property_id: PropertyIdText
    address: Address
    seller_name: Text
    expires_on: date | None = Field(default=None, description="the last day on which the contract holds, UTC")


class MoveContract(_Body):
    """The body of PUT /contracts."""

    property_id: PropertyIdText
    contract_status: ContractStatus = ContractStatus.APPROVED


class ChangeContract(_Body):
    """The body of PATCH /contracts/{contract_id}; what is left out stays as it is."""

    contract_status: ContractStatus | None = None
    seller_name: Text | None = None
    expires_on: date | None = None
