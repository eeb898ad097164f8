"""A stage that nobody uses costs at most two dollars a month, counted from the templates as they are deployed."""

import re
from typing import Any

import pytest

from tests.infra.stacks import STACKS
from tests.infra.stages import at_stage
from tests.templates import PROJECT
from unicorn_cli.cost.idle import COUNTS, Counts, idle
from unicorn_cli.cost.uses import after_allowances, total

MOST = 2.0  # dollars a month, in an account that has nothing else in it
KINDS = ("dev", "prod")
MINUTES = {"minute": 1, "minutes": 1, "hour": 60, "hours": 60, "day": 1440, "days": 1440}
# Types that AWS charges for by the hour or month, whether they are used or not; none of them may appear uncounted.
CHARGED = {
    "AWS::CloudWatch::Alarm",
    "AWS::CloudWatch::CompositeAlarm",
    "AWS::CloudWatch::Dashboard",
    "AWS::CloudWatch::AnomalyDetector",
    "AWS::Events::Rule",
    "AWS::KMS::Key",
    "AWS::Lambda::EventSourceMapping",
    "AWS::Scheduler::Schedule",
    "AWS::SecretsManager::Secret",
    "AWS::WAFv2::WebACL",
}
COUNTED = {
    "AWS::CloudWatch::Alarm",
    "AWS::Events::Rule",
    "AWS::Lambda::EventSourceMapping",
    "AWS::Scheduler::Schedule",
    "AWS::SecretsManager::Secret",
}


def every_resource(kind: str) -> list[dict[str, Any]]:
    stacks = [at_stage(folder, kind)["Resources"] for folder in STACKS]
    return [resource for stack in stacks for resource in stack.values()]


def watched(alarm: dict[str, Any]) -> int:
    """Return how many metrics an alarm reads: AWS charges for each of them."""
    return sum("MetricStat" in one for one in alarm["Metrics"]) if "Metrics" in alarm else 1


def runs_an_hour(rule: dict[str, Any]) -> float:
    schedule = rule["ScheduleExpression"]
    if re.fullmatch(r"cron\(\d+ \* \* \* \? \*\)", schedule):
        return 1.0
    rate = re.fullmatch(r"rate\((\d+) (\w+)\)", schedule)
    assert rate, f"count the runs of {schedule}"
    return 60 / (int(rate[1]) * MINUTES[rate[2]])


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
            runs_an_hour=round(sum(map(runs_an_hour, rules))),
            watches_an_hour=round(sum(map(runs_an_hour, found["AWS::Scheduler::Schedule"]))),
        )
        == COUNTS
    )


@pytest.mark.parametrize("kind", KINDS)
def test_no_other_resource_is_charged_while_it_is_idle(kind: str) -> None:
    types = {resource["Type"] for resource in every_resource(kind)}
    assert not types & (CHARGED - COUNTED)


def test_an_idle_stage_costs_at_most_two_dollars() -> None:
    assert after_allowances(idle()) <= MOST


def test_the_documentation_gives_the_costs_that_the_command_computes() -> None:
    text = (PROJECT / "docs" / "deploy.md").read_text()
    assert f"${after_allowances(idle()):.2f} a month" in text
    assert f"${total(idle()):.2f} for each further" in text
