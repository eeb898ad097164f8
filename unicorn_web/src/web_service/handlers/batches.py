"""Messages of a queue, one by one: what fails is read again, what can never succeed is put aside."""

from collections.abc import Callable
from typing import Any

from web_service import wiring
from web_service.domain.unreadable import UnreadableEvent
from web_service.telemetry import count, logger


def handle_batch(event: dict[str, Any], handle: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    """Hand each message to `handle`; return those that are to be delivered again."""
    failed = [message["messageId"] for message in event["Records"] if not _handled(message, handle)]
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}


def _handled(message: dict[str, Any], handle: Callable[[dict[str, Any]], None]) -> bool:
    try:
        handle(message)
    except UnreadableEvent as unreadable:
        wiring.dead_letters().put_message(message["body"], str(unreadable))
        count("EventUnreadable")
        logger.error("unreadable_event", extra={"message_id": message["messageId"]})
    except Exception:
        logger.exception("message_failed", extra={"message_id": message["messageId"]})
        return False
    return True
