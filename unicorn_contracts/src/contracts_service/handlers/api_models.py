"""What the Contracts API takes and answers."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from contracts_service.domain import property_id as property_ids
from contracts_service.domain.contract import Contract, ContractStatus
from contracts_service.events import Moment

# Letters of any script, but no control characters, line separators or changes of writing direction: they would only
# ever be there to mislead a reader.
_HIDDEN = r"\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069"
_PRINTABLE = rf"^[^{_HIDDEN}]*[^\s{_HIDDEN}][^{_HIDDEN}]*$"
Text = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=120, pattern=_PRINTABLE)]
AddressPart = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=60, pattern=_PRINTABLE)]
PropertyIdText = Annotated[str, StringConstraints(strict=True, min_length=7, max_length=300)]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)  # a cold start needs one of them


class Address(_Request):
    country: AddressPart
    city: AddressPart
    street: AddressPart
    number: AddressPart

    def to_domain(self) -> property_ids.Address:
        return property_ids.Address(**self.model_dump())


class DraftContract(_Request):
    """The body of POST /contracts."""

    property_id: PropertyIdText
    address: Address
    seller_name: Text
    expires_on: date | None = Field(default=None, description="the last day on which the contract holds, UTC")


class MoveContract(_Request):
    """The body of PUT /contracts."""

    property_id: PropertyIdText
    contract_status: ContractStatus = ContractStatus.APPROVED


class ChangeContract(_Request):
    """The body of PATCH /contracts/{contract_id}; what is left out stays as it is."""

    contract_status: ContractStatus | None = None
    seller_name: Text | None = None
    expires_on: date | None = None


class ContractAnswer(BaseModel):
    """A contract as it is now."""

    model_config = ConfigDict(defer_build=True)

    contract_id: UUID
    property_id: str
    address: property_ids.Address
    seller_name: str
    contract_status: ContractStatus
    expires_on: date | None
    version: int
    contract_created: Moment
    contract_last_modified_on: Moment

    @classmethod
    def of(cls, contract: Contract) -> Self:
        return cls(
            contract_id=contract.contract_id,
            property_id=contract.property_id,
            address=contract.address,
            seller_name=contract.seller_name,
            contract_status=contract.status,
            expires_on=contract.expires_on,
            version=contract.version,
            contract_created=contract.created_at,
            contract_last_modified_on=contract.modified_at,
        )
