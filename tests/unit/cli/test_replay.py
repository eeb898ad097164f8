"""Which recorded events are put back, how they are marked, and in which order."""

import json
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber
from rich.console import Console
from typer.testing import CliRunner

from unicorn_cli import app
from unicorn_cli.bus import replay as replays
from unicorn_cli.bus.envelopes import Envelope, check_property_id
from unicorn_cli.bus.replay import plan, put_back
from unicorn_cli.bus.times import moment, span
from unicorn_cli.commands import bus as bus_commands
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.steps import Steps
from unicorn_cli.terminal.waiting import eventually

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUSE = "usa/anytown/main-street/111"


def told(detail_type: str, second: int, *, numbered: bool = True, **data: Any) -> Envelope:
    metadata = {"metadata": {"occurred_at": f"2026-03-02T12:00:{second:02}.5Z", "sequence": 1}} if numbered else {}
    return {
        "id": f"{detail_type}-{second}",
        "source": "unicorn.web",
        "detail-type": detail_type,
        "time": f"2026-03-02T12:00:{second:02}Z",
        "detail": metadata | {"property_id": HOUSE} | data,
    }


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("now", NOON),
        ("1h ago", NOON - timedelta(hours=1)),
        ("90s", NOON - timedelta(seconds=90)),
        ("2 d ago", NOON - timedelta(days=2)),
        ("2026-03-02T13:00:00+01:00", NOON),
        ("2026-03-02T12:00:00.5Z", NOON + timedelta(seconds=0.5)),
    ],
)
def test_a_moment_is_read_as_people_write_it(text: str, meant: datetime) -> None:
    assert moment(text, NOON) == meant


@pytest.mark.parametrize("text", ["", "yesterday", "1w ago", "2026-03-02T12:00:00", "-1h", "12:00", "99999999d"])
def test_what_is_no_moment_is_said_with_the_mend(text: str) -> None:
    with pytest.raises(Problem) as problem:
        moment(text, NOON)
    assert "2026-03-02T09:00:00Z" in problem.value.mend


def test_a_span_that_ends_before_it_begins_is_a_problem() -> None:
    assert span("1h ago", "now", NOON) == (NOON - timedelta(hours=1), NOON)
    with pytest.raises(Problem, match="'now' is not before '1h ago'"):
        span("now", "1h ago", NOON)


@pytest.mark.parametrize("text", ["", "usa", "usa/anytown/main street/1", "usa/anytown/main-street/1/2", "a/b/c/d#"])
def test_what_is_no_property_id_is_said(text: str) -> None:
    assert check_property_id(f" {HOUSE.upper()} ") == HOUSE
    with pytest.raises(Problem, match="is not a property id"):
        check_property_id(text)


def test_decisions_go_first_then_what_is_true_now_and_then_the_rest() -> None:
    events = [
        told("ContractStatusChanged", 1),
        told("ContractStatusChanged", 5),
        told("PublicationEvaluationCompleted", 4),
        told("PublicationRevoked", 6),
        told("PublicationApprovalRequested", 2),
        told("PublicationEvaluationCompleted", 3),
    ]
    assert [event["id"] for event in plan(events, "r").events] == [
        "PublicationEvaluationCompleted-3",
        "PublicationEvaluationCompleted-4",
        "PublicationRevoked-6",
        "ContractStatusChanged-5",
        "ContractStatusChanged-1",
        "PublicationApprovalRequested-2",
    ]


def test_what_is_put_back_is_marked_and_else_as_it_was() -> None:
    event = told("ContractStatusChanged", 1, contract_status="DRAFT")
    (marked,) = plan([event], "replay-1").events
    assert marked["detail"]["metadata"] == event["detail"]["metadata"] | {"replay": "replay-1"}
    assert marked | {"detail": None} == event | {"detail": None}
    assert "replay" not in event["detail"]["metadata"]


def test_events_of_older_systems_cannot_be_marked_and_are_left_out() -> None:
    replay = plan([told("ContractStatusChanged", 1, numbered=False), told("ContractStatusChanged", 2)], "r")
    assert (len(replay.events), replay.left_out) == (1, 1)


