"""Which archived events are replayed, how they are marked, and in which order."""

import json
import time
from datetime import UTC, datetime, timedelta, timezone
from io import StringIO
from itertools import chain
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber
from hypothesis import given
from hypothesis import strategies as some
from rich.console import Console
from typer.testing import CliRunner

from unicorn_cli import app
from unicorn_cli.bus import replay as replays
from unicorn_cli.bus.envelopes import Envelope, check_property_id
from unicorn_cli.bus.queues import consumers, holds_only_newer
from unicorn_cli.bus.replay import plan, publish
from unicorn_cli.bus.spool import Spool
from unicorn_cli.bus.subscription import RETENTION
from unicorn_cli.bus.times import parse_period, parse_time
from unicorn_cli.commands import bus as bus_commands
from unicorn_cli.stages.cloud import Cloud, RenewedRole
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.steps import Steps
from unicorn_cli.terminal.waiting import eventually

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUSE = "usa/anytown/main-street/111"


def archived(detail_type: str, second: int, *, numbered: bool = True, **data: Any) -> Envelope:
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
        ("2026-03-01", NOON - timedelta(hours=36)),
        (" yesterday", NOON - timedelta(hours=36)),
        ("today", NOON - timedelta(hours=12)),
    ],
)
def test_a_time_is_read_as_people_write_it(text: str, meant: datetime) -> None:
    assert parse_time(text, NOON) == meant


@pytest.mark.parametrize("text", ["", "tomorrow", "1w ago", "2026-03-02T12:00:00", "-1h", "12:00", "99999999d"])
def test_a_text_that_is_not_a_time_is_a_problem_with_an_example(text: str) -> None:
    with pytest.raises(Problem) as problem:
        parse_time(text, NOON)
    assert "2026-03-02T09:00:00Z" in problem.value.fix


def test_a_period_that_ends_before_it_begins_is_a_problem() -> None:
    assert parse_period("1h ago", "now", NOON) == (NOON - timedelta(hours=1), NOON)
    with pytest.raises(Problem, match="'now' is not before '1h ago'"):
        parse_period("now", "1h ago", NOON)


@pytest.mark.parametrize("text", ["2026-02-30", "٢٠٢٦-٠٣-٠٢", "999999d ago"])
def test_a_day_that_no_calendar_has_is_a_problem(text: str) -> None:
    with pytest.raises(Problem, match="is not a"):
        parse_time(text, NOON)


@given(some.integers(0, 3000), some.integers(0, 3000))
def test_a_period_of_days_has_both_days_whole_and_nothing_of_the_future(first: int, last: int) -> None:
    begin, end = (NOON.date() - timedelta(days=days) for days in (max(first, last), min(first, last)))
    found = parse_period(str(begin), str(end), NOON)
    assert found[0] == datetime.combine(begin, datetime.min.time(), UTC)
    assert found[1] == min(datetime.combine(end, datetime.min.time(), UTC) + timedelta(days=1), NOON)


def test_yesterday_is_the_day_before_that_of_utc() -> None:
    yesterday = NOON - timedelta(hours=36)
    assert parse_period("yesterday", "yesterday", NOON) == (yesterday, yesterday + timedelta(days=1))
    late = datetime(2026, 3, 2, 1, tzinfo=timezone(timedelta(hours=2)))  # still the 1st of March in UTC
    assert parse_time("yesterday", late) == NOON - timedelta(hours=60)


@pytest.mark.parametrize("text", ["", "usa", "usa/anytown/main-street/1/2", "a/b/c/#", "a//c/d"])
def test_a_text_that_is_not_a_property_id_is_a_problem(text: str) -> None:
    assert check_property_id(f" {HOUSE.upper()} ") == HOUSE
    with pytest.raises(Problem, match="is not a property id"):
        check_property_id(text)


def test_a_typed_address_is_taken_for_its_id() -> None:
    assert check_property_id("USA/Anytown/Main Street/111") == HOUSE
    assert check_property_id("USA/Anytown/Main Street/12½") == "usa/anytown/main-street/12-1-2-xw2tqvy3yn5yabyt4"


def planned(events: list[Envelope], name: str = "r") -> list[Envelope]:
    """Return the events of a replay in the order in which it publishes them."""
    with Spool.opened() as spool:
        spool.add(events)
        return list(chain.from_iterable(plan(spool, name).parts()))


