"""Read the messages of a dead-letter queue, and redrive them: receive, send, delete, in that order.

A failure in between leaves the message in the queue; at worst it is sent twice, which every consumer tolerates.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING

from unicorn_cli.bus.dead_letter import CannotRedrive, DeadLetter
from unicorn_cli.bus.dead_letter_queues import DeadLetterQueue
from unicorn_cli.stages.cloud import Cloud

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
        for message in taken:
            cloud.client("sqs").change_message_visibility(
                QueueUrl=queue.url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0
            )
    return sorted(map(_dead_letter, taken), key=lambda message: message.sent_at)


def redrive(queue: DeadLetterQueue, cloud: Cloud, *, now: datetime) -> RedriveResult:
    """Send every message older than `now` to its destination; a message that cannot be sent stays."""
    done = RedriveResult()
    for message in _each(queue, cloud):
        dead = _dead_letter(message)
        if dead.sent_at > now:  # redriven a moment ago, and failed again
            done.kept.setdefault(dead.message_id, "it failed again")
            continue
        try:
            queue.send(dead)
        except CannotRedrive as error:
            done.kept[dead.message_id] = str(error)
            continue
        cloud.client("sqs").delete_message(QueueUrl=queue.url, ReceiptHandle=message["ReceiptHandle"])
        done.sent.append(dead.message_id)
    return done


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
