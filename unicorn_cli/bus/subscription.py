"""A temporary subscription to the bus: a rule and a queue that exist while a command listens.

Their name identifies the process that owns them. Those of a process that was killed are removed by the next command.
"""

import contextlib
import json
import os
import platform
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import psutil

from unicorn_cli.bus.envelopes import Envelope
from unicorn_cli.bus.queues import depth
from unicorn_cli.stages.cloud import Cloud

if TYPE_CHECKING:
    from mypy_boto3_sqs.type_defs import MessageTypeDef

TARGET = "tap"  # as in the name of rule and queue, `unicorn-<stage>-tap-…`
RETENTION = str(14 * 86_400)  # seconds that an event waits in the queue: the maximum of SQS
ABANDONED_AFTER = 14 * 86_400  # seconds; the processes of another machine cannot be seen from here
BATCH = 10  # messages; the maximum of SQS


@dataclass(frozen=True, slots=True)
class Taken:
    """Messages that were received and not yet deleted."""

    subscription: "Subscription"
    messages: "Sequence[MessageTypeDef]"

    @property
    def events(self) -> list[Envelope]:
        return [json.loads(message["Body"]) for message in self.messages]

    def delete(self) -> None:
        entries = [{"Id": str(n), "ReceiptHandle": one["ReceiptHandle"]} for n, one in enumerate(self.messages)]
        if entries:
            sqs = self.subscription.cloud.client("sqs")
            sqs.delete_message_batch(QueueUrl=self.subscription.queue, Entries=entries)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Subscription:
    """An open subscription: the ARN of its rule and the URL of its queue."""

    rule: str
    queue: str
    cloud: Cloud

    def take(self, *, wait: int) -> Taken:
        """Return the next events, waiting up to `wait` seconds for the first; they come again, unless deleted."""
        sqs = self.cloud.client("sqs")
        found = sqs.receive_message(QueueUrl=self.queue, MaxNumberOfMessages=BATCH, WaitTimeSeconds=wait)
        return Taken(self, found.get("Messages", []))

    def receive(self, *, wait: int) -> list[Envelope]:
        """Return the next events, waiting up to `wait` seconds for the first; each is returned once."""
        taken = self.take(wait=wait)
        taken.delete()
        return taken.events

    def depth(self) -> int:
        """Return about how many messages are in the queue, those that were taken and not deleted among them."""
        return depth(self.cloud, self.queue)


@contextmanager
def subscribe(cloud: Cloud, bus: str, pattern: Mapping[str, Any]) -> Iterator[Subscription]:
    """Subscribe to the events that match an EventBridge pattern until the block ends, however it ends."""
    remove_abandoned(cloud, bus)
    name = f"{_prefix(cloud)}{_machine()}-{os.getpid()}-{int(psutil.Process().create_time())}-{os.urandom(3).hex()}"
    try:
        yield _open(cloud, bus, name, json.dumps(pattern))
    finally:
        _remove(cloud, bus, name)


def remove_abandoned(cloud: Cloud, bus: str) -> None:
    """Remove the subscriptions of processes that no longer exist."""
    rules = cloud.client("events").list_rules(EventBusName=bus, NamePrefix=_prefix(cloud))["Rules"]
    queues = cloud.client("sqs").list_queues(QueueNamePrefix=_prefix(cloud)).get("QueueUrls", [])
    names = {rule["Name"] for rule in rules} | {queue.rsplit("/", 1)[-1] for queue in queues}
    for name in sorted(names):
        if not _is_in_use(name.removeprefix(_prefix(cloud))):
            _remove(cloud, bus, name)


def _open(cloud: Cloud, bus: str, name: str, pattern: str) -> Subscription:
    sqs, events = cloud.client("sqs"), cloud.client("events")
    attributes: Any = {"MessageRetentionPeriod": RETENTION, "SqsManagedSseEnabled": "true"}
    queue = sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    rule = events.put_rule(Name=name, EventBusName=bus, EventPattern=pattern)["RuleArn"]
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": _policy(arn, rule)})
    events.put_targets(Rule=name, EventBusName=bus, Targets=[{"Id": TARGET, "Arn": arn}])
    return Subscription(rule, queue, cloud)


def _remove(cloud: Cloud, bus: str, name: str) -> None:
    sqs, events = cloud.client("sqs"), cloud.client("events")
    with contextlib.suppress(events.exceptions.ResourceNotFoundException):
        events.remove_targets(Rule=name, EventBusName=bus, Ids=[TARGET])
        events.delete_rule(Name=name, EventBusName=bus)
    with contextlib.suppress(sqs.exceptions.QueueDoesNotExist):
        sqs.delete_queue(QueueUrl=sqs.get_queue_url(QueueName=name)["QueueUrl"])


def _is_in_use(owner: str) -> bool:
    """Return whether the owning process may still exist."""
    try:
        machine, pid, started, _ = owner.split("-")
        if machine != _machine():
            return int(started) > time.time() - ABANDONED_AFTER
        return abs(psutil.Process(int(pid)).create_time() - int(started)) <= 1
    except (ValueError, psutil.NoSuchProcess):
        return False


def _prefix(cloud: Cloud) -> str:
    return f"unicorn-{cloud.stage}-tap-"


def _machine() -> str:
    return sha256(platform.node().encode()).hexdigest()[:8]


def _policy(queue: str, rule: str) -> str:
    allow = {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage"}
    statement = allow | {"Resource": queue, "Condition": {"ArnEquals": {"aws:SourceArn": rule}}}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