def test_decisions_go_first_then_latest_contract_statuses_then_the_rest() -> None:
    events = [
        archived("ContractStatusChanged", 1),
        archived("ContractStatusChanged", 5),
        archived("PublicationEvaluationCompleted", 4),
        archived("PublicationRevoked", 6),
        archived("PublicationApprovalRequested", 2),
        archived("PublicationEvaluationCompleted", 3),
    ]
    assert [event["id"] for event in planned(events)] == [
        "PublicationEvaluationCompleted-3",
        "PublicationEvaluationCompleted-4",
        "PublicationRevoked-6",
        "ContractStatusChanged-5",
        "ContractStatusChanged-1",
        "PublicationApprovalRequested-2",
    ]


def test_a_replayed_event_is_marked_and_otherwise_unchanged() -> None:
    event = archived("ContractStatusChanged", 1, contract_status="DRAFT")
    (marked,) = planned([event], "replay-1")
    assert marked["detail"]["metadata"] == event["detail"]["metadata"] | {"replay": "replay-1"}
    assert marked | {"detail": None} == event | {"detail": None}
    assert "replay" not in event["detail"]["metadata"]


def test_an_event_with_a_sequence_that_none_can_have_is_replayed_like_any_other() -> None:
    """Its consumers refuse it, and put it with their dead letters."""
    event = archived("ContractStatusChanged", 1)
    event["detail"]["metadata"]["sequence"] = 10**30
    (marked,) = planned([event])
    assert marked["detail"]["metadata"]["sequence"] == 10**30


def test_unsound_events_are_left_out_and_are_no_latest_status() -> None:
    events = [archived("ContractStatusChanged", second, sound=second < 3) for second in (1, 2, 3)]
    with Spool.opened() as spool:
        spool.add([*events, archived("PublicationRevoked", 4, sound=False)])
        replay = plan(spool, "r", lambda event: event["detail"]["sound"])
        assert (replay.counts, replay.skipped) == ({"ContractStatusChanged": 2}, 0)
        assert replay.unsound == {"ContractStatusChanged": 1, "PublicationRevoked": 1}
        assert [event["id"] for part in replay.parts() for event in part] == [
            "ContractStatusChanged-2",
            "ContractStatusChanged-1",
        ]


def test_events_without_metadata_are_skipped() -> None:
    with Spool.opened() as spool:
        spool.add([archived("ContractStatusChanged", 1, numbered=False), archived("ContractStatusChanged", 2)])
        replay = plan(spool, "r")
        assert (replay.size, replay.skipped) == (1, 1)


class Bus:
    """Fakes EventBridge and SQS; the first call rejects one entry."""

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
    cloud: Any = type("FakeCloud", (), {"client": staticmethod(lambda _: bus), "is_local": True})
    monkeypatch.setattr(replays, "consumers", lambda *_: ["queue"])
    monkeypatch.setattr(time, "sleep", lambda _: None)
    with Steps(Console(file=StringIO())) as steps, steps.step("put") as step, Spool.opened() as spool:
        spool.add(events)
        publish(plan(spool, "r"), lambda: cloud, cloud, "bus", step)


def test_a_rejected_event_is_sent_again_and_calls_stay_small(monkeypatch: pytest.MonkeyPatch) -> None:
    bus = Bus([])
    events = [archived("PublicationRevoked", n, n=n, text="x" * (150_000 if n < 2 else 1)) for n in range(13)]
    put(bus, events, monkeypatch)
    assert sorted(bus.calls) == [[0], [0], [1, 2, 3, 4, 5, 6, 7, 8, 9], [10, 11, 12]]


def test_the_next_part_waits_until_the_queues_are_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replays, "eventually", lambda look, **_: eventually(look, every=0))
    bus = Bus([3, 1, 0, 2, 0, 0], refuses=0)
    put(bus, [archived("PublicationRevoked", 1, n=1)], monkeypatch)
    assert bus.depths == []


def test_no_part_is_published_before_the_one_before_it_is_handled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replays, "eventually", lambda look, **_: eventually(look, every=0))
    left: list[int] = []

    class Watched(Bus):
        def put_events(self, Entries: list[dict[str, Any]]) -> dict[str, Any]:
            left.append(len(self.depths))
            return super().put_events(Entries)

    events = [archived("PublicationRevoked", 1, n=1), archived("PublicationApprovalRequested", 2, n=2)]
    put(bus := Watched([1, 0, 0, 2, 0, 0], refuses=0), events, monkeypatch)
    assert (left, bus.depths) == ([6, 3], [])


def test_a_bus_that_keeps_rejecting_is_a_problem_with_its_error_message(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Problem, match="Slow down"):
        put(Bus([], refuses=99), [archived("PublicationRevoked", 1, n=1)], monkeypatch)


