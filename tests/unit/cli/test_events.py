"""Subscribing to the bus, and reading its archive, on moto."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import boto3
import pytest
from moto import mock_aws
from rich.console import Console

from unicorn_cli.bus import archive, reading
from unicorn_cli.bus.envelopes import Envelope
from unicorn_cli.bus.follow import EventFilter, follow
from unicorn_cli.bus.show_events import EventPrinter
from unicorn_cli.bus.subscription import remove_abandoned, subscribe
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem

BUS, HOUSE = "unicorn-dev", "usa/anytown/main-street/111"


@pytest.fixture(scope="module")
def cloud() -> Iterator[Cloud]:
    with mock_aws():
        cloud = Cloud("dev", boto3.Session("a", "b", region_name="us-east-1"))
        cloud.client("events").create_event_bus(Name=BUS)
        yield cloud


def put(cloud: Cloud, source: str = "unicorn.web", **detail: Any) -> None:
    entry = {"EventBusName": BUS, "Source": source, "DetailType": "SomethingHappened", "Detail": json.dumps(detail)}
    cloud.client("events").put_events(Entries=[entry])  # type: ignore[list-item]


def left(cloud: Cloud) -> int:
    rules = cloud.client("events").list_rules(EventBusName=BUS, NamePrefix="unicorn-dev-tap")["Rules"]
    return len(rules) + len(cloud.client("sqs").list_queues(QueueNamePrefix="unicorn-dev-tap").get("QueueUrls", []))


def test_a_subscription_gets_matching_events_and_leaves_nothing_behind(cloud: Cloud) -> None:
    with subscribe(cloud, BUS, EventFilter(property_id=HOUSE).pattern()) as subscription:
        put(cloud, property_id=HOUSE, n=1)
        put(cloud, property_id="usa/anytown/main-street/1")
        put(cloud, source="somebody.else", property_id=HOUSE)
        assert [event["detail"]["n"] for event in subscription.receive(wait=0)] == [1]
        assert subscription.receive(wait=0) == []
        assert left(cloud) == 2
    assert left(cloud) == 0


def test_an_interrupt_ends_following_and_leaves_nothing_behind(cloud: Cloud) -> None:
    with pytest.raises(KeyboardInterrupt), closing(follow(cloud, BUS, EventFilter())) as arriving:
        assert next(arriving) is None
        put(cloud, n=1)
        event = next(arriving)
        assert event is not None
        assert event["detail"] == {"n": 1}
        raise KeyboardInterrupt
    assert left(cloud) == 0


def test_the_next_subscription_removes_abandoned_ones_only(cloud: Cloud) -> None:
    with subscribe(cloud, BUS, EventFilter().pattern()) as mine:
        alive = mine.queue.rsplit("/", 1)[-1]
        for owner in ("99999999-1", f"{alive.split('-')[4]}-1"):  # no such process; one with a dead one's number
            cloud.client("sqs").create_queue(QueueName=f"unicorn-dev-tap-{alive.split('-')[3]}-{owner}-abcdef")
        elsewhere = int(datetime.now(UTC).timestamp())
        cloud.client("sqs").create_queue(QueueName=f"unicorn-dev-tap-00000000-1-{elsewhere}-abcdef")
        cloud.client("sqs").create_queue(QueueName=f"unicorn-dev-tap-00000000-1-{elsewhere - 1_300_000}-abcdef")
        remove_abandoned(cloud, BUS)
        queues = {
            url.rsplit("/", 1)[-1]
            for url in cloud.client("sqs").list_queues(QueueNamePrefix="unicorn-dev")["QueueUrls"]
        }
    assert queues == {alive, f"unicorn-dev-tap-00000000-1-{elsewhere}-abcdef"}


def test_the_archive_is_read_by_a_subscription_and_has_no_replayed_events(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "WAIT", 0)
    monkeypatch.setattr(reading, "QUIET", 0.0)
    now = datetime.now(UTC)
    with pytest.raises(Problem, match="has no archive"), archive.read_archive(cloud, BUS, (now, now)):
        pass
    archive.ensure_archive(cloud, BUS)
    archive.ensure_archive(cloud, BUS)
    put(cloud, n=1, property_id=HOUSE)
    put(cloud, n=2, metadata={"replay": "replay-1"})
    put(cloud, n=3, property_id="usa/anytown/main-street/1")
    period = (now - timedelta(hours=1), datetime.now(UTC))
    with archive.read_archive(cloud, BUS, period) as spool:
        read = list(spool.in_order())
    assert sorted(event["detail"]["n"] for event in read) == [1, 3]  # events of one second have no order
    assert "replay-name" not in read[0]
    with archive.read_archive(cloud, BUS, period, HOUSE) as spool:
        assert [event["detail"]["n"] for event in spool.in_order()] == [1]
    assert left(cloud) == 1  # the queue of another machine, of the test before


EVENT: Envelope = {
    "source": "unicorn.properties",
    "detail-type": "PublicationEvaluationCompleted",
    "time": "2026-03-02T12:00:00Z",
    "detail": {
        "metadata": {"occurred_at": "2026-03-02T12:00:00.123Z", "replay": "replay-1"},
        "property_id": HOUSE,
        "evaluation_result": "DECLINED",
        "reasons": [{"code": "NO_IMAGES", "subject": "[red]\x1b[2J"}],
    },
}


def shown(event: Envelope) -> str:
    page = StringIO()
    EventPrinter(Console(file=page, soft_wrap=True, highlight=False), Console(file=page)).show(event)
    return page.getvalue()


def test_an_event_is_one_line_with_its_result_and_its_replay() -> None:
    assert shown(EVENT).split() == [
        "2026-03-02",
        "UTC",
        "12:00:00.123",
        "unicorn.properties",
        "PublicationEvaluationCompleted",
        HOUSE,
        "DECLINED",
        "NO_IMAGES",
        "(replay-1)",
    ]


def test_the_date_is_shown_once_for_each_day_of_utc() -> None:
    page = StringIO()
    printer = EventPrinter(Console(file=page, soft_wrap=True, highlight=False), Console(file=page))
    for at in ("2026-03-02T23:59:59.999Z", "2026-03-03T01:00:00.000+02:00", "2026-03-03T00:00:00.000Z"):
        printer.show(EVENT | {"detail": {"metadata": {"occurred_at": at}}})
    lines = page.getvalue().splitlines()
    assert [line[:12].strip() for line in lines] == [
        "2026-03-02 U",
        "23:59:59.999",
        "23:00:00.000",
        "2026-03-03 U",
        "00:00:00.000",
    ]


def test_an_event_about_a_request_names_it() -> None:
    line = shown(EVENT | {"detail": EVENT["detail"] | {"request_id": "01995c8e"}})
    assert line.endswith("DECLINED NO_IMAGES  request 01995c8e  (replay-1)\n")
    assert "request" not in shown(EVENT | {"detail": EVENT["detail"] | {"request_id": 7}})


def test_a_question_to_a_person_and_the_answer_are_shown() -> None:
    asked = {"property_id": HOUSE, "questions": [{"code": "IMAGE_UNREADABLE"}], "answer_by": "2026-03-09T12:00:00.000Z"}
    assert (
        shown(EVENT | {"detail-type": "PublicationReviewRequested", "detail": asked}).split()[-1] == "IMAGE_UNREADABLE"
    )
    answer = {"property_id": HOUSE, "verdict": "APPROVED", "reviewer": "admin1", "comment": "a secret of theirs"}
    assert shown(EVENT | {"detail-type": "PublicationReviewed", "detail": answer}).split()[-1] == "APPROVED"


def test_a_hostile_event_is_still_one_line_of_plain_text() -> None:
    line = shown(EVENT | {"detail": {"property_id": "[bold]a\n\x1b[2Jb", "reasons": [1], "status": 7}})
    assert line.count("\n") == 2  # the date's too
    assert "\x1b" not in line
    assert "[bold]a" in line
    assert shown(EVENT | {"detail": "not an object"}).count("\n") == 2
    edge = {"metadata": {"occurred_at": "0001-01-01T00:00:00+14:00"}}  # before the first year of UTC
    assert shown(EVENT | {"detail": edge}).startswith("2026-03-02 UTC\n12:00:00.000")


def test_json_is_one_document_per_line(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(file=StringIO())
    EventPrinter(console, console, as_json=True).show(EVENT)
    assert json.loads(capsys.readouterr().out) == EVENT
