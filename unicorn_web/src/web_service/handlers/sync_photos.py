"""Listings table stream → photos are public while an approved version shows them, and deleted once nothing does."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from unicorn_kit.errors import StoreUnavailable, Unreadable
from unicorn_kit.reconciliation import Move, Reconcile, run_reconciliation
from unicorn_kit.rounds import Budget, Tally
from web_service import wiring
from web_service.adapters.images.photo_stream import changed_property
from web_service.telemetry import logger
from web_service.use_cases import photo_files as use_cases

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

AT_REST = timedelta(hours=1)  # files that are younger are left to the next daily run
COPYING = 20.0  # seconds that all files of one listing may take


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    if "reconcile" in event:
        return _reconcile(event, context)
    first: dict[str, str] = {}  # record of each property; a sync reads what all later ones have written
    for record in event["Records"]:
        if property_id := _changed(record):
            first.setdefault(property_id, record["dynamodb"]["SequenceNumber"])
    budget = Budget(lambda: context.get_remaining_time_in_millis() / 1000, len(first), reserve=COPYING)
    failed = [
        {"itemIdentifier": number} for property_id, number in first.items() if not _is_synced(property_id, budget)
    ]
    return {"batchItemFailures": failed[:1]}  # Lambda reads on from there


def _changed(record: dict[str, Any]) -> str | None:
    try:
        return changed_property(record)
    except Unreadable as error:  # the daily run looks at every listing
        extra = {"fact": "ListingFactUnreadable", "stream_event_id": record.get("eventID"), "reason": str(error)}
        logger.error("unreadable_record", extra=extra)
        return None


def _is_synced(property_id: str, budget: Budget) -> bool:
    if budget.is_spent:
        return False
    try:
        _sync(property_id)
    except StoreUnavailable as error:
        logger.error("photos_not_synced", exc_info=error, extra={"property_id": property_id})
        return False
    return True


def _sync(property_id: str) -> bool:
    """Make the files of a property right; return False if its listing is unreadable. Raises StoreUnavailable."""
    try:
        changed = use_cases.sync_photos(property_id, files=wiring.photo_bucket(), shown=wiring.shown_photos())
    except use_cases.ListingUnreadable:
        logger.error("unreadable_listing", extra={"fact": "ListingFactUnreadable", "property_id": property_id})
        return False
    for done in changed:
        counts: dict[str, Any] = {"shown": len(done.show), "hidden": len(done.hide), "deleted": len(done.drop)}
        logger.info("photos_synced", extra=counts | {"fact": "PhotosSynced", "property_id": property_id})
        if done.missing:
            extra = {"fact": "PhotosMissing", "property_id": property_id, "missing": done.missing}
            logger.error("photos_missing", extra=extra)
    return True


def _reconcile(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """Compare all files with the listings, and do what was left undone, also for uploads that came too late."""

    now = wiring.now()

    def work(asked: Reconcile, after: str | None, move: Move, budget: Budget) -> Tally:
        return use_cases.reconcile_photos(
            after,
            until=None if asked.all else now - AT_REST,
            files=wiring.photo_bucket(),
            shown=wiring.shown_photos(),
            sync=_sync,
            dry_run=asked.dry_run,
            budget=budget,
            move=move,
        )

    done = run_reconciliation(event, context, work, runs=wiring.photo_runs, now=now)
    logger.info("photos_reconciled", extra=done)
    return done
