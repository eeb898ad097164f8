"""Contract-status table stream, the clocks, executions that ended → waiters resumed, publications revoked.

All compare the state of a property with what its contract requires, so a lost trigger is made good by another.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from properties_service import wiring
from properties_service.adapters.status_items import property_of
from properties_service.use_cases.decisions import decline_failed_request
from properties_service.use_cases.reconciling import Reconciliation
from properties_service.use_cases.syncing import UNAVAILABLE, SyncResult, sync_property
from properties_service.use_cases.waiting import WaiterCheck, check_waiters
from properties_service.wiring import logger
from unicorn_kit.reconciliation import Move, Reconcile, run_reconciliation
from unicorn_kit.rounds import Budget, Tally

if TYPE_CHECKING:
    from datetime import datetime

    from aws_lambda_powertools.utilities.typing import LambdaContext

type Record = dict[str, Any]
WAITERS_MAX = 10_000  # in one run; bounds what a run costs
NOT_SYNCED = {"fact": "PropertyNotSynced"}


class NothingDone(Exception):
    """Raised when no property of a batch could be synced, so that Lambda delivers the whole batch again."""


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    if "reconcile" in event:
        return _reconcile(event, context)
    if "Records" not in event:
        return _on_schedule(context)
    records = event["Records"]
    if records[0].get("eventSource") == "aws:sqs":
        return _failures(records, _is_answered, number=lambda record: record["messageId"])
    return _on_changes(records)


def _on_changes(records: Sequence[Record]) -> dict[str, Any]:
    synced: dict[str, bool] = {}  # each property once
    result = _failures(
        records, lambda record: _is_done(record, synced), number=lambda record: record["dynamodb"]["SequenceNumber"]
    )
    if synced and not any(synced.values()):
        raise NothingDone
    return result


def _failures(
    records: Sequence[Record], is_done: Callable[[Record], bool], *, number: Callable[[Record], str]
) -> dict[str, Any]:
    return {"batchItemFailures": [{"itemIdentifier": number(record)} for record in records if not is_done(record)]}


def _is_done(record: Record, synced: dict[str, bool]) -> bool:
    """Sync the record's property; False if a retry may help. A record that no retry can help is dead-lettered:

    Lambda retries for a day, and nothing behind it in the stream would be synced until then.
    """
    try:
        property_id = property_of(record["dynamodb"]["Keys"])
        if property_id is not None and property_id not in synced:
            synced[property_id] = _is_synced(property_id)
    except Exception as error:  # whatever it is, the same stored state fails again
        wiring.dead_letters().put_record(_without_images(record), f"{type(error).__name__}: {error}")
        extra = {"stream_event_id": record.get("eventID"), "error": type(error).__name__}
        logger.error("change_dead_lettered", extra=NOT_SYNCED | extra)
        return True
    return property_id is None or synced[property_id]


def _without_images(record: Record) -> Record:
    """Return what a redrive needs: a waiter's image has the token of its task."""
    change = {name: given for name, given in record.get("dynamodb", {}).items() if not name.endswith("Image")}
    return {**record, "dynamodb": change}


def _is_synced(property_id: str) -> bool:
    try:
        result = sync_property(property_id, services=wiring.services())
    except UNAVAILABLE as error:
        _report_failure(property_id, error)
        return False
    _report(property_id, result)
    return True


def _on_schedule(context: "LambdaContext") -> dict[str, Any]:
    def seconds_left() -> float:
        return context.get_remaining_time_in_millis() / 1000

    services = wiring.services()
    with wiring.waiter_checks().begin(context.aws_request_id, now=services.now, seconds=seconds_left()) as run:
        if run is None:
            logger.info("another_run_is_active")
            return {"properties": 0, "failed": 0}
        check = check_waiters(
            waiting=wiring.waiting(),
            after=run.position,
            move=run.move,
            budget=Budget(seconds_left, WAITERS_MAX),
            overlooked=wiring.seconds("OVERLOOKED_SECONDS"),
            services=services,
        )
    return _report_check(check, services.now)


def _reconcile(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """Compare all properties with what their contracts require, not only those with a trigger."""
    services = wiring.services()

    def work(asked: Reconcile, after: str | None, move: Move, budget: Budget) -> Tally:
        reconciliation = Reconciliation(
            services=services, dry_run=asked.dry_run, on_synced=_report, on_failed=_report_failure
        )
        return reconciliation.go_on(wiring.all_properties(), after=after, move=move, budget=budget)

    done = run_reconciliation(event, context, work, runs=wiring.reconciliations, now=services.now)
    logger.info("properties_reconciled", extra=done)
    return done


def _report_failure(property_id: str, error: Exception) -> None:
    logger.error("property_not_synced", extra=NOT_SYNCED | {"property_id": property_id, "error": type(error).__name__})


def _report_check(check: WaiterCheck, now: "datetime") -> dict[str, Any]:
    for property_id, result in check.results.items():
        _report(property_id, result)
    for property_id, error in check.failed.items():
        logger.error("property_not_synced", extra=NOT_SYNCED | {"property_id": property_id, "error": error})
    done = {"properties": len(check.results), "failed": len(check.failed)}
    oldest = {"oldest_wait_seconds": int((now - check.oldest).total_seconds())} if check.oldest else {}
    logger.info("waiters_checked", extra={"waiters": check.waiters, **oldest, **done})
    return done


def _is_answered(record: Record) -> bool:
    try:
        _decline_failed(record["body"])
    except (KeyError, TypeError, ValueError, *UNAVAILABLE) as error:  # an unreadable event is a ValueError
        logger.error("execution_not_answered", extra={"message_id": record["messageId"], "error": type(error).__name__})
        return False
    return True


def _decline_failed(body: str) -> None:
    from properties_service.adapters.ended_executions import unanswered_request  # noqa: PLC0415 - rare; loads pydantic

    request = unanswered_request(body)
    if request is None:
        return
    if decline_failed_request(
        request, requests=wiring.requests(), publisher=wiring.event_publisher(), now=wiring.now()
    ):
        logger.error(
            "failed_request_declined",
            extra={
                "fact": "EvaluationFailed",
                "property_id": request.property_id,
                "request_id": request.request_id,
                "correlation_id": request.correlation_id,
            },
        )


def _report(property_id: str, result: SyncResult) -> None:
    for fact, request_ids in result.facts():
        extra = {"property_id": property_id, "request_ids": request_ids}
        logger.info("property_synced", extra={"fact": fact, "times": len(request_ids)} | extra)
