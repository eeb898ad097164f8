"""The executions of the approval workflow: which requests run, and how the others ended."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import Any

from unicorn_cli.bus.requests import TABLE, requests_of
from unicorn_cli.stages.cloud import Cloud


class Status(StrEnum):
    RUNNING = "RUNNING"
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"
    TIMED_OUT = "TIMED_OUT"
    ABORTED = "ABORTED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Execution:
    """One execution. The ids are those of the event that began it; None if it has none."""

    status: Status
    started: datetime
    ended: datetime | None
    request_id: str | None
    property_id: str | None


def executions(
    cloud: Cloud, outputs: Mapping[str, str], *, status: Status | None, property_id: str | None, limit: int
) -> list[Execution]:
    """Return the newest executions, newest first: of a status, of a property, or all."""
    found = (_described(arn, cloud) for arn in _arns(cloud, outputs, status, property_id))
    return list(islice((one for one in found if one and status in {None, one.status}), limit))


def _arns(cloud: Cloud, outputs: Mapping[str, str], status: Status | None, property_id: str | None) -> Iterator[str]:
    if property_id:
        yield from (request.execution for request in requests_of(property_id, cloud, outputs[TABLE]))
        return
    wanted: Any = {"statusFilter": status.value} if status else {}
    pages = cloud.client("stepfunctions").get_paginator("list_executions")
    for page in pages.paginate(stateMachineArn=outputs["ApprovalStateMachineArn"], **wanted):
        yield from (execution["executionArn"] for execution in page["executions"])


def _described(arn: str, cloud: Cloud) -> Execution | None:
    """Return an execution; None if it ended so long ago that Step Functions has forgotten it."""
    client = cloud.client("stepfunctions")
    try:
        found = client.describe_execution(executionArn=arn)
    except client.exceptions.ExecutionDoesNotExist:
        return None
    detail = _detail(found.get("input"))
    return Execution(
        status=Status(found["status"]),
        started=found["startDate"],
        ended=found.get("stopDate"),
        request_id=_text(detail.get("request_id")),
        property_id=_text(detail.get("property_id")),
    )


def _detail(given: str | None) -> Mapping[str, Any]:
    """Return the detail of the event that is an execution's input."""
    try:
        event = json.loads(given or "{}")
    except ValueError:
        return {}
    detail = event.get("detail") if isinstance(event, dict) else None
    return detail if isinstance(detail, dict) else {}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
