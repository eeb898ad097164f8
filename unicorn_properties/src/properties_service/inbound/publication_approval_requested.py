"""PublicationApprovalRequested, from unicorn.web."""

from dataclasses import replace
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, Field, WrapValidator

from properties_service.domain.request import PublicationRequest
from properties_service.inbound.reading import TOLERANT, AddressIfReadable, Metadata, PropertyId, or_none, read

IMAGES = 100  # more than any listing may have
DESCRIPTION_BYTES = 50_000  # ten calls of the sentiment service
CAPTIONS = 2 * IMAGES  # an alternative text and a caption each
CAPTION_BYTES = 1_000


def _at_most(limit: int) -> AfterValidator:
    def check(text: str) -> str:
        if len(text.encode()) > limit:
            raise ValueError(f"longer than {limit} bytes")
        return text

    return AfterValidator(check)


class RequestIds(BaseModel):
    """The fields of a PublicationApprovalRequested that are needed to answer it, if the rest cannot be read."""

    model_config = TOLERANT

    metadata: Annotated[Metadata | None, WrapValidator(or_none)] = None
    property_id: PropertyId
    request_id: str | None = Field(default=None, min_length=1, max_length=64)

    @classmethod
    def read(cls, envelope: Any) -> Self:
        """Return the fields of the event in an EventBridge envelope. Raises Unreadable."""
        return read(cls, envelope)

    def request(self, envelope_id: str) -> PublicationRequest:
        """Return the request; one from an older system gets the id of its envelope."""
        return PublicationRequest(
            property_id=self.property_id,
            request_id=self.request_id or envelope_id,
            sequence=self.metadata.sequence if self.metadata else 0,
            correlation_id=self.metadata.correlation_id if self.metadata else envelope_id,
            causation_id=self.metadata.event_id if self.metadata else envelope_id,
            texts={},
            images=(),
        )


class Appeal(BaseModel):
    """An agent's appeal. Web shows its comment to whoever judges it; here it is enough that there is one."""

    model_config = TOLERANT

    request_id: str = Field(min_length=1, max_length=64)  # of the request that was declined


class PublicationApprovalRequested(RequestIds):
    """From unicorn.web."""

    metadata: Metadata | None = None
    address: AddressIfReadable = None
    headline: Annotated[str, _at_most(CAPTION_BYTES)] | None = None
    description: Annotated[str, _at_most(DESCRIPTION_BYTES)] | None = None
    captions: list[Annotated[str, _at_most(CAPTION_BYTES)]] | None = Field(default=None, max_length=CAPTIONS)
    images: list[Annotated[str, Field(min_length=1, max_length=1024)]] | None = Field(default=None, max_length=IMAGES)
    appeal: Appeal | None = None

    def request(self, envelope_id: str) -> PublicationRequest:
        images = tuple(dict.fromkeys(self.images or []))
        texts = {
            "headline": self.headline or "",
            "description": self.description or "",
            "captions": "\n".join(self.captions or []),
        }
        home = self.address.home if self.address else None
        return replace(
            super().request(envelope_id), texts=texts, images=images, home=home, is_appeal=self.appeal is not None
        )