class Bus:
    """What is asked of EventBridge and SQS; the first call refuses one entry."""

    def __init__(self, depths: list[int], *, refuses: int = 1) -> None:
        self.depths, self.refuses = depths, refuses
        self.calls: list[list[int]] = []

    def put_events(self, Entries: list[dict[str, Any]]) -> dict[str, Any]:
        self.calls.append([json.loads(entry["Detail"])["n"] for entry in Entries])
        refused, self.refuses = self.refuses > 0, self.refuses - 1
        bad = {"ErrorCode": "ThrottlingException", "ErrorMessage": "Slow down"}
        return {"Entries": [bad if refused and not n else {"EventId": "x"} for n, _ in enumerate(Entries)]}

    def get_queue_attributes(self, **_: Any) -> dict[str, Any]:
        depth = self.depths.pop(0) if self.depths else 0
        return {
            "Attributes": {
                "ApproximateNumberOfMessages": str(depth),
                "ApproximateNumberOfMessagesNotVisible": "0",
            }
        }


def put(bus: Bus, events: list[Envelope], monkeypatch: pytest.MonkeyPatch) -> None:
    cloud: Any = type("FakeCloud", (), {"events": bus, "sqs": bus, "is_local": True})
    monkeypatch.setattr(replays, "_consumers", lambda *_: ["queue"])
    with Steps(Console(file=StringIO())) as steps, steps.step("put") as step:
        put_back(plan(events, "r"), cloud, cloud, "bus", step)


def test_a_refused_event_is_sent_again_and_calls_stay_small(monkeypatch: pytest.MonkeyPatch) -> None:
    bus = Bus([])
    events = [told("PublicationRevoked", n, n=n, text="x" * (150_000 if n < 2 else 1)) for n in range(13)]
    put(bus, events, monkeypatch)
    assert bus.calls == [[0], [0], [1, 2, 3, 4, 5, 6, 7, 8, 9], [10, 11, 12]]


def test_what_is_next_waits_until_the_queues_are_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replays, "eventually", lambda look, **_: eventually(look, every=0))
    bus = Bus([3, 1, 0, 2, 0, 0], refuses=0)
    put(bus, [told("PublicationRevoked", 1, n=1)], monkeypatch)
    assert bus.depths == []


def test_a_bus_that_goes_on_refusing_is_a_problem_in_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Problem, match="Slow down"):
        put(Bus([], refuses=99), [told("PublicationRevoked", 1, n=1)], monkeypatch)


def test_only_consumers_are_waited_for() -> None:
    """A listener's queue has no dead letters, and nobody knows when it is read."""
    cloud = Cloud("dev", boto3.Session("a", "b", region_name="eu-west-1"))
    with Stubber(cloud.events) as events, Stubber(cloud.sqs) as sqs:
        events.add_response("list_rules", {"Rules": [{"Name": "a"}, {"Name": "b"}]})
        for name in ("consumer", "listener"):
            targets = [{"Id": "t", "Arn": f"arn:aws:sqs:eu-west-1:000000000000:{name}"}]
            events.add_response("list_targets_by_rule", {"Targets": targets})
        for name, attributes in (("consumer", {"RedrivePolicy": "{}"}), ("listener", {})):
            sqs.add_response("get_queue_url", {"QueueUrl": f"https://sqs/{name}"}, {"QueueName": name})
            sqs.add_response("get_queue_attributes", {"Attributes": attributes})
        assert list(replays._consumers(cloud, "bus")) == ["https://sqs/consumer"]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The stages whose cloud was asked for; none of them is reached."""
    found: list[str] = []

    def cloud_of(stage: str, _: object) -> None:
        found.append(stage)
        raise Problem("No cloud here", "Try elsewhere")

    monkeypatch.setattr(bus_commands, "cloud_of", cloud_of)
    return found


def test_prod_is_touched_only_by_who_says_yes(asked: list[str]) -> None:
    command = ["replay", "--from", "1h ago", "--stage", "prod"]
    assert CliRunner().invoke(app.app, command, input="n\n").exit_code == 1
    assert asked == []
    CliRunner().invoke(app.app, command, input="y\n")
    CliRunner().invoke(app.app, [*command, "--yes"])
    CliRunner().invoke(app.app, ["replay", "--from", "1h ago", "--stage", "dev"])
    assert asked == ["prod", "prod", "dev"]


@pytest.mark.parametrize("wrong", [["--from", "soon"], ["--from", "1h ago", "--property", "house 7"]])
def test_what_is_mistyped_is_said_before_anything_is_asked(asked: list[str], wrong: list[str]) -> None:
    result = CliRunner().invoke(app.app, ["replay", "--stage", "prod", *wrong])
    assert isinstance(result.exception, Problem)
    assert asked == []
