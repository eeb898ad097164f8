"""Listings table stream → PublicationApprovalRequested on the bus, in order for each property."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from unicorn_kit.streams import publish_records
from web_service import wiring
from web_service.adapters.publication.listing_stream import to_event
from web_service.events import PublicationApprovalRequested
from web_service.telemetry import logger

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    return publish_records(
        event,
        to_event,
        wiring.event_bus,
        wiring.dead_letters,
        on_published=_log_published,
        on_dead_lettered=_log_dead_lettered,
    )


def _log_published(event: PublicationApprovalRequested) -> None:
    logger.info(
        "publication_approval_requested",
        extra={
            "fact": "PublicationApprovalRequested",
            "property_id": event.property_id,
            "request_id": str(event.request_id),
            "sequence": event.metadata.sequence,
            "correlation_id": event.metadata.correlation_id,
        },
    )


def _log_dead_lettered(record: Mapping[str, Any], error: Exception) -> None:
    extra = {"fact": "ListingFactUnreadable", "stream_event_id": record.get("eventID"), "reason": str(error)}
    logger.error("unreadable_record", extra=extra)
