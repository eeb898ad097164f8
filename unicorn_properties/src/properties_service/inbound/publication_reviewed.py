"""PublicationReviewed, from unicorn.web."""

from typing import Any, Self

from pydantic import BaseModel, Field

from properties_service.domain.review import ReviewDecision, ReviewVerdict
from properties_service.inbound.reading import TOLERANT, Metadata, PropertyId, read


class PublicationReviewed(BaseModel):
    """From unicorn.web. Its verdict is no open list: a decision that is not understood publishes nothing."""

    model_config = TOLERANT

    metadata: Metadata
    property_id: PropertyId
    request_id: str = Field(min_length=1, max_length=64)
    verdict: ReviewVerdict
    comment: str = ""

    @classmethod
    def read(cls, envelope: Any) -> Self:
        """Return the event of an EventBridge envelope. Raises Unreadable."""
        return read(cls, envelope)

    def decision(self) -> ReviewDecision:
        return ReviewDecision(
            property_id=self.property_id, request_id=self.request_id, verdict=self.verdict, comment=self.comment
        )
