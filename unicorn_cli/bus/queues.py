"""The queues of the consumers, and how long a message that was sent may still be in them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from unicorn_cli.stages.cloud import Cloud

MINUTE = 60  # seconds; the shortest period of a queue's metrics


def depth(cloud: Cloud, queue: str) -> int:
    """Return about how many messages a queue has, those that are being handled among them."""
    names: Any = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    found = cloud.client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=names)["Attributes"]
    return sum(int(found[name]) for name in names)


def consumers(cloud: Cloud, bus: str) -> Iterator[str]:
    """Yield the URLs of the consumers' queues. Only they have dead-letter queues; temporary subscriptions do not."""
    seen: set[str] = set()
    for page in cloud.client("events").get_paginator("list_rules").paginate(EventBusName=bus):
        for rule in page["Rules"]:
            targets = cloud.client("events").list_targets_by_rule(Rule=rule["Name"], EventBusName=bus)["Targets"]
            seen |= {target["Arn"] for target in targets if ":sqs:" in target["Arn"]}
    for arn in sorted(seen):
        queue = cloud.client("sqs").get_queue_url(QueueName=arn.rsplit(":", 1)[-1])["QueueUrl"]
        known = cloud.client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=["RedrivePolicy"])
        if "RedrivePolicy" in known.get("Attributes", {}):
            yield queue


def holds_only_newer(cloud: Cloud, queue: str, sent: datetime) -> bool:
    """Return whether a queue on AWS, which may never be empty, surely has no message any more that came until `sent`.

    Rests on the metric ApproximateAgeOfOldestMessage, which comes a few minutes late. It leaves out a message that
    was received three times: such a one is on its way to the dead-letter queue.
    """
    now = datetime.now(UTC)
    points = cloud.client("cloudwatch").get_metric_statistics(
        Namespace="AWS/SQS",
        MetricName="ApproximateAgeOfOldestMessage",
        Dimensions=[{"Name": "QueueName", "Value": queue.rsplit("/", 1)[-1]}],
        StartTime=sent,
        EndTime=now + timedelta(seconds=MINUTE),
        Period=MINUTE,
        Statistics=["Maximum"],
    )["Datapoints"]
    return any(point["Maximum"] < (point["Timestamp"] - sent).total_seconds() for point in points)
