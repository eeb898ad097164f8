"""A batch of a queue's messages, with this context's dead letters and log."""

from collections.abc import Callable, Mapping
from typing import Any

from unicorn_kit import queues
from unicorn_kit.errors import Unreadable
from web_service import wiring
from web_service.telemetry import logger


def handle_batch(batch: dict[str, Any], handle: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    return queues.handle_batch(
        batch, handle, dead_letters=wiring.dead_letters, on_unreadable=_log_unreadable, on_failed=_log_failed
    )  # fmt: skip


def _log_unreadable(message: Mapping[str, Any], error: Unreadable) -> None:
    extra = {"fact": "EventUnreadable", "message_id": message["messageId"], "reason": str(error)}
    logger.error("unreadable_event", extra=extra)


def _log_failed(message: Mapping[str, Any], error: Exception) -> None:
    logger.error("message_failed", exc_info=error, extra={"message_id": message["messageId"]})
