"""The events this context publishes. Their schemas are checked in under events/schemas/."""

from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import BaseModel, Field

from contracts_service.domain.contract import ContractStatus
from unicorn_kernel.property_id import PATTERN
from unicorn_kit.metadata import EVENT, Moment
from unicorn_kit.metadata import Metadata as AnyMetadata

PropertyId = Annotated[
    str, Field(pattern=PATTERN, description="country/city/street/number, in small letters, digits and dashes")
]


class Metadata(AnyMetadata):
    """Ids, time, version and sequence of an event, beside its data."""

    sequence: int = Field(ge=1, description="rises by one with every event about the property from this source")


class ContractStatusChanged(BaseModel):
    """A contract was drafted, approved, closed, cancelled, or has expired."""

    model_config = EVENT
    source: ClassVar[str] = "unicorn.contracts"

    metadata: Metadata
    property_id: PropertyId
    contract_id: UUID
    contract_status: ContractStatus
    contract_last_modified_on: Moment = Field(description="when the contract got this status, in UTC")
