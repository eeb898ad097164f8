"""Events to EventBridge, held to their models before they leave."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from botocore.exceptions import BotoCoreError, ClientError

from properties_service.domain.approval import Revoke
from properties_service.domain.reasons import Reason
from properties_service.domain.request import PublicationRequest, idempotency_key, revocation_sequence
from properties_service.events import (
    EvaluationReason,
    EvaluationResult,
    Metadata,
    PublicationEvaluationCompleted,
    PublicationRevoked,
)
from properties_service.ports import BusUnavailable

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient

TRIES = 3


class EventBus:
    """The port `Announcements` on the shared bus."""

    def __init__(self, client: "EventBridgeClient", name: str, new_id: Callable[[], UUID]) -> None:
        self._client = client
        self._name = name
        self._new_id = new_id

    def revoked(self, revoke: Revoke, *, at: datetime) -> None:
        publication = revoke.publication
        metadata = Metadata(
            event_id=self._new_id(),
            idempotency_key=idempotency_key(publication.request_id, "revocation"),
            correlation_id=publication.correlation_id,
            causation_id=revoke.contract.event_id,
            occurred_at=at,
            sequence=revocation_sequence(publication.sequence),
        )
        self._publish(
            PublicationRevoked(
                metadata=metadata,
                property_id=publication.property_id,
                request_id=publication.request_id,
                reason=revoke.reason,
            )
        )

    def failed(self, request: PublicationRequest, *, reason: Reason, at: datetime) -> None:
        metadata = Metadata(
            event_id=self._new_id(),
            idempotency_key=idempotency_key(request.request_id, "evaluation"),
            correlation_id=request.correlation_id,
            causation_id=request.causation_id,
            occurred_at=at,
            sequence=request.evaluation_sequence,
        )
        self._publish(
            PublicationEvaluationCompleted(
                metadata=metadata,
                property_id=request.property_id,
                request_id=request.request_id,
                evaluation_result=EvaluationResult.DECLINED,
                reasons=[EvaluationReason(**asdict(reason))],
            )
        )

    def _publish(self, event: PublicationRevoked | PublicationEvaluationCompleted) -> None:
        for _ in range(TRIES):
            try:
                answer = self._client.put_events(
                    Entries=[
                        {
                            "EventBusName": self._name,
                            "Source": event.source,
                            "DetailType": type(event).__name__,
                            "Time": event.metadata.occurred_at,
                            "Detail": event.model_dump_json(),
                        }
                    ]
                )
            except (BotoCoreError, ClientError) as error:  # the SDK has retried already
                raise BusUnavailable(str(error)) from error
            if "ErrorCode" not in answer["Entries"][0]:
                return
        raise BusUnavailable("the entry stayed refused")
