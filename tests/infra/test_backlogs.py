"""A backlog loses nothing: an object outlives the messages about it, and images are processed as fast as they come."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.infra.alarms import ON_AWS, Stage
from tests.infra.deployed import deployed

DAY = 24 * 60 * 60
DELIVERY = DAY  # EventBridge tries for 24 hours to deliver an event, unless its target says otherwise
IMAGES_AT_ONCE_MIN = 50
STAGES = [pytest.param(Stage(place), id=place.stage) for place in ON_AWS]


def events_of_buckets(stage: Stage) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield folder, logical id and properties of the rules for new objects of a bucket."""
    for folder, name, given in stage.all("AWS::Events::Rule"):
        if "aws.s3" in given.get("EventPattern", {}).get("source", []):
            yield folder, name, given


def bucket(stage: Stage, rule: dict[str, Any]) -> dict[str, Any]:
    """Return the bucket that a rule listens to."""
    [name] = rule["EventPattern"]["detail"]["bucket"]["name"]
    shared = f"{{{{resolve:ssm:/unicorn/{stage.place.stage}/images-bucket-name}}}}"
    wanted = stage.reference(".", "ImagesBucket") if name == shared else name
    [found] = [given for folder, name, given in stage.all("AWS::S3::Bucket") if stage.reference(folder, name) == wanted]
    return found


def prefix(rule: dict[str, Any]) -> str:
    [key] = rule["EventPattern"]["detail"].get("object", {}).get("key", [{"prefix": ""}])
    found: str = key["prefix"]
    return found


def kept(bucket: dict[str, Any], prefix: str) -> float:
    """Return for how many seconds objects under a prefix are kept."""
    rules = bucket.get("LifecycleConfiguration", {}).get("Rules", [])
    days = [
        rule["ExpirationInDays"]
        for rule in rules
        if "ExpirationInDays" in rule and prefix.startswith(rule.get("Prefix", ""))
    ]
    return min(days, default=float("inf")) * DAY


def refers(stage: Stage, folder: str, rule: dict[str, Any]) -> int:
    """Return for how many seconds after its object an event of a rule may still be delivered.

    A dead letter is deleted by the age of the message that it was, so two retentions are not added up. But a redrive
    to a queue makes a new message, at the end of the letter's time at worst.
    """
    queues = {stage.reference(folder, name): given for folder, name, given in stage.all("AWS::SQS::Queue")}
    ends: list[int] = []
    for target in rule["Targets"]:
        queue = queues[target["Arn"].replace(".Arn", "")]
        letters = {target["DeadLetterConfig"]["Arn"]}
        is_read = "RedrivePolicy" in queue
        if is_read:
            letters.add(queue["RedrivePolicy"]["deadLetterTargetArn"])
        stays = max(
            given["MessageRetentionPeriod"] for given in (queue, *(queues[arn.replace(".Arn", "")] for arn in letters))
        )
        age = target.get("RetryPolicy", {}).get("MaximumEventAgeInSeconds", DELIVERY)
        ends.append(age + stays * (2 if is_read else 1))
    return max(ends)


@pytest.mark.parametrize("stage", STAGES)
def test_an_object_outlives_every_message_that_refers_to_it(stage: Stage) -> None:
    rules = list(events_of_buckets(stage))
    assert len(rules) >= 1
    lost = {
        name: (kept(bucket(stage, rule), prefix(rule)) / DAY, refers(stage, folder, rule) / DAY)
        for folder, name, rule in rules
        if kept(bucket(stage, rule), prefix(rule)) < refers(stage, folder, rule)
    }
    assert not lost, "kept for fewer days than a message may refer to it"


@pytest.mark.parametrize("stage", STAGES)
def test_images_are_processed_many_at_once(stage: Stage) -> None:
    mapping = deployed("unicorn_web", stage.place)["Resources"]["WebImageQueueMapping"]["Properties"]
    assert int(mapping["ScalingConfig"]["MaximumConcurrency"]) >= IMAGES_AT_ONCE_MIN
