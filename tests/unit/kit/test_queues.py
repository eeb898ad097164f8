"""A queue's batch: each message by itself."""

from typing import Any

import pytest

from unicorn_kit.errors import Unreadable
from unicorn_kit.queues import handle_batch


class Queue:
    """A dead-letter queue in memory."""

    def __init__(self, *, down: bool = False) -> None:
        self.kept: list[tuple[str, str]] = []
        self.down = down

    def put_message(self, body: str, reason: str) -> None:
        if self.down:
            raise ConnectionError
        self.kept.append((body, reason))


def handle(message: dict[str, Any]) -> None:
    if message["body"] == "unreadable":
        raise Unreadable("no id")
    if message["body"] == "fails":
        raise RuntimeError


def run(*bodies: str, queue: Queue | None = None) -> tuple[list[str], list[str], list[str]]:
    """Return the numbers of the messages that are reported, found unreadable, and failed."""
    unreadable: list[str] = []
    failed: list[str] = []
    letters: Any = queue or Queue()
    batch = {"Records": [{"messageId": str(number), "body": body} for number, body in enumerate(bodies)]}
    answer = handle_batch(
        batch,
        handle,
        dead_letters=lambda: letters,
        on_unreadable=lambda message, _: unreadable.append(message["messageId"]),
        on_failed=lambda message, _: failed.append(message["messageId"]),
    )
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]], unreadable, failed


def test_a_message_that_fails_is_reported_alone() -> None:
    assert run("fine", "fails", "fine") == (["1"], [], ["1"])


def test_an_unreadable_message_is_dead_lettered_with_its_reason_and_not_reported() -> None:
    queue = Queue()
    assert run("unreadable", "fine", queue=queue) == ([], ["0"], [])
    assert queue.kept == [("unreadable", "no id")]


def test_an_unreadable_message_that_cannot_be_dead_lettered_is_delivered_again() -> None:
    assert run("fine", "unreadable", "fine", queue=Queue(down=True)) == (["1"], [], ["1"])


@pytest.mark.parametrize("count", [0, 1, 10])
def test_a_batch_without_failures_reports_none(count: int) -> None:
    assert run(*["fine"] * count) == ([], [], [])
