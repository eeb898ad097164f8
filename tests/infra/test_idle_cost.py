"""A stage that nobody uses costs at most two dollars a month, counted from the templates as they are deployed."""

import re
from typing import Any

import pytest

from tests.infra.stacks import STACKS
from tests.infra.stages import at_stage
from tests.infra.test_queue_watch import Stage, metrics_read
from tests.templates import PROJECT
from unicorn_cli.cost.idle import COUNTS, Counts, idle
from unicorn_cli.cost.uses import after_allowances, total

MOST = 2.0  # dollars a month at list prices: nothing free of the account is left for the stage
KINDS = ("dev", "prod")
MINUTES = {"minute": 1, "minutes": 1, "hour": 60, "hours": 60, "day": 1440, "days": 1440}
COUNTED = {
    "AWS::CloudWatch::Alarm",
    "AWS::Events::Rule",
    "AWS::Lambda::EventSourceMapping",
    "AWS::Scheduler::Schedule",
    "AWS::SecretsManager::Secret",
}
# A type of these costs only what is used of it, or nothing. A new type is looked up, and then counted or added here.
FREE_WHILE_IDLE = {
    *(f"AWS::ApiGateway::{name}" for name in ("Account", "Deployment", "RestApi", "Stage")),
    "AWS::CloudFormation::Stack",
    *(
        f"AWS::CloudFront::{name}"
        for name in ("CachePolicy", "Distribution", "Function", "OriginAccessControl", "ResponseHeadersPolicy")
    ),
    *(f"AWS::CodeDeploy::{name}" for name in ("Application", "DeploymentGroup")),
    *(f"AWS::Cognito::UserPool{name}" for name in ("", "Client", "Domain", "Group")),
    "AWS::DynamoDB::Table",
    *(f"AWS::EventSchemas::{name}" for name in ("Registry", "Schema")),
    *(f"AWS::Events::{name}" for name in ("Archive", "EventBus", "EventBusPolicy")),
    "AWS::IAM::Role",
    *(f"AWS::Lambda::{name}" for name in ("Alias", "EventInvokeConfig", "Function", "Permission", "Url", "Version")),
    *(f"AWS::Logs::{name}" for name in ("LogGroup", "MetricFilter")),
    *(f"AWS::S3::{name}" for name in ("Bucket", "BucketPolicy")),
    *(f"AWS::SNS::{name}" for name in ("Topic", "TopicPolicy")),
    *(f"AWS::SQS::{name}" for name in ("Queue", "QueuePolicy")),
    "AWS::SSM::Parameter",
    "AWS::StepFunctions::StateMachine",
}
# Settings with which one of them costs by the hour or month.
CHARGED = {
    "CacheClusterEnabled",  # of an API
    "DefaultValue",  # of a metric filter: a custom metric is billed while it has data
    "KMSMasterKeyId",
    "KmsMasterKeyId",
    "ProvisionedConcurrencyConfig",
    "ProvisionedPollerConfig",
    "ProvisionedThroughput",
    "ReplicationConfiguration",
    "SnapStart",
    "UserPoolAddOns",
    "VpcConfig",
    "WebACLId",
}


def every_resource(kind: str) -> list[dict[str, Any]]:
    stacks = [at_stage(folder, kind)["Resources"] for folder in STACKS]
    return [resource for stack in stacks for resource in stack.values()]


def settings(value: Any) -> set[str]:
    """Return the names of all settings in a resource's properties."""
    if isinstance(value, list):
        return set().union(*map(settings, value))
    return set(value).union(*map(settings, value.values())) if isinstance(value, dict) else set()


def is_on_demand(table: dict[str, Any]) -> bool:
    return bool(table["Properties"].get("BillingMode") == "PAY_PER_REQUEST")


def watched(alarm: dict[str, Any]) -> int:
    """Return how many metrics an alarm reads: AWS charges for each of them."""
    return sum("MetricStat" in one for one in alarm["Metrics"]) if "Metrics" in alarm else 1


def runs_an_hour(rule: dict[str, Any]) -> float:
    """Return how many functions a schedule starts."""
    schedule, times = rule["ScheduleExpression"], len(rule.get("Targets", [None]))
    if re.fullmatch(r"cron\(\d+ \* \* \* \? \*\)", schedule):
        return float(times)
    rate = re.fullmatch(r"rate\((\d+) (\w+)\)", schedule)
    assert rate, f"count the runs of {schedule}"
    return times * 60 / (int(rate[1]) * MINUTES[rate[2]])


def is_round(rule: dict[str, Any]) -> bool:
    """Whether a schedule is that of webhooks, which reads an index without entries while nothing waits."""
    return "round" in str(rule["Targets"][0].get("Input"))


def idle_stage(found: dict[str, list[dict[str, Any]]]) -> Stage:
    """Return queues and streams of the numbers in the templates, all empty."""
    readers = [mapping for mapping in found["AWS::Lambda::EventSourceMapping"] if not reads_a_queue(mapping)]
    queues = {f"queue-{number}": 0 for number, _ in enumerate(found["AWS::SQS::Queue"])}
    read = [name for name, queue in zip(queues, found["AWS::SQS::Queue"], strict=True) if "RedrivePolicy" in queue]
    waits: dict[str, list[float]] = {str(reader["FunctionName"]): [] for reader in readers}
    return Stage(messages=queues, ages={name: [] for name in read}, waits=waits)


def reads_a_queue(mapping: dict[str, Any]) -> bool:
    return "StreamArn" not in str(mapping["EventSourceArn"])


@pytest.mark.parametrize("kind", KINDS)
def test_the_counts_are_those_of_the_templates(kind: str) -> None:
    found: dict[str, list[dict[str, Any]]] = {}
    for resource in every_resource(kind):
        found.setdefault(resource["Type"], []).append(resource.get("Properties", {}))
    rules = [rule for rule in found["AWS::Events::Rule"] if "ScheduleExpression" in rule]
    assert (
        Counts(
            alarm_metrics=sum(map(watched, found["AWS::CloudWatch::Alarm"])),
            queues=len(found["AWS::SQS::Queue"]),
            polled_queues=sum(map(reads_a_queue, found["AWS::Lambda::EventSourceMapping"])),
            secrets=len(found["AWS::SecretsManager::Secret"]),
            runs_an_hour=round(sum(runs_an_hour(rule) for rule in rules if not is_round(rule))),
            rounds_an_hour=round(sum(runs_an_hour(rule) for rule in rules if is_round(rule))),
            watches_an_hour=round(sum(map(runs_an_hour, found["AWS::Scheduler::Schedule"]))),
            watched_metrics=metrics_read(idle_stage(found)),
        )
        == COUNTS
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_other_resource_costs_nothing_while_it_is_idle(kind: str) -> None:
    resources = every_resource(kind)
    assert {resource["Type"] for resource in resources} <= COUNTED | FREE_WHILE_IDLE
    assert not [resource for resource in resources if settings(resource.get("Properties")) & CHARGED]
    assert not [table for table in resources if table["Type"] == "AWS::DynamoDB::Table" and not is_on_demand(table)]


def test_an_idle_stage_costs_at_most_two_dollars() -> None:
    assert total(idle()) <= MOST


def test_the_documentation_gives_the_costs_that_the_command_computes() -> None:
    text = (PROJECT / "docs" / "deploy.md").read_text()
    assert f"${total(idle()):.2f} a month** at list prices" in text
    assert f"${total(idle()):.2f} for each further" in text
    assert f"${after_allowances(idle()):.2f} for the first" in text
