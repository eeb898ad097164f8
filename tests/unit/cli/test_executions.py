"""`unicorn workflow list` and `show`: which executions are found, by status, by property and by request."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from moto import mock_aws

from unicorn_cli.bus.executions import Status, executions
from unicorn_cli.bus.requests import TABLE
from unicorn_cli.bus.workflow import path_of
from unicorn_cli.commands import workflow
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem

HOUSE, OTHER = "usa/anytown/main-street/111", "usa/anytown/main-street/1"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
OUTPUTS = {TABLE: "statuses", "ApprovalStateMachineArn": "arn:machine"}
# name → status, property; each is a minute younger than the one before
RUNS = {
    "r1": (Status.SUCCEEDED, HOUSE),
    "r2": (Status.FAILED, OTHER),
    "r3": (Status.RUNNING, HOUSE),
    "r4": (Status.RUNNING, OTHER),
}
FORGOTTEN = "r0"  # still in the table, longer than Step Functions knows it


class Workflow:
    """Fakes Step Functions; pages have one execution each."""

    class exceptions:
        class ExecutionDoesNotExist(Exception):
            pass

    def describe_execution(self, executionArn: str) -> dict[str, Any]:
        name = executionArn.rpartition(":")[2]
        if name not in RUNS:
            raise self.exceptions.ExecutionDoesNotExist
        status, house = RUNS[name]
        began = NOON + timedelta(minutes=list(RUNS).index(name))
        found = {
            "status": status.value,
            "startDate": began,
            "input": json.dumps({"detail": {"request_id": name, "property_id": house}}),
        }
        return found if status is Status.RUNNING else found | {"stopDate": began + timedelta(seconds=7)}

    def get_paginator(self, operation: str) -> Any:
        return type("Pages", (), {"paginate": staticmethod(getattr(self, operation))})

    def list_executions(self, stateMachineArn: str, statusFilter: str | None = None) -> Iterator[dict[str, Any]]:
        assert stateMachineArn == "arn:machine"
        for name, (status, _) in reversed(RUNS.items()):
            if statusFilter in {None, status}:
                yield {"executions": [{"executionArn": f"arn:{name}"}]}

    def get_execution_history(self, executionArn: str) -> Iterator[dict[str, Any]]:
        yield {"events": [{"type": "x", "timestamp": NOON, "stateEnteredEventDetails": {"name": executionArn}}]}


@pytest.fixture(scope="module")
def cloud() -> Iterator[Cloud]:
    with mock_aws():
        cloud = Cloud("dev", boto3.Session("a", "b", region_name="eu-west-1"), _clients={"stepfunctions": Workflow()})
        keys: Any = [{"AttributeName": name, "KeyType": kind} for name, kind in (("pk", "HASH"), ("sk", "RANGE"))]
        attributes: Any = [{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk")]
        database = cloud.client("dynamodb")
        database.create_table(
            TableName="statuses", KeySchema=keys, AttributeDefinitions=attributes, BillingMode="PAY_PER_REQUEST"
        )
        for number, (name, house) in enumerate([(FORGOTTEN, HOUSE), *((name, RUNS[name][1]) for name in RUNS)]):
            item = {"pk": f"REQUEST#{name}", "sk": "REQUEST", "property_id": house, "execution_id": f"arn:{name}"}
            moment = {"registered_at": f"2026-03-02T12:0{number}:00.000+00:00"}
            database.put_item(TableName="statuses", Item={key: {"S": text} for key, text in (item | moment).items()})
        for key in (f"PROPERTY#{HOUSE}", "REQUEST#restored"):  # the latter: of a replay, without an execution
            database.put_item(
                TableName="statuses",
                Item={"pk": {"S": key}, "sk": {"S": "REQUEST"}, "property_id": {"S": HOUSE}},
            )
        yield cloud


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["r4", "r3", "r2", "r1"]),
        ({"limit": 2}, ["r4", "r3"]),
        ({"status": Status.RUNNING}, ["r4", "r3"]),
        ({"property_id": HOUSE}, ["r3", "r1"]),
        ({"property_id": HOUSE, "status": Status.SUCCEEDED}, ["r1"]),
        ({"property_id": HOUSE, "limit": 1}, ["r3"]),
        ({"property_id": "usa/a/b/1"}, []),
    ],
)
def test_executions_are_found_by_status_and_property_the_newest_first(
    cloud: Cloud, wanted: dict[str, Any], found: list[str]
) -> None:
    asked: dict[str, Any] = {"status": None, "property_id": None, "limit": 20} | wanted
    assert [one.request_id for one in executions(cloud, OUTPUTS, **asked)] == found


@pytest.mark.parametrize("wanted", ["r3", " r3", HOUSE, "USA/Anytown/Main Street/111"])
def test_a_path_is_found_by_its_request_and_by_its_property_in_any_spelling(cloud: Cloud, wanted: str) -> None:
    path = path_of(wanted, cloud, OUTPUTS)
    assert (path.request_id, path.property_id, path.status) == ("r3", HOUSE, "RUNNING")
    assert [visit.state for visit in path.visits] == ["arn:r3"]


@pytest.mark.parametrize("wanted", ["restored", "unknown", "usa/a/b/1"])
def test_a_request_without_a_known_execution_is_a_problem(cloud: Cloud, wanted: str) -> None:
    with pytest.raises(Problem, match="No workflow execution is known for the"):
        path_of(wanted, cloud, OUTPUTS)


def test_the_list_says_what_ran_how_long_and_what_is_left_out(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(workflow, "cloud_of", lambda _: cloud)
    monkeypatch.setattr(workflow, "outputs_of", lambda _: OUTPUTS)
    workflow.list_executions(property_id="USA/Anytown/Main Street/111", limit=2)
    shown, message = capsys.readouterr()
    assert [line.split() for line in shown.splitlines()[1:]] == [
        ["RUNNING", "2026-03-02", "12:02:00", "running", "r3", HOUSE],
        ["SUCCEEDED", "2026-03-02", "12:00:00", "7.000", "s", "r1", HOUSE],
    ]
    assert "--limit shows more" in message
    workflow.list_executions(status=Status.FAILED, as_json=True)
    assert json.loads(capsys.readouterr().out) == [
        {
            "status": "FAILED",
            "started": "2026-03-02T12:01:00+00:00",
            "ended": "2026-03-02T12:01:07+00:00",
            "request_id": "r2",
            "property_id": OTHER,
        }
    ]
