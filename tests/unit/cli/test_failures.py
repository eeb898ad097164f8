"""`unicorn failures`: the log lines that an alarm has counted, in one line each."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.templates import template
from unicorn_cli.commands import failures as command
from unicorn_cli.health.failures import Context, failures, watch_failures
from unicorn_cli.stages.cloud import Cloud

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
GROUP, ACCESS, WATCH = "/aws/lambda/unicorn-ana-web-x", "/unicorn/ana/web-api-access", "unicorn-ana-queue-watch"
PATTERN = template("unicorn_contracts")["Resources"]["ContractsContractsApiFailures"]["Properties"]["FilterPattern"]
TRACE = 'Traceback (most recent call last):\n  File "a.py"\nKeyError: [b]'
LINES = {
    GROUP: [
        json.dumps({"level": "ERROR", "message": "unexpected_error", "exception": TRACE, "correlation_id": "c1"}),
        "2026-03-02T12:00:10.001Z 8b1c Task timed out after 10.01 seconds\n",
        json.dumps({"level": "INFO", "message": "read_listing", "status": 200}),
        json.dumps({"level": "ERROR"}),
        '["ERROR", "\\"level\\": \\"ERROR\\""]',
    ],
    ACCESS: [json.dumps({"request_id": "c1", "method": "GET", "route": "/search", "status": "502"})],
    f"/aws/vendedlogs/states/{WATCH}": [
        json.dumps({"type": "ExecutionFailed", "details": {"error": "DeadLetters", "cause": "Read them: a 2"}})
    ],
}


class Logs:
    """Fakes CloudWatch Logs with two filters of Web; it returns all lines, as the local engine does."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []

    def get_paginator(self, operation: str) -> Any:
        return type("Pages", (), {"paginate": staticmethod(getattr(self, operation))})

    def describe_metric_filters(self, metricNamespace: str, metricName: str) -> list[dict[str, Any]]:
        assert metricNamespace in {"unicorn-ana", "unicorn-local"}
        found = [(GROUP, PATTERN), (ACCESS, '{ $.status = "5*" }')] if metricName == "WebFailures" else []
        return [{"metricFilters": [{"logGroupName": group, "filterPattern": pattern}]} for group, pattern in found]

    def filter_log_events(self, logGroupName: str, **asked: Any) -> list[dict[str, Any]]:
        self.asked.append(asked)
        at = asked["startTime"]
        lines = LINES[logGroupName]
        return [{"events": [{"message": line, "timestamp": at + n}]} for n, line in enumerate(lines)]


def cloud(stage: str) -> tuple[Cloud, Logs]:
    endpoint = "http://127.0.0.1:1" if stage == "local" else None
    return Cloud(stage, None, endpoint, _clients={"logs": (logs := Logs())}), logs  # type: ignore[arg-type]


def test_aws_is_asked_for_what_the_alarms_filters_count() -> None:
    stage, logs = cloud("ana")
    found = failures(stage, Context.WEB, NOON)
    assert [asked["filterPattern"] for asked in logs.asked] == [PATTERN, '{ $.status = "5*" }']
    assert {asked["startTime"] for asked in logs.asked} == {NOON.timestamp() * 1000}
    assert [(one.text, one.correlation_id) for one in found if one.log_group == ACCESS] == [("502: GET: /search", "c1")]
    assert failures(stage, Context.CONTRACTS, NOON) == []


def test_the_engine_is_asked_for_all_lines_and_those_that_count_are_kept() -> None:
    stage, logs = cloud("local")
    found = failures(stage, Context.WEB, NOON)
    assert [set(asked) for asked in logs.asked] == [{"startTime"}] * 2
    assert [(one.text, one.correlation_id) for one in found] == [
        ("unexpected_error: KeyError: [b]", "c1"),
        ("2026-03-02T12:00:10.001Z 8b1c Task timed out after 10.01 seconds", None),
        ('{"level": "ERROR"}', None),
    ]
    assert watch_failures(stage, NOON) == []


def test_what_the_queue_watch_found_is_shown_with_the_failures(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stage, _ = cloud("ana")
    monkeypatch.setattr(command, "cloud_of", lambda _: stage)
    command.show_failures(since="2026-03-02T12:00:00Z")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2026-03-02 12:00:00  unicorn-ana-web-x  unexpected_error: KeyError: [b]  correlation c1"
    assert lines[-1] == f"2026-03-02 12:00:00  {WATCH}  DeadLetters: Read them: a 2"
    command.show_failures(context=Context.CONTRACTS, since="2026-03-02T12:00:00Z")
    assert capsys.readouterr() == ("", "No failures since 2026-03-02T12:00:00Z.\n")
    command.show_failures(context=Context.WEB, since="2026-03-02T12:00:00Z", as_json=True)
    first = json.loads(capsys.readouterr().out)[0]
    assert (first["at"], first["log_group"], first["line"]) == ("2026-03-02T12:00:00.000+00:00", GROUP, LINES[GROUP][0])
