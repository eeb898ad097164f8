"""A request's path, from the history of its execution."""

import json
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from unicorn_cli.bus.show_workflow import path_as_json, show_path
from unicorn_cli.bus.workflow import Path, visits

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
REASON = {"code": "IMAGE_UNSAFE", "subject": "a.jpg", "message": "Picture shows [weapons]."}


def at(second: float, kind: str, **details: Any) -> dict[str, Any]:
    return {"timestamp": MONDAY + timedelta(seconds=second), "type": kind, **details}


HISTORY = [
    at(0, "ExecutionStarted", executionStartedEventDetails={"input": '{"detail": {"description": "private"}}'}),
    at(0, "TaskStateEntered", stateEnteredEventDetails={"name": "ValidateContent", "input": "{}"}),
    at(0, "TaskScheduled", taskScheduledEventDetails={"parameters": '{"task_token": "secret"}'}),
    at(1, "TaskFailed", taskFailedEventDetails={"error": "Lambda.TooManyRequests", "cause": "busy"}),
    at(2, "TaskScheduled", taskScheduledEventDetails={}),
    at(
        3,
        "TaskSucceeded",
        taskSucceededEventDetails={"output": json.dumps({"Payload": {"outcome": "DECLINED", "reasons": [REASON]}})},
    ),
    at(3, "TaskStateExited", stateExitedEventDetails={"name": "ValidateContent", "output": '{"token": "secret"}'}),
    at(3, "TaskStateEntered", stateEnteredEventDetails={"name": "PublishDeclined", "input": '"private"'}),
]


def test_a_path_has_states_times_attempts_errors_and_reasons() -> None:
    first, second = visits(HISTORY)
    assert (first.state, first.tasks, first.left) == ("ValidateContent", 2, MONDAY + timedelta(seconds=3))
    assert first.notes == ["Lambda.TooManyRequests: busy", "DECLINED", "IMAGE_UNSAFE: Picture shows [weapons]."]
    assert (second.state, second.left, second.notes) == ("PublishDeclined", None, [])


def evaluated(status: str, **more: Any) -> dict[str, Any]:
    output = json.dumps({"Status": status, "StatusCode": 200, **more})
    return at(1, "TaskSucceeded", taskSucceededEventDetails={"output": output})


@pytest.mark.parametrize(
    ("event", "notes"),
    [
        (
            evaluated("SUCCEEDED", Output=json.dumps({"outcome": "ACCEPTED", "reasons": [], "failure": "x"})),
            ["ACCEPTED"],
        ),
        (
            evaluated("SUCCEEDED", Output=json.dumps({"outcome": "DECLINED", "reasons": [REASON]})),
            ["DECLINED", "IMAGE_UNSAFE: Picture shows [weapons]."],
        ),
        (
            evaluated("SUCCEEDED", Output=json.dumps({"outcome": "UNAVAILABLE", "failure": "Rekognition.Throttling"})),
            ["UNAVAILABLE", "Rekognition.Throttling"],
        ),
        (
            evaluated("SUCCEEDED", Output=json.dumps({"outcome": "REVIEW", "reasons": [], "questions": [REASON]})),
            ["REVIEW", "IMAGE_UNSAFE: Picture shows [weapons]."],
        ),
        (at(1, "TaskSucceeded", taskSucceededEventDetails={"output": '{"verdict": "APPROVED"}'}), ["APPROVED"]),
        (evaluated("FAILED", Error="States.Runtime", Cause="c"), ["FAILED", "States.Runtime: c"]),
        (evaluated("TIMED_OUT"), ["TIMED_OUT", ""]),
    ],
)
def test_an_evaluation_is_shown_with_its_outcome(event: dict[str, Any], notes: list[str]) -> None:
    [visit] = visits([at(0, "TaskStateEntered", stateEnteredEventDetails={"name": "Evaluate"}), event])
    assert visit.notes == notes


def test_a_path_shows_neither_task_tokens_nor_listing_data() -> None:
    path = Path(request_id="r", property_id="usa/a/b/1", status="RUNNING", visits=visits(HISTORY))
    page = StringIO()
    show_path(path, Console(file=page, width=200))
    for shown in (page.getvalue(), json.dumps(path_as_json(path))):
        assert "Picture shows [weapons]." in shown
        assert "secret" not in shown
        assert "private" not in shown
    assert page.getvalue().startswith("r (usa/a/b/1): RUNNING\n")
    assert "3.000 s" in page.getvalue()
    assert "running" in page.getvalue()
