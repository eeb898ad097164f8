"""The port `Publisher` on the shared bus; events are validated against their models before they are sent."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from properties_service.domain.approval import RequestReview, Revoke
from properties_service.domain.reasons import Reason
from properties_service.domain.request import PublicationRequest
from properties_service.events import (
    PublicationEvaluationCompleted,
    PublicationReviewRequested,
    PublicationRevoked,
)
from unicorn_kit.event_bus import EventBus

type Event = PublicationEvaluationCompleted | PublicationReviewRequested | PublicationRevoked


class EventPublisher:
    """The port `Publisher`."""

    def __init__(self, bus: EventBus[Event], new_id: Callable[[], UUID]) -> None:
        self._bus = bus
        self._new_id = new_id

    def publish_revocation(self, revoke: Revoke, *, at: datetime) -> None:
        self._bus.publish_one(PublicationRevoked.of(revoke, event_id=self._new_id(), at=at))

    def publish_review_request(self, request: RequestReview) -> None:
        self._bus.publish_one(PublicationReviewRequested.of(request))

    def publish_failure(self, request: PublicationRequest, *, reason: Reason, at: datetime) -> None:
        event = PublicationEvaluationCompleted.declined(request, [reason], event_id=self._new_id(), at=at)
        self._bus.publish_one(event)
