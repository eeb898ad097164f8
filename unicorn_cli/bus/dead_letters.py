"""Read the messages of a dead-letter queue, and redrive them: receive, send, delete, in that order.

A failure in between leaves the message in the queue; at worst it is sent twice, which every consumer tolerates.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING

from unicorn_cli.bus.dead_letter import CannotRedrive, DeadLetter
from unicorn_cli.bus.dead_letter_queues import DeadLetterQueue
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem

if TYPE_CHECKING:
    from mypy_boto3_sqs.literals import QueueAttributeNameType
    from mypy_boto3_sqs.type_defs import MessageTypeDef

BATCH = 10  # messages; the maximum of SQS
COUNTED: "list[QueueAttributeNameType]" = [
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible",
    "ApproximateNumberOfMessagesDelayed",
]
VISIBILITY = 60  # seconds for which a received message is hidden from other readers
EMPTY_ANSWERS = 3  # in a row until a queue counts as empty: SQS samples only some of its servers


@dataclass(slots=True, kw_only=True)
class RedriveResult:
    sent: list[str] = field(default_factory=list)  # message ids
    kept: dict[str, str] = field(default_factory=dict)  # message id → reason


def count(queue: DeadLetterQueue, cloud: Cloud) -> int:
    """Return the approximate number of messages, those that somebody is reading and those that wait included."""
    found = cloud.client("sqs").get_queue_attributes(QueueUrl=queue.url, AttributeNames=COUNTED)
    return sum(int(found["Attributes"][name]) for name in COUNTED)


def read(queue: DeadLetterQueue, cloud: Cloud, *, limit: int) -> list[DeadLetter]:
    """Return up to `limit` messages, oldest first; all stay in the queue."""
    taken: list[MessageTypeDef] = []
    try:
        taken += islice(_each(queue, cloud), limit)
    finally:
        _release(taken, queue, cloud)
    return sorted(map(_dead_letter, taken), key=lambda message: message.sent_at)


def read_one(queue: DeadLetterQueue, cloud: Cloud, message_id: str) -> DeadLetter:
    """Return one message; it stays in the queue. Raises Problem if the queue has none of that id."""
    found = _find(queue, cloud, message_id)
    _release([found], queue, cloud)
    return _dead_letter(found)


def delete_one(queue: DeadLetterQueue, cloud: Cloud, message_id: str) -> None:
    """Delete one message for ever. Raises Problem if the queue has none of that id."""
    _delete(_find(queue, cloud, message_id), queue, cloud)


def redrive(queue: DeadLetterQueue, cloud: Cloud, *, now: datetime, message_id: str | None = None) -> RedriveResult:
    """Send every message older than `now` to its destination, or only one; a message that cannot be sent stays.

    Raises Problem if one is named that the queue does not have.
    """
    done = RedriveResult()
    for message in _each(queue, cloud) if message_id is None else [_find(queue, cloud, message_id)]:
        dead = _dead_letter(message)
        if dead.sent_at > now:  # redriven a moment ago, and failed again
            done.kept.setdefault(dead.message_id, "it failed again")
            continue
        try:
            queue.send(dead)
        except CannotRedrive as error:
            done.kept[dead.message_id] = str(error)
            continue
        _delete(message, queue, cloud)
        done.sent.append(dead.message_id)
    return done


def _find(queue: DeadLetterQueue, cloud: Cloud, message_id: str) -> "MessageTypeDef":
    """Return a message, hidden from other readers for a minute; the others can be received again at once."""
    others: dict[str, MessageTypeDef] = {}
    try:
        for message in _each(queue, cloud):
            if message["MessageId"] in others:  # so many that the first ones are no longer hidden
                break
            others[message["MessageId"]] = message
        if message_id in others:
            return others.pop(message_id)
    finally:
        _release(others.values(), queue, cloud)
    raise Problem(f"{queue.name} has no message {message_id}", f"Take an id that `unicorn dlq show {queue.name}` shows")


def _release(messages: "Iterable[MessageTypeDef]", queue: DeadLetterQueue, cloud: Cloud) -> None:
    """Let others receive the messages at once."""
    for message in messages:
        cloud.client("sqs").change_message_visibility(
            QueueUrl=queue.url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0
        )


def _delete(message: "MessageTypeDef", queue: DeadLetterQueue, cloud: Cloud) -> None:
    cloud.client("sqs").delete_message(QueueUrl=queue.url, ReceiptHandle=message["ReceiptHandle"])


def _each(queue: DeadLetterQueue, cloud: Cloud) -> Iterator["MessageTypeDef"]:
    """Yield every message once: a received message is hidden from the next call."""
    empty = 0
    while empty < EMPTY_ANSWERS:
        messages = _receive(queue, cloud)
        empty = 0 if messages else empty + 1
        yield from messages


def _receive(queue: DeadLetterQueue, cloud: Cloud) -> list["MessageTypeDef"]:
    answer = cloud.client("sqs").receive_message(
        QueueUrl=queue.url,
        MaxNumberOfMessages=BATCH,
        VisibilityTimeout=VISIBILITY,
        MessageSystemAttributeNames=["SentTimestamp"],
        MessageAttributeNames=["All"],
    )
    return answer.get("Messages", [])


def _dead_letter(message: "MessageTypeDef") -> DeadLetter:
    attributes = message.get("MessageAttributes", {})
    return DeadLetter(
        message_id=message["MessageId"],
        sent_at=datetime.fromtimestamp(int(message["Attributes"]["SentTimestamp"]) / 1000, UTC),
        body=message["Body"],
        attributes={name: given["StringValue"] for name, given in attributes.items() if "StringValue" in given},
    )
