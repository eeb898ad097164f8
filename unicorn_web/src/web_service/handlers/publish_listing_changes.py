"""Listings table stream → its facts on the bus, in order for each property; the clock → again.

The same stream → the counts of public listings in cities and countries, the RESO feed, the roster of public homes, and
the end of enquiries about homes that were taken down, and of their viewings.
"""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from unicorn_kit.reconciliation import Move, Reconcile, in_turn, publish_again, run_reconciliation
from unicorn_kit.rounds import Budget, Tally
from unicorn_kit.streams import publish_records
from web_service import wiring
from web_service.adapters.publication.listing_stream import Event, may_count, to_event
from web_service.adapters.publication.taken_down import taken_down
from web_service.adapters.reso.feed_stream import changed_properties
from web_service.events import EnquiryClosed, EnquiryReceived, PublicationApprovalRequested, PublicationReviewed
from web_service.telemetry import log_unreadable_enquiry, log_unreadable_viewing, logger
from web_service.use_cases.enquiries import close_taken_down
from web_service.use_cases.reso import reconcile_feed
from web_service.use_cases.viewings import cancel_taken_down

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

OVERDUE = timedelta(hours=1)  # an evaluation that only waits for its contract is requested again as well

FEED = "feed "  # what the positions of its round begin with


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    if "reconcile" in event:
        return _reconcile(event, context)
    with ExitStack() as others:  # a step that fails keeps none of the others from its work; what is done is not redone
        steps = (_cancel_viewings, _close_enquiries, _enter_in_roster, _enter_in_feed, _count)
        for step in steps:  # the last one runs first
            others.callback(step, event["Records"])
        return publish_records(
            event,
            to_event,
            wiring.event_bus,
            wiring.dead_letters,
            on_published=_log_published,
            on_dead_lettered=_log_dead_lettered,
        )


def _count(records: Sequence[Mapping[str, Any]]) -> None:
    if counts := [record for record in records if may_count(record)]:
        counted = wiring.public_counts().count(counts, _dead_letter)
        logger.info("public_listings_counted", extra={"fact": "PublicListingCounted", "times": counted})


def _enter_in_feed(records: Sequence[Mapping[str, Any]]) -> None:
    if changed := changed_properties(records):
        entered = wiring.reso_entries().enter(changed, _log_unreadable)
        logger.info("feed_entries_written", extra={"fact": "FeedEntryWritten", "times": entered})


def _enter_in_roster(records: Sequence[Mapping[str, Any]]) -> None:
    if changed := changed_properties(records):
        entered = wiring.roster_rows().enter(changed, _log_unreadable)
        logger.info("roster_rows_written", extra={"fact": "RosterRowWritten", "times": entered})


def _close_enquiries(records: Sequence[Mapping[str, Any]]) -> None:
    for home in taken_down(records):
        closed = close_taken_down(
            home.property_id,
            home.listed_since,
            enquiries=wiring.enquiries(),
            now=wiring.now(),
            new_id=wiring.new_id,
            causation_id=home.request_id,
            on_unreadable=log_unreadable_enquiry,
        )
        if closed:
            extra = {"fact": "EnquiriesOfGoneHomeClosed", "property_id": home.property_id, "times": closed}
            logger.info("enquiries_closed", extra=extra)


def _cancel_viewings(records: Sequence[Mapping[str, Any]]) -> None:
    for home in taken_down(records):
        cancelled = cancel_taken_down(
            home.property_id,
            home.listed_since,
            viewings=wiring.viewings(),
            now=wiring.now(),
            new_id=wiring.new_id,
            causation_id=home.request_id,
            on_unreadable=log_unreadable_viewing,
        )
        if cancelled:
            extra = {"fact": "ViewingsOfGoneHomeCancelled", "property_id": home.property_id, "times": cancelled}
            logger.info("viewings_cancelled", extra=extra)


def _dead_letter(record: Mapping[str, Any], error: Exception) -> None:
    wiring.dead_letters().put_record(record, str(error))
    _log_dead_lettered(record, error)


def _reconcile(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """Publish pending requests again, with the same ids: Properties evaluates each once. Then compare the RESO feed.

    A command does either: its position says which.
    """
    now = wiring.now()

    def publish(asked: Reconcile, after: str | None, move: Move, budget: Budget) -> Tally:
        until = now if asked.all else now - OVERDUE
        events = wiring.pending_requests().events(until, after=after, on_unreadable=_log_unreadable)
        return publish_again(events, wiring.event_bus, dry_run=asked.dry_run, budget=budget, move=move)

    def enter(asked: Reconcile, after: str | None, move: Move, budget: Budget) -> Tally:
        pages, entries = wiring.reso_round().pages(after), wiring.reso_entries()
        return reconcile_feed(
            pages,
            entries,
            _log_unreadable,
            cities=wiring.city_index(),
            roster=wiring.roster_rows(),
            dry_run=asked.dry_run,
            budget=budget,
            move=move,
        )

    work = in_turn({"": publish, FEED: enter})
    done = run_reconciliation(event, context, work, runs=wiring.reconciliations, now=now)
    logger.info("publication_requests_reconciled", extra=done)
    return done


def _log_unreadable(property_id: str) -> None:
    logger.error("unreadable_listing", extra={"fact": "ListingFactUnreadable", "property_id": property_id})


def _log_published(event: Event) -> None:
    if isinstance(event, PublicationApprovalRequested):
        message, subject = "publication_approval_requested", {"request_id": str(event.request_id)}
    elif isinstance(event, PublicationReviewed):
        message, subject = "publication_reviewed", {"request_id": str(event.request_id)}
    elif isinstance(event, EnquiryReceived | EnquiryClosed):
        message, subject = "enquiry_fact_published", {"enquiry_id": str(event.enquiry_id)}
    else:
        message, subject = "viewing_fact_published", {"viewing_id": str(event.viewing_id)}
    logger.info(
        message,
        extra={
            "fact": type(event).__name__,
            "property_id": event.property_id,
            **subject,
            "sequence": event.metadata.sequence,
            "correlation_id": event.metadata.correlation_id,
        },
    )


def _log_dead_lettered(record: Mapping[str, Any], error: Exception) -> None:
    extra = {"fact": "ListingFactUnreadable", "stream_event_id": record.get("eventID"), "reason": str(error)}
    logger.error("unreadable_record", extra=extra)
