"""`unicorn reconcile`: which functions it invokes, until when, and what it prints and returns."""

import json
from datetime import UTC, datetime
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
import typer

from unicorn_cli.bus.dead_letter import DeadLetter
from unicorn_cli.bus.stream_dead_letters import Form, form_of
from unicorn_cli.commands import reconcile as command
from unicorn_cli.terminal.problems import Problem

PUBLISHER, SYNC = "unicorn-ana-contracts-publish-contract-changes", "unicorn-ana-properties-sync-property-approvals"


class FakeCloud:
    """Functions whose rounds take two runs."""

    stage = "ana"

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.answers: dict[str, dict[str, Any]] = {
            "": {"found": 3, "done": 2, "failed": 0, "next": "p"},
            "p": {"found": 1, "next": None},
        }
        self.error: str | None = None

    def client(self, _: str) -> Any:
        return SimpleNamespace(invoke=self.invoke)

    def invoke(self, *, FunctionName: str, Payload: bytes) -> dict[str, Any]:
        asked = json.loads(Payload)["reconcile"]
        self.asked.append((FunctionName, asked))
        asked = asked | {"after": asked["after"].removeprefix("feed ")}
        if self.error:
            return {"FunctionError": "Unhandled", "Payload": BytesIO(self.error.encode())}
        answer = {"done": 0, "failed": 0} | self.answers[asked["after"]]
        return {"Payload": BytesIO(json.dumps(answer).encode())}


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> FakeCloud:
    cloud = FakeCloud()
    monkeypatch.setattr(command, "cloud_of", lambda _: cloud)
    return cloud


def run(**options: Any) -> int:
    with pytest.raises(typer.Exit) as ended:
        command.reconcile(**({"stage": "ana", "context": None} | options))
    return ended.value.exit_code


def test_every_context_is_reconciled_to_the_end_of_its_round(
    cloud: FakeCloud, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run() == 0
    assert [(name, asked["after"]) for name, asked in cloud.asked] == [
        (PUBLISHER, ""),
        (PUBLISHER, "p"),
        ("unicorn-ana-web-publish-listing-changes", ""),
        ("unicorn-ana-web-publish-listing-changes", "p"),
        (SYNC, ""),
        (SYNC, "p"),
        ("unicorn-ana-web-sync-photos", ""),
        ("unicorn-ana-web-sync-photos", "p"),
        ("unicorn-ana-web-publish-listing-changes", "feed "),
        ("unicorn-ana-web-publish-listing-changes", "p"),
        ("unicorn-ana-web-send-alerts", ""),
        ("unicorn-ana-web-send-alerts", "p"),
    ]
    assert capsys.readouterr().out.splitlines() == [
        "contracts: 4 latest facts of contracts, 2 published again.",
        "web: 4 pending publication requests, 2 published again.",
        "properties: 4 properties that require an action, 2 synced.",
        "photos: 4 listings whose photos differ from what they show, 2 synced.",
        "feed: 4 listings whose entry in the RESO feed is missing or old, 2 synced.",
        "alerts: 4 saved searches that are due a mail, 2 mailed.",
    ]


def test_one_context_alone_as_json(cloud: FakeCloud, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(context=command.Context.PROPERTIES, as_json=True) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"context": "properties", "found": 4, "done": 2, "failed": 0, "runs": 2}
    ]
    assert {name for name, _ in cloud.asked} == {SYNC}


def test_a_dry_run_says_that_nothing_was_done(cloud: FakeCloud, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(context=command.Context.WEB, dry_run=True, all_=True) == 0
    assert [(asked["dry_run"], asked["all"]) for _, asked in cloud.asked] == [(True, True)] * 2
    assert capsys.readouterr().out == "web: 4 pending publication requests found; nothing was done.\n"


def test_a_failure_is_the_exit_status(cloud: FakeCloud, capsys: pytest.CaptureFixture[str]) -> None:
    cloud.answers["p"] = {"found": 1, "failed": 1, "next": None}
    assert run(context=command.Context.CONTRACTS) == 1
    assert "1 failed: run the command again" in capsys.readouterr().out


def test_a_function_that_fails_is_a_problem_that_names_its_log(cloud: FakeCloud) -> None:
    cloud.error = "StoreUnavailable"
    with pytest.raises(Problem, match="The reconciliation of contracts failed: StoreUnavailable"):
        command.reconcile(stage="ana", context=None)


def test_a_round_that_does_not_get_on_ends(cloud: FakeCloud) -> None:
    cloud.answers["p"] = {"found": 0, "next": "p"}
    with pytest.raises(Problem, match="does not get on"):
        command.reconcile(stage="ana", context=None)


def test_the_schedules_dead_letter_can_be_redriven() -> None:
    letter = DeadLetter(message_id="m", sent_at=datetime.now(UTC), body='{"reconcile": {}}')
    assert form_of(letter) is Form.SCHEDULE
