"""Contract-status table stream, the clock, executions that ended → who waits is woken, what lost its contract revoked.

The same look serves all three: what is lost on one way is found on another.
"""

import json
from collections.abc import Iterable
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from properties_service import wiring
from properties_service.use_cases import (
    UNAVAILABLE,
    Done,
    answer_for_the_failed,
    look_after_waiters,
    sync_property,
)
from properties_service.wiring import logger

# The workflow's own last words, after which there is nothing left to tell.
ANSWERED = frozenset({"EvaluationFailed", "RequestUnreadable"})


class NothingDone(Exception):
    """Raised when not one property of a batch could be looked at, so that all of it comes again."""


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    if "Records" not in event:
        return _on_the_clock()
    if event["Records"][0].get("eventSource") == "aws:sqs":
        return _on_ended_executions(event["Records"])
    return _on_changes(event["Records"])


def _on_changes(records: Iterable[dict[str, Any]]) -> dict[str, Any]:
    looked: dict[str, bool] = {}
    left = [record["dynamodb"]["SequenceNumber"] for record in records if not _is_done(record["dynamodb"], looked)]
    if looked and not any(looked.values()):
        raise NothingDone
    return {"batchItemFailures": [{"itemIdentifier": number} for number in left]}


def _is_done(change: dict[str, Any], looked: dict[str, bool]) -> bool:
    try:
        kind, _, property_id = change["Keys"]["pk"]["S"].partition("#")
    except (AttributeError, KeyError, TypeError):
        logger.error("change_unreadable", extra={"sequence_number": change["SequenceNumber"]})
        return False
    if kind != "PROPERTY":
        return True
    if property_id not in looked:
        looked[property_id] = _is_synced(property_id)
    return looked[property_id]


def _is_synced(property_id: str) -> bool:
    try:
        done = sync_property(property_id, around=wiring.surroundings())
    except UNAVAILABLE as error:
        wiring.count("PropertyNotSynced")
        logger.error("property_not_synced", extra={"property_id": property_id, "error": type(error).__name__})
        return False
    _tell(property_id, done)
    return True


def _on_the_clock() -> dict[str, Any]:
    since = wiring.now() - wiring.seconds("OVERLOOKED_SECONDS")
    looked, failed = look_after_waiters(since=since, around=wiring.surroundings())
    for property_id, done in looked.items():
        _tell(property_id, done)
    logger.info("waiters_looked_after", extra={"properties": len(looked), "failed": failed})
    if failed:
        wiring.count("PropertyNotSynced", failed)
    return {"properties": len(looked), "failed": failed}


def _on_ended_executions(records: Iterable[dict[str, Any]]) -> dict[str, Any]:
    left = [record["messageId"] for record in records if not _is_answered(record)]
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in left]}


def _is_answered(record: dict[str, Any]) -> bool:
    try:
        _answer(json.loads(record["body"])["detail"])
    except (KeyError, TypeError, ValueError, *UNAVAILABLE) as error:  # an unreadable event is a ValueError
        logger.error("execution_not_answered", extra={"message_id": record["messageId"], "error": type(error).__name__})
        return False
    return True


def _answer(ended: dict[str, Any]) -> None:
    if ended.get("error") in ANSWERED:
        return
    from properties_service.inbound import RequestAddress  # noqa: PLC0415 - rare, and pydantic is dear

    envelope = json.loads(ended["input"])
    request = RequestAddress.read(envelope).request(str(envelope.get("id") or ended["name"]))
    answered = answer_for_the_failed(
        request, requests=wiring.requests(), announcements=wiring.event_bus(), now=wiring.now()
    )
    if answered:
        wiring.count("EvaluationFailed")
        logger.error(
            "answered_for_a_failed_execution",
            extra={
                "property_id": request.property_id,
                "request_id": request.request_id,
                "correlation_id": request.correlation_id,
                "status": ended["status"],
            },
        )


def _tell(property_id: str, done: Done) -> None:
    for fact, request_ids in done.facts():
        wiring.count(fact, len(request_ids))
        logger.info("property_synced", extra={"property_id": property_id, "fact": fact, "request_ids": request_ids})
