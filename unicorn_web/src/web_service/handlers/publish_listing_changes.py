"""Listings table stream → PublicationApprovalRequested on the bus, in order for each property; the clock → again.

The same stream → the counts of public listings in cities and countries.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from unicorn_kit.reconciliation import Move, Reconcile, publish_again, run_reconciliation
from unicorn_kit.rounds import Budget, Tally
from unicorn_kit.streams import publish_records
from web_service import wiring
from web_service.adapters.publication.listing_stream import may_count, to_event
from web_service.events import PublicationApprovalRequested
from web_service.telemetry import logger

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

OVERDUE = timedelta(hours=1)  # an evaluation that only waits for its contract is requested again as well


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    if "reconcile" in event:
        return _reconcile(event, context)
    try:
        return publish_records(
            event,
            to_event,
            wiring.event_bus,
            wiring.dead_letters,
            on_published=_log_published,
            on_dead_lettered=_log_dead_lettered,
        )
    finally:  # a bus that fails keeps nobody from counting; what is counted is not counted again
        _count(event["Records"])


def _count(records: Sequence[Mapping[str, Any]]) -> None:
    if counts := [record for record in records if may_count(record)]:
        counted = wiring.public_counts().count(counts, _dead_letter)
        logger.info("public_listings_counted", extra={"fact": "PublicListingCounted", "times": counted})


def _dead_letter(record: Mapping[str, Any], error: Exception) -> None:
    wiring.dead_letters().put_record(record, str(error))
    _log_dead_lettered(record, error)


def _reconcile(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """Publish pending requests again, with the same ids: Properties evaluates each once."""
    now = wiring.now()

    def work(asked: Reconcile, after: str | None, move: Move, budget: Budget) -> Tally:
        until = now if asked.all else now - OVERDUE
        events = wiring.pending_requests().events(until, after=after, on_unreadable=_log_unreadable)
        return publish_again(events, wiring.event_bus, dry_run=asked.dry_run, budget=budget, move=move)

    done = run_reconciliation(event, context, work, runs=wiring.reconciliations, now=now)
    logger.info("publication_requests_reconciled", extra=done)
    return done


def _log_unreadable(property_id: str) -> None:
    logger.error("unreadable_listing", extra={"fact": "ListingFactUnreadable", "property_id": property_id})


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
