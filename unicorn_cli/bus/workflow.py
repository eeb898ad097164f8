"""The path that a request took through the approval workflow, read from its execution's history."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem


@dataclass(slots=True, kw_only=True)
class Visit:
    """One state on the way. `says` holds outcomes, reasons and errors, and nothing of the listing or its tokens."""

    state: str
    entered: datetime
    left: datetime | None = None
    tasks: int = 0
    says: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    request_id: str
    status: str
    visits: list[Visit]


def path_of(request_id: str, cloud: Cloud, outputs: Mapping[str, str]) -> Path:
    """Return the path of a request so far. Raises Problem if no execution has it."""
    key: Any = {"pk": {"S": f"REQUEST#{request_id}"}, "sk": {"S": "REQUEST"}}
    found = cloud.dynamodb.get_item(TableName=outputs["PropertiesContractStatusTableName"], Key=key)
    if "execution_id" not in found.get("Item", {}):  # one that a replay has recalled has lost its execution
        mend = "Take the request_id that POST /request_approval has answered; what is long over is forgotten"
        raise Problem(f"No workflow knows the request {request_id}", mend)
    arn = found["Item"]["execution_id"]["S"]
    pages = cloud.states.get_paginator("get_execution_history").paginate(executionArn=arn)
    events = (dict(event) for page in pages for event in page["events"])
    status = cloud.states.describe_execution(executionArn=arn)["status"]
    return Path(request_id=request_id, status=status, visits=visits(events))


def visits(history: Iterable[Mapping[str, Any]]) -> list[Visit]:
    """Return the states of a history in the order in which they were entered."""
    found: list[Visit] = []
    for event in history:
        if entered := event.get("stateEnteredEventDetails"):
            found.append(Visit(state=entered["name"], entered=event["timestamp"]))
        elif exited := event.get("stateExitedEventDetails"):
            _last(found, exited["name"]).left = event["timestamp"]
        elif found:
            found[-1].tasks += event["type"] == "TaskScheduled"
            found[-1].says += _said(event)
    return found


def _last(found: list[Visit], state: str) -> Visit:
    return next(visit for visit in reversed(found) if visit.state == state)


def _said(event: Mapping[str, Any]) -> Iterator[str]:
    for details in (value for name, value in event.items() if name.endswith("EventDetails")):
        if "error" in details:
            yield f"{details['error']}: {details.get('cause', '')}".rstrip(": ")
        yield from _outcome(details.get("output"))


def _outcome(output: str | None) -> Iterator[str]:
    """Yield what one of our functions has decided; whatever else a task returns is not for showing."""
    answer = json.loads(output) if output else None
    payload = answer.get("Payload") if isinstance(answer, dict) else None
    if not isinstance(payload, dict):
        return
    if "outcome" in payload:
        yield str(payload["outcome"])
    for reason in payload.get("reasons", []):
        yield f"{reason['code']}: {reason['message']}"
