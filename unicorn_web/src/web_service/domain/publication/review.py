"""A person's look at what no machine can judge, or at what an agent has appealed.

A review belongs to the request that is pending. It is open from its questions to its decision, or to the end of its
request; the first decision is the only one.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from web_service.domain.publication.request import Reason


class Verdict(StrEnum):
    APPROVED = "APPROVED"
    DECLINED = "DECLINED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What an admin has decided."""

    verdict: Verdict
    reviewer: str  # user name of the admin
    comment: str  # for the agent; empty only if approved
    at: datetime
    event_id: UUID  # of the event that publishes it
    causation_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What is to be judged, until when, and the decision."""

    questions: tuple[Reason, ...]
    asked_at: datetime
    answer_by: datetime  # from then on the request is declined
    decision: Decision | None = None
