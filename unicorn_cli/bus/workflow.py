"""The path of a publication request through the approval workflow, read from its execution's history."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from unicorn_cli.bus.envelopes import check_property_id
from unicorn_cli.bus.requests import TABLE, Request, request_of, requests_of
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem

UNDECIDED = {"UNAVAILABLE", "UNREADABLE", "FAILED", "TIMED_OUT"}


@dataclass(slots=True, kw_only=True)
class Visit:
    """One visit to a state. `notes` holds outcomes, reasons, questions and errors; no listing data, no task tokens."""

    state: str
    entered: datetime
    left: datetime | None = None
    tasks: int = 0
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    request_id: str
    property_id: str | None
    status: str
    visits: list[Visit]


def path_of(wanted: str, cloud: Cloud, outputs: Mapping[str, str]) -> Path:
    """Return the path so far of a request, or of the latest request of a property.

    Raises Problem if no execution is known for it.
    """
    request = _request(wanted, cloud, outputs)
    pages = (
        cloud.client("stepfunctions").get_paginator("get_execution_history").paginate(executionArn=request.execution)
    )
    events = (dict(event) for page in pages for event in page["events"])
    status = cloud.client("stepfunctions").describe_execution(executionArn=request.execution)["status"]
    return Path(request_id=request.request_id, property_id=request.property_id, status=status, visits=visits(events))


def _request(wanted: str, cloud: Cloud, outputs: Mapping[str, str]) -> Request:
    table = outputs[TABLE]
    if "/" in wanted:
        property_id = check_property_id(wanted)
        found = next(requests_of(property_id, cloud, table), None)
        about, fix = f"the property {property_id}", "Take one that `unicorn workflow list` shows"
    else:
        found = request_of(wanted.strip(), cloud, table)
        about, fix = f"the request {wanted}", "Use the request_id that POST /request_approval returned"
    if found is None:
        raise Problem(f"No workflow execution is known for {about}", f"{fix}; old requests are deleted after a while")
    return found


def visits(history: Iterable[Mapping[str, Any]]) -> list[Visit]:
    """Return the visited states in the order in which they were entered."""
    found: list[Visit] = []
    for event in history:
        if entered := event.get("stateEnteredEventDetails"):
            found.append(Visit(state=entered["name"], entered=event["timestamp"]))
        elif exited := event.get("stateExitedEventDetails"):
            _last(found, exited["name"]).left = event["timestamp"]
        elif found:
            found[-1].tasks += event["type"] == "TaskScheduled"
            found[-1].notes += _notes(event)
    return found


def _last(found: list[Visit], state: str) -> Visit:
    return next(visit for visit in reversed(found) if visit.state == state)


def _notes(event: Mapping[str, Any]) -> Iterator[str]:
    for details in (value for name, value in event.items() if name.endswith("EventDetails")):
        if "error" in details:
            yield f"{details['error']}: {details.get('cause', '')}".rstrip(": ")
        yield from _outcome(details.get("output"))


def _outcome(output: str | None) -> Iterator[str]:
    """Yield the decision of one of our functions, or of an evaluation; other task output is not shown."""
    answer = json.loads(output) if output else None
    decision = _decision(answer) if isinstance(answer, dict) else None
    if not isinstance(decision, dict):
        return
    if "outcome" in decision:
        yield str(decision["outcome"])
    if decision.get("outcome") in UNDECIDED:
        yield str(decision.get("failure", ""))
    for reason in [*decision.get("reasons", []), *decision.get("questions", [])]:
        yield f"{reason['code']}: {reason['message']}"


def _decision(answer: Mapping[str, Any]) -> Any:
    """Return what a function or a person answered, or the execution that evaluated: its output, or how it ended."""
    if "Status" not in answer:
        return {"outcome": answer["verdict"]} if "verdict" in answer else answer.get("Payload")
    if answer["Status"] == "SUCCEEDED":
        return json.loads(answer["Output"])
    return {"outcome": answer["Status"], "failure": f"{answer.get('Error', '')}: {answer.get('Cause', '')}".strip(": ")}
