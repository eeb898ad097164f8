"""SQS: visibility, receive counts, redrive and retention as the templates have them, and the functions' mappings."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.simulator import topology
from tests.simulator.kernel import Kernel
from tests.simulator.lambdas import START, FunctionFailed, Lambdas

type Attributes = dict[str, str]

GATHERED = 100  # messages or records


def largest(mapping: Mapping[str, Any], gathering: float) -> int:
    """Return how many there are in a batch at most: as deployed, or a hundred where some gather."""
    deployed: int = mapping["BatchSize"]
    return max(deployed, GATHERED) if gathering and deployed > 1 else deployed


@dataclass
class Message:
    number: int
    body: str
    attributes: Attributes
    sent: float
    visible: float
    receives: int = 0

    @property
    def id(self) -> str:
        return f"message-{self.number}"

    def record(self) -> dict[str, Any]:
        """Return the message as Lambda hands it to a function."""
        return {
            "messageId": self.id,
            "receiptHandle": self.id,
            "body": self.body,
            "attributes": {
                "ApproximateReceiveCount": str(self.receives),
                "SentTimestamp": str(int((START.timestamp() + self.sent) * 1000)),
            },
            "messageAttributes": {},
            "eventSource": "aws:sqs",
        }


@dataclass
class Queue:
    name: str
    visibility: float
    receives_max: float
    dead_letters: str | None
    messages: dict[str, Message] = field(default_factory=dict)
    mapping: dict[str, Any] | None = None
    running: int = 0


class Queues:
    """All queues, and what reads them."""

    def __init__(self, kernel: Kernel, chance: Random, lambdas: Lambdas) -> None:
        self.kernel, self.chance, self.lambdas = kernel, chance, lambdas
        self.duplicates = 0.0  # the chance that a handled message is delivered again
        self.gathering = 0.0
        self.duplicated = self.deliveries = self.numbers = self.letters = 0
        self.is_down: Callable[[], bool] = lambda: False  # whether mappings do not invoke
        self.queues = {name: _queue(name, given) for name, given in topology.of("SQS::Queue").items()}
        for mapping in topology.of("Lambda::EventSourceMapping").values():
            if mapping["EventSourceArn"] in self.queues:
                self.queues[mapping["EventSourceArn"]].mapping = mapping

    def call(self, operation: str, given: Mapping[str, Any]) -> dict[str, Any]:
        assert operation == "send_message", operation
        attributes = {name: value["StringValue"] for name, value in given.get("MessageAttributes", {}).items()}
        self.send(given["QueueUrl"], given["MessageBody"], attributes)
        return {"MessageId": f"message-{self.numbers}"}

    def send(self, name: str, body: str, attributes: Attributes | None = None) -> None:
        self.numbers += 1
        queue = self.queues[name]
        message = Message(self.numbers, body, attributes or {}, self.kernel.now, self.kernel.now)
        queue.messages[message.id] = message
        self.letters += queue.mapping is None
        self._poll_in(queue, 0.1)

    def receive(self, queue: Queue, most: int, hidden: float) -> list[Message]:
        """Take visible messages, in no order; one that was received too often is a dead letter now."""
        now = self.kernel.now
        ready = [message for message in queue.messages.values() if message.visible <= now]
        self.chance.shuffle(ready)
        taken = []
        for message in ready[:most]:
            message.receives += 1
            if queue.dead_letters and message.receives > queue.receives_max:
                del queue.messages[message.id]
                self.send(queue.dead_letters, message.body, message.attributes)
                continue
            message.visible = now + hidden
            taken.append(message)
        return taken

    def _poll_in(self, queue: Queue, seconds: float) -> None:
        if queue.mapping is not None:
            self.kernel.after(seconds + self.chance.random() * (0.2 + self.gathering), lambda: self._poll(queue))

    def _poll(self, queue: Queue) -> None:
        assert queue.mapping
        if self.is_down():
            self._poll_in(queue, 30)
            return
        if queue.running >= queue.mapping.get("ScalingConfig", {}).get("MaximumConcurrency", 1000):
            self._poll_in(queue, 1)
            return
        if batch := self.receive(
            queue, self.chance.randint(1, largest(queue.mapping, self.gathering)), queue.visibility
        ):
            queue.running += 1
            self.kernel.spawn(lambda: self._handle(queue, batch), then=lambda: self._poll_in(queue, 0))

    def _handle(self, queue: Queue, batch: list[Message]) -> None:
        assert queue.mapping
        self.deliveries += len(batch)
        try:
            event = {"Records": [message.record() for message in batch]}
            result = self.lambdas.invoke(queue.mapping["FunctionName"], event) or {}
            failed = {failure["itemIdentifier"] for failure in result.get("batchItemFailures", [])}
        except FunctionFailed:
            failed = {message.id for message in batch}
        queue.running -= 1
        for message in batch:
            if message.id not in failed and self.chance.random() >= self.duplicates:
                queue.messages.pop(message.id, None)
            else:
                self.duplicated += message.id not in failed
                self._poll_in(queue, max(0.0, message.visible - self.kernel.now))


def _queue(name: str, given: Mapping[str, Any]) -> Queue:
    redrive = given.get("RedrivePolicy", {})
    redrive = json.loads(redrive) if isinstance(redrive, str) else redrive
    return Queue(
        name=name,
        visibility=float(given.get("VisibilityTimeout", 30)),
        receives_max=float(redrive.get("maxReceiveCount", "inf")),
        dead_letters=redrive.get("deadLetterTargetArn"),
    )
