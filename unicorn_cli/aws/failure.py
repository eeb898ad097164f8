"""Why CloudFormation could not change a stack: the first event that failed, and what to do about it."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem

if TYPE_CHECKING:
    from mypy_boto3_cloudformation.type_defs import StackEventTypeDef

STACK = "AWS::CloudFormation::Stack"
CONSEQUENCE = re.compile("cancelled|the following resource", re.IGNORECASE)  # of another failure
OTHERWISE = "Fix that and run this command again"
FIXES = (
    ("bucket.*(already|not available)", "Bucket names are global: deploy again, or choose another name for the stage"),
    ("already exists|already associated", "Delete what has that name, or choose another name for the stage"),
    ("must be verified", "Ask AWS Support to verify your account for CloudFront, then run this command again"),
    ("UnreservedConcurrentExecution", "Request a higher quota of concurrent Lambda executions, then run this again"),
    ("limit ?exceeded|quota|too ?many|maximum number", "Request a higher quota, or delete what is not needed"),
    ("not authorized|access ?denied|is not allowed", "Use credentials of a role that may create this"),
)


def explained(problem: Problem, cloud: Cloud, stack: str, since: datetime) -> Problem:
    """Return the first failure that CloudFormation reports since a moment; `problem` itself if it reports none."""
    event = _first_failure(cloud, stack, since)
    if event is None:
        return problem
    why = event.get("ResourceStatusReason", "it failed").strip().rstrip(".")
    fix = next((fix for words, fix in FIXES if re.search(words, why, re.IGNORECASE)), OTHERWISE)
    return Problem(f"{event['LogicalResourceId']} could not be made or changed: {why}", fix)


def _first_failure(cloud: Cloud, stack: str, since: datetime) -> "StackEventTypeDef | None":
    """Follow a nested stack's failure to the resource in it that failed first."""
    failed = [event for event in _events(cloud, stack, since) if _is_cause(event)]
    if not failed:
        return None
    first = failed[-1]  # events come newest first
    inner = first.get("PhysicalResourceId")
    if first.get("ResourceType") == STACK and inner and inner != first["StackId"]:
        return _first_failure(cloud, inner, since) or first
    return first


def _events(cloud: Cloud, stack: str, since: datetime) -> Iterator["StackEventTypeDef"]:
    for page in cloud.client("cloudformation").get_paginator("describe_stack_events").paginate(StackName=stack):
        for event in page["StackEvents"]:
            if event["Timestamp"] < since:
                return
            yield event


def _is_cause(event: "StackEventTypeDef") -> bool:
    reason = event.get("ResourceStatusReason", "")
    return event.get("ResourceStatus", "").endswith("_FAILED") and not CONSEQUENCE.search(reason)
