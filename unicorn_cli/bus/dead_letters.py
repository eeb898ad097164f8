"""Read the letters of a dead-letter queue, and send them back: receive, send, delete, in that order.

Whatever fails in between leaves the letter where it is, at worst sent twice, which every consumer takes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING

from unicorn_cli.bus.dead_letter_queues import DeadLetterQueue, NoWayBack
from unicorn_cli.stages.cloud import Cloud

if TYPE_CHECKING:
    from mypy_boto3_sqs.type_defs import MessageTypeDef

AT_ONCE = 10  # SQS hands out no more in one call
HANDS_ON = 60  # seconds in which nobody else gets a letter that is being read or sent back
QUIET = 3  # answers in a row that hold nothing new: SQS asks only some of its servers at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    message_id: str
    sent_at: datetime
    reason: str | None  # why it was put aside, if who did it has said so
    body: str


@dataclass(slots=True, kw_only=True)
class Redriven:
    sent: list[str] = field(default_factory=list)  # message ids
    kept: dict[str, str] = field(default_factory=dict)  # message id → why


def count(queue: DeadLetterQueue, cloud: Cloud) -> int:
    """Return about how many letters there are."""
    asked = cloud.sqs.get_queue_attributes(QueueUrl=queue.url, AttributeNames=["ApproximateNumberOfMessages"])
    return int(asked["Attributes"]["ApproximateNumberOfMessages"])


def read(queue: DeadLetterQueue, cloud: Cloud, *, limit: int) -> list[Letter]:
    """Return up to `limit` letters, oldest first, and put them all back."""
    taken: list[MessageTypeDef] = []
    try:
        taken += islice(_all(queue, cloud), limit)
    finally:
        for message in taken:
            cloud.sqs.change_message_visibility(
                QueueUrl=queue.url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0
            )
    return sorted(map(_letter, taken), key=lambda letter: letter.sent_at)


def redrive(queue: DeadLetterQueue, cloud: Cloud, *, now: datetime) -> Redriven:
    """Send every letter of before `now` back to where it should have gone; what cannot go stays."""
    done = Redriven()
    for message in _all(queue, cloud):
        letter = _letter(message)
        if letter.sent_at > now:  # it went back just now, and has failed again
            done.kept.setdefault(letter.message_id, "it came back")
            continue
        try:
            queue.send_back(letter.body)
        except NoWayBack as error:
            done.kept[letter.message_id] = str(error)
            continue
        cloud.sqs.delete_message(QueueUrl=queue.url, ReceiptHandle=message["ReceiptHandle"])
        done.sent.append(letter.message_id)
    return done


def _all(queue: DeadLetterQueue, cloud: Cloud) -> Iterator["MessageTypeDef"]:
    """Yield every message once: who has one in hand keeps it from the next call."""
    quiet = 0
    while quiet < QUIET:
        messages = _receive(queue, cloud)
        quiet = 0 if messages else quiet + 1
        yield from messages


def _receive(queue: DeadLetterQueue, cloud: Cloud) -> list["MessageTypeDef"]:
    answer = cloud.sqs.receive_message(
        QueueUrl=queue.url,
        MaxNumberOfMessages=AT_ONCE,
        VisibilityTimeout=HANDS_ON,
        MessageSystemAttributeNames=["SentTimestamp"],
        MessageAttributeNames=["reason"],
    )
    return answer.get("Messages", [])


def _letter(message: "MessageTypeDef") -> Letter:
    reason = message.get("MessageAttributes", {}).get("reason")
    return Letter(
        message_id=message["MessageId"],
        sent_at=datetime.fromtimestamp(int(message["Attributes"]["SentTimestamp"]) / 1000, UTC),
        reason=reason.get("StringValue") if reason else None,
        body=message["Body"],
    )
