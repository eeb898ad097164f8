"""Every event of the bus, the clock → signed requests to the receivers of agents' webhooks.

On AWS the rule invokes this function with one event; locally a queue lies between them. The clock comes every ten
minutes: whatever waits and is due is sent then. `unicorn dlq redrive` hands over what was given up.
"""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any
from uuid import UUID

from unicorn_kit.errors import Unreadable
from web_service import wiring
from web_service.adapters.webhooks.bus_event import to_bus_event
from web_service.domain.webhooks.delivery import Delivery
from web_service.ports.webhooks import Run
from web_service.telemetry import logger
from web_service.use_cases.deliveries import record_event

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

AT_ONCE = 32  # receivers: one that is slow keeps nobody waiting


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    if "round" in event:
        webhooks = wiring.deliveries().due(wiring.now())
    elif "redrive" in event:
        webhooks = _take_up(event["redrive"])
    else:
        webhooks = [each for envelope in _envelopes(event) for each in _record(envelope)]
    return {"sent": _send(list(dict.fromkeys(webhooks)), context)}


def _envelopes(event: dict[str, Any]) -> list[dict[str, Any]]:
    if "Records" not in event:
        return [event]
    return [envelope for message in event["Records"] if _is_readable(envelope := json.loads(message["body"]))]


def _is_readable(envelope: dict[str, Any]) -> bool:
    """Leave out what nobody can read: the local queue would hand it over for ten minutes, with all that lies beside."""
    try:
        to_bus_event(envelope)
    except Unreadable as error:
        logger.error("unreadable_event", extra={"envelope_id": envelope.get("id"), "reason": str(error)})
        return False
    return True


def _record(envelope: dict[str, Any]) -> Sequence[UUID]:
    """Let an event wait; an error is raised: Lambda hands the event over again, and then keeps it as a dead letter."""
    event = to_bus_event(envelope)
    if event is None:
        return ()
    found = record_event(
        event,
        listings=wiring.listings(),
        webhooks=wiring.webhooks(),
        deliveries=wiring.deliveries(),
        now=wiring.now(),
    )
    if found:
        extra = {"event_id": event.event_id, "property_id": event.property_id, "webhooks": len(found)}
        logger.info("event_recorded", extra={"fact": "WebhookEventRecorded", **extra})
    return found


def _take_up(letter: dict[str, Any]) -> Sequence[UUID]:
    webhook_id = UUID(letter["webhook_id"])
    is_there = wiring.deliveries().take_up(webhook_id, letter["event_id"], at=wiring.now())
    return [webhook_id] if is_there else []


def _send(webhooks: Sequence[UUID], context: "LambdaContext") -> int:
    """Send what is due for each webhook; a receiver, and an error of the store, concern one webhook alone."""
    if not webhooks:
        return 0
    with ThreadPoolExecutor(min(AT_ONCE, len(webhooks))) as pool:
        return sum(pool.map(lambda webhook_id: _send_one(webhook_id, context), webhooks))


def _send_one(webhook_id: UUID, context: "LambdaContext") -> int:
    try:
        run = wiring.sender(context, _dead_letter).send(webhook_id, f"{context.aws_request_id}/{webhook_id}")
    except Exception:  # what waits is still there, and the next round goes on
        logger.exception("webhook_failed", extra={"webhook_id": str(webhook_id)})
        return 0
    if run is not None and (run.sent or run.failed or run.given_up):
        _log(run)
    return len(run.sent) if run is not None else 0


def _log(run: Run) -> None:
    counts = {"sent": len(run.sent), "failed": len(run.failed), "given_up": len(run.given_up)}
    which = {"webhook_id": str(run.webhook_id), "fact": "WebhookEventsSent"}
    logger.info("webhook_events_sent", extra={**which, **counts})


def _dead_letter(delivery: Delivery, reason: str) -> None:
    """Keep in sight what is given up: which it is, not what it contains."""
    letter = {"webhook_id": str(delivery.webhook_id), "event_id": delivery.event_id}
    told = {"event_type": delivery.event_type, "property_id": delivery.property_id}
    wiring.dead_letters().put_message(json.dumps({"redrive": letter | told}), reason)
    logger.error("webhook_event_given_up", extra={"fact": "WebhookEventGivenUp", **letter, **told})
