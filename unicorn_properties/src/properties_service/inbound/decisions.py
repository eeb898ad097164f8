"""This context's own decisions, replayed from the bus's archive."""

from typing import Any, Self

from pydantic import AwareDatetime, BaseModel, Field

from properties_service.domain.approval import Publication
from properties_service.domain.home import Home
from properties_service.domain.request import PublicationRequest
from properties_service.inbound.reading import TOLERANT, AddressKey, Metadata, PropertyId, read
from unicorn_kernel.sequences import DECISION_SEQUENCE_MAX
from unicorn_kit.errors import Unreadable


class DecidedMetadata(Metadata):
    """The metadata of a decision."""

    occurred_at: AwareDatetime
    sequence: int = Field(ge=1, le=DECISION_SEQUENCE_MAX)


class _Decision(BaseModel):
    """A decision of this context, replayed from the bus's archive."""

    model_config = TOLERANT

    metadata: DecidedMetadata | None = None  # older systems send none; their events are not replayed
    property_id: PropertyId
    request_id: str | None = Field(default=None, min_length=1, max_length=64)

    @classmethod
    def read(cls, envelope: Any) -> Self:
        """Return the decision of an EventBridge envelope. Raises Unreadable."""
        return read(cls, envelope)

    @property
    def decided(self) -> tuple[DecidedMetadata, str]:
        """The decision's metadata and the id of the request that it answers. Raises Unreadable if one is missing."""
        if self.metadata is None or self.request_id is None:
            raise Unreadable("metadata, request_id: one of them is missing")
        return self.metadata, self.request_id


class PublicationEvaluationCompleted(_Decision):
    """Our own, replayed."""

    evaluation_result: str
    contract_id: str | None = Field(default=None, max_length=64)
    address_key: AddressKey | None = None

    def request(self) -> PublicationRequest:
        metadata, request_id = self.decided
        return PublicationRequest(
            property_id=self.property_id,
            request_id=request_id,
            sequence=metadata.sequence // 2,
            correlation_id=metadata.correlation_id,
            causation_id=metadata.event_id,
            texts={},
            images=(),
        )

    def publication(self) -> Publication | None:
        """Return the publication that was approved; None for a declined request."""
        if self.evaluation_result != "APPROVED":
            return None
        metadata, request_id = self.decided
        return Publication(
            property_id=self.property_id,
            request_id=request_id,
            contract_id=self.contract_id,
            sequence=metadata.sequence,
            correlation_id=metadata.correlation_id,
            home=Home(key=self.address_key) if self.address_key else None,
        )


class PublicationRevoked(_Decision):
    """Our own, replayed."""


type Decision = PublicationEvaluationCompleted | PublicationRevoked


def decision_of(envelope: Any) -> Decision:
    """Return the decision in an EventBridge envelope. Raises Unreadable."""
    if envelope["detail-type"] == PublicationRevoked.__name__:
        return PublicationRevoked.read(envelope)
    return PublicationEvaluationCompleted.read(envelope)
