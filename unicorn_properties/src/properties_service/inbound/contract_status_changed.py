"""ContractStatusChanged, from unicorn.contracts."""

from datetime import datetime
from typing import Any, Self

from pydantic import AliasChoices, BaseModel, Field

from properties_service.domain.contract_status import ContractFact, ContractStatus
from properties_service.domain.home import Home
from properties_service.inbound.reading import (
    TOLERANT,
    AddressIfReadable,
    AddressKey,
    Metadata,
    Moment,
    PropertyId,
    read,
)


class ContractStatusChanged(BaseModel):
    """From unicorn.contracts."""

    model_config = TOLERANT

    metadata: Metadata | None = None
    property_id: PropertyId
    contract_id: str | None = Field(default=None, max_length=64)
    contract_status: ContractStatus
    contract_last_modified_on: Moment = Field(
        validation_alias=AliasChoices("contract_last_modified_on", "contract_updated_on")  # as older systems name it
    )
    address_key: AddressKey | None = None  # events of earlier versions and of older systems have none
    address: AddressIfReadable = None

    @classmethod
    def read(cls, envelope: Any) -> Self:
        """Return the event of an EventBridge envelope. Raises Unreadable."""
        return read(cls, envelope)

    def fact(self, envelope_id: str, *, arrived_at: datetime) -> ContractFact:
        """Return the fact. One without a sequence is ordered by its time, which is not believed beyond its arrival."""
        modified_at = self.contract_last_modified_on
        return ContractFact(
            property_id=self.property_id,
            contract_id=self.contract_id,
            status=self.contract_status,
            as_of=modified_at if self.metadata else min(modified_at, arrived_at),
            sequence=self.metadata.sequence if self.metadata else None,
            event_id=self.metadata.event_id if self.metadata else envelope_id,
            home=self._home,
        )

    @property
    def _home(self) -> Home | None:
        if self.address_key is None:
            return None
        return Home(key=self.address_key, line=self.address.home.line if self.address else None)
