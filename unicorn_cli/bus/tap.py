"""A tap on the bus: a rule and a queue that are there as long as somebody listens, and not a moment longer.

A name tells whose tap it is. One that was left behind by a process that died without a word is removed by the next.
"""

import contextlib
import json
import os
import platform
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import psutil

from unicorn_cli.bus.envelopes import Envelope
from unicorn_cli.stages.cloud import Cloud

TARGET = "tap"
KEPT = "3600"  # seconds that an event waits for somebody who reads slowly
DAY = 86_400  # seconds after which a tap of another machine counts as left behind
AT_ONCE = 10  # messages; SQS gives no more


@dataclass(frozen=True, slots=True)
class Tap:
    """An open tap: its rule's ARN, and the queue behind it."""

    rule: str
    queue: str
    cloud: Cloud

    def drink(self, *, seconds: int) -> list[Envelope]:
        """Return the next events, waiting up to `seconds` for the first; each is returned once."""
        found = self.cloud.sqs.receive_message(
            QueueUrl=self.queue, MaxNumberOfMessages=AT_ONCE, WaitTimeSeconds=seconds
        ).get("Messages", [])
        if found:
            read = [{"Id": str(n), "ReceiptHandle": message["ReceiptHandle"]} for n, message in enumerate(found)]
            self.cloud.sqs.delete_message_batch(QueueUrl=self.queue, Entries=read)  # type: ignore[arg-type]
        return [json.loads(message["Body"]) for message in found]


@contextmanager
def tap(cloud: Cloud, bus: str, pattern: Mapping[str, Any]) -> Iterator[Tap]:
    """Open a tap for events that match the pattern; whatever ends the block, it is removed."""
    remove_left_behind(cloud, bus)
    name = f"{_prefix(cloud)}{_machine()}-{os.getpid()}-{int(psutil.Process().create_time())}-{os.urandom(3).hex()}"
    try:
        yield _open(cloud, bus, name, json.dumps(pattern))
    finally:
        _remove(cloud, bus, name)


def remove_left_behind(cloud: Cloud, bus: str) -> None:
    """Remove the taps of processes that are no more."""
    rules = cloud.events.list_rules(EventBusName=bus, NamePrefix=_prefix(cloud))["Rules"]
    queues = cloud.sqs.list_queues(QueueNamePrefix=_prefix(cloud)).get("QueueUrls", [])
    names = {rule["Name"] for rule in rules} | {queue.rsplit("/", 1)[-1] for queue in queues}
    for name in sorted(names):
        if not _is_in_use(name.removeprefix(_prefix(cloud))):
            _remove(cloud, bus, name)


def _open(cloud: Cloud, bus: str, name: str, pattern: str) -> Tap:
    attributes = {"MessageRetentionPeriod": KEPT, "SqsManagedSseEnabled": "true"}
    queue = cloud.sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]  # type: ignore[arg-type]
    arn = cloud.sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    rule = cloud.events.put_rule(Name=name, EventBusName=bus, EventPattern=pattern)["RuleArn"]
    cloud.sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": _policy(arn, rule)})
    cloud.events.put_targets(Rule=name, EventBusName=bus, Targets=[{"Id": TARGET, "Arn": arn}])
    return Tap(rule, queue, cloud)


def _remove(cloud: Cloud, bus: str, name: str) -> None:
    with contextlib.suppress(cloud.events.exceptions.ResourceNotFoundException):
        cloud.events.remove_targets(Rule=name, EventBusName=bus, Ids=[TARGET])
        cloud.events.delete_rule(Name=name, EventBusName=bus)
    with contextlib.suppress(cloud.sqs.exceptions.QueueDoesNotExist):
        cloud.sqs.delete_queue(QueueUrl=cloud.sqs.get_queue_url(QueueName=name)["QueueUrl"])


def _is_in_use(owner: str) -> bool:
    """Whether the owner of a tap may still read it; what another machine does cannot be seen from here."""
    try:
        machine, pid, started, _ = owner.split("-")
        if machine != _machine():
            return int(started) > time.time() - DAY
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
