"""The live feed: every event is recorded once, and polls return it."""

import json
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from live_feed_service import wiring
from live_feed_service.handlers import record_events

from tests.apigateway import LambdaContext
from tests.unit.web.api import Answer, ask
from tests.unit.web.live_events import SAMPLES, FakeLiveEvents, batch, sample
from tests.unit.web.queues import dead_letters

HOUSE = "usa/anytown/main-street/111"


@pytest.fixture
def live_events(monkeypatch: pytest.MonkeyPatch) -> FakeLiveEvents:
    fake = FakeLiveEvents()
    monkeypatch.setenv("CURSOR_KEY", "a key of this test")
    monkeypatch.setattr(wiring, "live_events", lambda: fake)
    return fake


def record(*envelopes: object) -> list[object]:
    """Record events; return the ids of the messages that the queue is to deliver again."""
    answer = record_events.handler(batch(*envelopes), LambdaContext())  # type: ignore[arg-type]
    return list(answer["batchItemFailures"])


def record_many(count: int, **changes: str) -> list[str]:
    ids = [f"event-{number}" for number in range(count)]
    record(*(sample(SAMPLES[0], event_id=event_id, **changes) for event_id in ids))
    return ids


def poll(query: str = "") -> Answer:
    return ask("GET", f"/live/events{query}", claims=None)


def ids(answer: Answer) -> list[str]:
    return [event["id"] for event in answer.body["events"]]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_published_event_is_in_the_feed_whole_but_for_a_price_on_request(
    path: Path, live_events: FakeLiveEvents
) -> None:
    envelope = sample(path)
    assert record(envelope) == []
    metadata = envelope["detail"]["metadata"]
    shown = dict(envelope["detail"])
    if shown.get("price_on_request"):
        del shown["listprice"]
    assert poll().body["events"] == [
        {
            "id": metadata["event_id"],
            "time": metadata["occurred_at"],
            "source": envelope["source"],
            "detail_type": envelope["detail-type"],
            "property_id": envelope["detail"]["property_id"],
            "correlation_id": metadata["correlation_id"],
            "detail": shown,
        }
    ]


def test_an_event_that_is_delivered_twice_is_in_the_feed_once(live_events: FakeLiveEvents) -> None:
    again = sample(SAMPLES[0]) | {"id": "another envelope around the same event"}
    assert record(sample(SAMPLES[0]), again) == []
    assert len(poll().body["events"]) == 1


def test_an_event_of_an_older_system_is_in_the_feed_with_its_fields(live_events: FakeLiveEvents) -> None:
    envelope = sample(SAMPLES[0]) | {"detail": {"property_id": "USA/Anytown/Main Street/111"}}
    record(envelope)
    [event] = poll().body["events"]
    assert (event["id"], event["property_id"], event["correlation_id"]) == (envelope["id"], HOUSE, None)
    assert event["time"] == envelope["time"].replace("Z", ".000Z")


@pytest.mark.parametrize("detail", [{}, {"metadata": "?", "property_id": 7}, {"metadata": {"occurred_at": "soon"}}])
def test_an_event_of_unknown_form_is_in_the_feed_too(detail: object, live_events: FakeLiveEvents) -> None:
    assert record(sample(SAMPLES[0]) | {"detail": detail}) == []
    [event] = poll().body["events"]
    assert (event["detail"], event["property_id"]) == (detail, None)


@pytest.mark.parametrize("body", ["", "[]", '{"detail": 1}', '{"id": "", "detail": {}}'])
def test_a_message_that_is_not_an_event_is_dead_lettered_and_the_others_recorded(
    body: str, live_events: FakeLiveEvents, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = dead_letters(monkeypatch, wiring)
    assert record(body, sample(SAMPLES[0])) == []
    assert queue.bodies == [body]
    assert len(live_events.events) == 1


def test_events_are_kept_for_a_day(live_events: FakeLiveEvents) -> None:
    before = wiring.now()
    record_many(1)
    [until] = live_events.until
    assert before + timedelta(days=1) <= until <= wiring.now() + timedelta(days=1)


def test_without_a_cursor_the_newest_events_are_returned_oldest_first(live_events: FakeLiveEvents) -> None:
    assert record_many(3)[1:] == ids(poll("?limit=2"))


def test_a_poller_gets_every_event_exactly_once(live_events: FakeLiveEvents) -> None:
    start = poll()
    known = record_many(5)
    seen, answer = [], start
    while found := ids(answer := poll(f"?limit=2&after={answer.body['cursor']}")):
        seen += found
    assert (ids(start), seen) == ([], known)


def test_the_response_has_the_time_of_the_next_poll(live_events: FakeLiveEvents) -> None:
    nothing = poll()
    record_many(3)
    more = poll(f"?limit=2&after={nothing.body['cursor']}")
    rest = poll(f"?after={more.body['cursor']}")
    assert [answer.body["poll_after_ms"] for answer in (nothing, more, rest)] == [2000, 0, 1000]


def test_a_cursor_of_another_feed_starts_at_the_first_event(live_events: FakeLiveEvents) -> None:
    record_many(3)
    cursor = poll().body["cursor"]
    live_events.feed = "second"
    del live_events.events[1:]
    assert ids(poll(f"?after={cursor}")) == ["event-0"]


def test_one_property_and_one_request_can_be_followed(live_events: FakeLiveEvents) -> None:
    record(*(sample(path, event_id=path.stem, correlation_id=path.stem) for path in SAMPLES))
    of_house = poll(f"?property_id={quote('USA/Anytown/Main Street/111')}&limit=100").body["events"]
    assert {event["property_id"] for event in of_house} == {HOUSE}
    stem = SAMPLES[-1].stem
    assert ids(poll(f"?correlation_id={stem}")) == [stem]
    assert ids(poll(f"?correlation_id={stem}&property_id=a/b/c/d")) == []


def test_the_response_is_never_cached(live_events: FakeLiveEvents) -> None:
    assert poll().headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("?after=", "after"),
        ("?after=AAAA", "after"),
        (f"?after={'x' * 1001}", "after"),
        ("?limit=0", "limit"),
        ("?limit=101", "limit"),
        ("?limit=many", "limit"),
        ("?property_id=usa/anytown", "property_id"),
        (f"?property_id={'x' * 301}", "property_id"),
        ("?correlation_id=", "correlation_id"),
        ("?until=now", "until"),
    ],
)
def test_an_invalid_query_of_the_feed_is_an_error_that_names_the_parameter(
    query: str, field: str, live_events: FakeLiveEvents
) -> None:
    answer = poll(query)
    assert (answer.status, answer.fields) == (400, {field})


def test_a_cursor_of_another_route_is_rejected(live_events: FakeLiveEvents, monkeypatch: pytest.MonkeyPatch) -> None:
    cursor = poll().body["cursor"]
    monkeypatch.setenv("CURSOR_KEY", "another key")
    assert poll(f"?after={cursor}").fields == {"after"}


def test_no_published_event_has_a_field_for_a_token_or_a_seller() -> None:
    named = {name for path in SAMPLES for name in _names(json.loads(path.read_text()))}
    assert not {name for name in named if "token" in name.lower() or "seller" in name.lower()}


def _names(value: object) -> set[str]:
    if isinstance(value, list):
        return {name for entry in value for name in _names(entry)}
    if isinstance(value, dict):
        return set(value) | {name for entry in value.values() for name in _names(entry)}
    return set()
