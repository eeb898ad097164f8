"""What a person is asked about a listing, and what a person has decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from properties_service.domain.reasons import Reason, ReasonCode

COMMENT = 2_000  # characters that an agent is shown; the whole of it is in the event


class ReviewVerdict(StrEnum):
    APPROVED = "APPROVED"
    DECLINED = "DECLINED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The question to a person, with the ids and the sequence of the evaluation that waits for the answer."""

    event_id: str  # of the event that asks it, however often it is published
    questions: Sequence[Reason]  # none if an appeal is about what a person has declined
    sequence: int
    correlation_id: str
    causation_id: str
    is_requested: bool = False  # the event that asks it was published


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDecision:
    """What a person has decided about a request; the first decision stands."""

    property_id: str
    request_id: str
    verdict: ReviewVerdict
    comment: str

    @property
    def reason(self) -> Reason | None:
        """The reason against the listing; None if it was approved."""
        if self.verdict is ReviewVerdict.APPROVED:
            return None
        message = self.comment[:COMMENT] or "A person has declined the listing."
        return Reason(code=ReasonCode.REVIEW_DECLINED, subject=self.property_id, message=message)
