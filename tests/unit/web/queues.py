"""A dead-letter queue in memory."""

from types import ModuleType

import pytest
from web_service import wiring as web

from unicorn_kit.dead_letters import DeadLetters


class FakeQueue:
    """An SQS client that keeps all messages sent to it."""

    def __init__(self) -> None:
        self.bodies: list[str] = []
        self.reasons: list[str] = []

    def send_message(self, *, QueueUrl: str, MessageBody: str, MessageAttributes: dict[str, dict[str, str]]) -> None:
        self.bodies.append(MessageBody)
        self.reasons.append(MessageAttributes["reason"]["StringValue"])


def dead_letters(monkeypatch: pytest.MonkeyPatch, wiring: ModuleType = web) -> FakeQueue:
    queue = FakeQueue()
    monkeypatch.setattr(wiring, "dead_letters", lambda: DeadLetters(queue, "https://queue.example"))  # type: ignore[arg-type]
    return queue
