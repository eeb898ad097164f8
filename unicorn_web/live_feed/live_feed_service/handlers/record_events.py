"""Every event of every context → kept for a while, for watchers. Not on stage prod."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from live_feed_service import inbound, wiring
from live_feed_service.telemetry import logger
from live_feed_service.use_cases import record_event
from unicorn_kit.errors import Unreadable
from unicorn_kit.queues import handle_batch

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext


def handle_message(message: dict[str, Any]) -> None:
    event = inbound.read(message["body"]).to_domain()
    is_new = record_event(event, live_events=wiring.live_events(), now=wiring.now())
    logger.info(
        "event_recorded" if is_new else "event_known",
        extra={
            "event_id": event.event_id,
            "detail_type": event.detail_type,
            "property_id": event.property_id,
            "correlation_id": event.correlation_id,
        },
    )


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    return handle_batch(
        event,
        handle_message,
        dead_letters=wiring.dead_letters,
        on_unreadable=_log_unreadable,
        on_failed=_log_failed,
    )


def _log_unreadable(message: Mapping[str, Any], error: Unreadable) -> None:
    extra = {"fact": "EventUnreadable", "message_id": message["messageId"], "reason": str(error)}
    logger.error("unreadable_event", extra=extra)


def _log_failed(message: Mapping[str, Any], error: Exception) -> None:
    logger.error("message_failed", exc_info=error, extra={"message_id": message["messageId"]})
