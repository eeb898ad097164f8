"""A spy on the event bus: a rule and a queue that exist for one test."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from tests.integration.aws import Aws

EVERYTHING_OF_OURS = json.dumps({"source": [{"prefix": "unicorn."}]})


@contextmanager
def listen(aws: Aws, bus: str) -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """Yield a function that returns all events so far, whole envelopes, in the order in which they were read."""
    name = f"spy-{uuid4().hex[:12]}"
    queue = aws.sqs.create_queue(QueueName=name)["QueueUrl"]
    arn = aws.sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    rule = aws.events.put_rule(Name=name, EventBusName=bus, EventPattern=EVERYTHING_OF_OURS)["RuleArn"]
    aws.sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": _policy(arn, rule)})
    aws.events.put_targets(Rule=name, EventBusName=bus, Targets=[{"Id": "spy", "Arn": arn}])
    events: list[dict[str, Any]] = []

    def received() -> list[dict[str, Any]]:
        while batch := aws.sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages"):
            for message in batch:
                events.append(json.loads(message["Body"]))
                aws.sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
        return events

    try:
        yield received
    finally:
        aws.events.remove_targets(Rule=name, EventBusName=bus, Ids=["spy"])
        aws.events.delete_rule(Name=name, EventBusName=bus)
        aws.sqs.delete_queue(QueueUrl=queue)


def _policy(queue: str, rule: str) -> str:
    allow = {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage"}
    statement = allow | {"Resource": queue, "Condition": {"ArnEquals": {"aws:SourceArn": rule}}}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
