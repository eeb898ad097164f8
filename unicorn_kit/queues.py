"""A batch of a queue's messages, one by one: one that fails is delivered again, an unreadable one is dead-lettered."""

from collections.abc import Callable, Mapping
from typing import Any

from unicorn_kit.dead_letters import DeadLetters
from unicorn_kit.errors import Unreadable


def handle_batch(
    batch: Mapping[str, Any],
    handle: Callable[[dict[str, Any]], None],
    *,
    dead_letters: Callable[[], DeadLetters],
    on_unreadable: Callable[[Mapping[str, Any], Unreadable], None],
    on_failed: Callable[[Mapping[str, Any], Exception], None],
) -> dict[str, Any]:
    """Hand each message to `handle`; report those that are to be delivered again.

    `handle` raises Unreadable for a message that no retry can help; any other error, also one of the dead-letter
    queue, fails that message alone.
    """

    def is_done(message: dict[str, Any]) -> bool:
        try:
            try:
                handle(message)
            except Unreadable as unreadable:
                dead_letters().put_message(message["body"], str(unreadable))
                on_unreadable(message, unreadable)
        except Exception as error:
            on_failed(message, error)
            return False
        return True

    failed = [message["messageId"] for message in batch["Records"] if not is_done(message)]
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}