def test_only_consumers_are_waited_for() -> None:
    """A temporary subscription's queue has no dead-letter queue, and may never be read."""
    cloud = Cloud("dev", boto3.Session("a", "b", region_name="eu-west-1"))
    with Stubber(cloud.client("events")) as events, Stubber(cloud.client("sqs")) as sqs:
        events.add_response("list_rules", {"Rules": [{"Name": "a"}, {"Name": "b"}]})
        for name in ("consumer", "listener"):
            targets = [{"Id": "t", "Arn": f"arn:aws:sqs:eu-west-1:000000000000:{name}"}]
            events.add_response("list_targets_by_rule", {"Targets": targets})
        for name, attributes in (("consumer", {"RedrivePolicy": "{}"}), ("listener", {})):
            sqs.add_response("get_queue_url", {"QueueUrl": f"https://sqs/{name}"}, {"QueueName": name})
            sqs.add_response("get_queue_attributes", {"Attributes": attributes})
        assert list(consumers(cloud, "bus")) == ["https://sqs/consumer"]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The stages whose cloud was asked for; none of them is reached."""
    found: list[str] = []

    def cloud_of(stage: str) -> None:
        found.append(stage)
        raise Problem("No cloud here", "Try elsewhere")

    monkeypatch.setattr(bus_commands, "cloud_of", cloud_of)
    return found


def test_a_replay_on_prod_needs_a_confirmation(asked: list[str]) -> None:
    command = ["replay", "--from", "1h ago", "--stage", "prod"]
    assert CliRunner().invoke(app.app, command, input="n\n").exit_code == 1
    assert asked == []
    CliRunner().invoke(app.app, command, input="y\n")
    CliRunner().invoke(app.app, [*command, "--yes"])
    CliRunner().invoke(app.app, ["replay", "--from", "1h ago", "--stage", "dev"])
    assert asked == ["prod", "prod", "dev"]


@pytest.mark.parametrize("wrong", [["--from", "soon"], ["--from", "1h ago", "--property", "house 7"]])
def test_a_wrong_argument_is_reported_before_any_call(asked: list[str], wrong: list[str]) -> None:
    result = CliRunner().invoke(app.app, ["replay", "--stage", "prod", *wrong])
    assert isinstance(result.exception, Problem)
    assert asked == []


class BusyStage:
    """Fakes SQS and CloudWatch: a queue that is never empty, and the age of its oldest message by the minute."""

    is_local = False

    def __init__(self, ages: list[float], sent: datetime) -> None:
        self.points = [
            {"Timestamp": sent + timedelta(minutes=minute), "Maximum": age} for minute, age in enumerate(ages)
        ]

    def client(self, _: str) -> "BusyStage":
        return self

    def get_queue_attributes(self, **_: Any) -> dict[str, Any]:
        names = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible")
        return {"Attributes": dict.fromkeys(names, "7")}

    def get_metric_statistics(self, **_: Any) -> dict[str, Any]:
        return {"Datapoints": self.points}


@pytest.mark.parametrize(
    ("ages", "handled"),
    [
        ([], False),  # metrics are minutes late
        ([0], False),  # the minute in which the last event was sent
        ([5, 70, 130], False),  # a message of before is still there
        ([5, 70, 119], True),
        ([5, 3], True),
    ],
)
def test_a_busy_queue_is_done_when_its_oldest_message_is_newer(ages: list[float], *, handled: bool) -> None:
    stage: Any = BusyStage(ages, NOON)
    assert holds_only_newer(stage, "https://sqs/queue", NOON) is handled


def test_a_replay_on_a_busy_stage_goes_on_and_does_not_wait_for_an_empty_queue(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(replays, "eventually", lambda look, **_: eventually(look, every=0, seconds=1))
    long_after = datetime.now(UTC) + timedelta(hours=1)
    busy: Any = BusyStage([1], long_after)
    replays._wait_until_handled(busy, ["https://sqs/queue"])
    stuck: Any = BusyStage([7200], long_after)
    with pytest.raises(Problem, match="not handled in time, in queue"):
        replays._wait_until_handled(stuck, ["https://sqs/queue"])


def test_a_role_is_assumed_again_before_its_credentials_end() -> None:
    now, assumed = [0.0], []

    class Stage:
        def as_role(self, role: str, name: str) -> Any:
            assumed.append((role, name))
            return BusyStage([], NOON)

    stage: Any = Stage()
    role = RenewedRole(stage, "role", "replay-1", clock=lambda: now[0])
    first = role()
    now[0] = 1799
    assert role() is first
    now[0] = 1800
    assert role() is not first
    assert assumed == [("role", "replay-1")] * 2


def test_a_temporary_queue_keeps_events_as_long_as_sqs_can() -> None:
    assert int(RETENTION) == timedelta(days=14).total_seconds()
