"""The events this context publishes. Their schemas are checked in under events/schemas/."""

from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from contracts_service.domain.contract import ContractStatus
from unicorn_kernel.property_id import PATTERN
from unicorn_kernel.sequences import SEQUENCE_MAX
from unicorn_kernel.spelling import TEXT_MAX
from unicorn_kit.metadata import EVENT, Moment, may_be_missing
from unicorn_kit.metadata import Metadata as AnyMetadata

PropertyId = Annotated[
    str, Field(pattern=PATTERN, description="country/city/street/number, in small letters, digits and dashes")
]

AddressPart = Annotated[str, Field(min_length=1, max_length=TEXT_MAX)]
AddressKey = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Absent = SkipJsonSchema[None]  # on the bus there is no null, but nothing at all


def _is_none(value: object) -> bool:
    return value is None


class Metadata(AnyMetadata):
    """Ids, time, version and sequence of an event, beside its data."""

    sequence: int = Field(
        ge=1, le=SEQUENCE_MAX, description="rises by one with every event about the property from this source"
    )


class Address(BaseModel):
    """Where the property is, in canonical spelling."""

    model_config = EVENT | ConfigDict(json_schema_extra=may_be_missing("region", "postcode", "unit"))

    country: AddressPart
    region: AddressPart | Absent = Field(default=None, exclude_if=_is_none)
    city: AddressPart
    postcode: AddressPart | Absent = Field(default=None, exclude_if=_is_none)
    street: AddressPart
    number: AddressPart
    unit: AddressPart | Absent = Field(default=None, exclude_if=_is_none)


class ContractStatusChanged(BaseModel):
    """A contract was drafted, approved, closed, cancelled, or has expired."""

    model_config = EVENT | ConfigDict(json_schema_extra=may_be_missing("address_key", "address"))
    source: ClassVar[str] = "unicorn.contracts"

    metadata: Metadata
    property_id: PropertyId
    contract_id: UUID
    contract_status: ContractStatus
    contract_last_modified_on: Moment = Field(description="when the contract got this status, in UTC")
    address_key: AddressKey | Absent = Field(
        default=None,
        exclude_if=_is_none,
        description="the same for the same address in every spelling, and for no other; absent on old events",
    )
    address: Address | Absent = Field(
        default=None, exclude_if=_is_none, description="what the contract is about; absent on old events"
    )
