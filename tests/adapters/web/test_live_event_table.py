"""The live feed's table: no event is missed or returned twice, and only the newest are kept."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from live_feed_service.adapters.event_table import LiveEventTable
from live_feed_service.domain import Filter, LiveEvent, Position

from tests.templates import create_table
from unicorn_kit.errors import StoreUnavailable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TABLE = "WebLiveEventsTable"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
EVERYTHING = Filter()
HOUSE, OTHER = "usa/anytown/main-street/111", "usa/anytown/main-street/112"


@pytest.fixture
def table(client: "DynamoDBClient") -> Iterator["DynamoDBClient"]:
    create_table(client, "unicorn_web", TABLE)
    yield client
    client.delete_table(TableName=TABLE)


@pytest.fixture
def live_events(table: "DynamoDBClient") -> LiveEventTable:
    return LiveEventTable(table, TABLE, kept=4)


def an_event(event_id: str, **changes: Any) -> LiveEvent:
    fields: dict[str, Any] = {
        "event_id": event_id,
        "time": NOON,
        "source": "unicorn.web",
        "detail_type": "PublicationApprovalRequested",
        "property_id": HOUSE,
        "correlation_id": "c",
        "detail": {"listprice": 199.99, "description": "Ünïcorn <b>", "images": []},
    }
    return LiveEvent(**fields | changes)


def append(live_events: LiveEventTable, *names: str, **changes: Any) -> None:
    for name in names:
        assert live_events.append(an_event(name, **changes), until=NOON)


def newest(live_events: LiveEventTable, focus: Filter = EVERYTHING) -> str:
    return "".join(event.event_id for event in live_events.newest(focus, limit=10).events)


def test_an_event_is_read_as_it_was_written(live_events: LiveEventTable) -> None:
    append(live_events, "a")
    assert live_events.newest(EVERYTHING, limit=10).events == [an_event("a")]


def test_an_event_is_recorded_once(live_events: LiveEventTable) -> None:
    append(live_events, "a", "b")
    assert not live_events.append(an_event("a"), until=NOON)
    assert newest(live_events) == "ab"


def test_a_reader_continues_at_its_cursor(live_events: LiveEventTable) -> None:
    mark = live_events.newest(EVERYTHING, limit=10).position
    append(live_events, "a", "b", "c")
    first = live_events.after(mark, EVERYTHING, limit=2)
    rest = live_events.after(first.position, EVERYTHING, limit=2)
    nothing = live_events.after(rest.position, EVERYTHING, limit=2)
    ids = ["".join(event.event_id for event in stretch.events) for stretch in (first, rest, nothing)]
    assert ids == ["ab", "c", ""]
    assert [stretch.has_more for stretch in (first, rest, nothing)] == [True, False, False]


def test_a_poll_that_finds_nothing_reads_one_item(live_events: LiveEventTable, monkeypatch: pytest.MonkeyPatch) -> None:
    append(live_events, "a")
    mark = live_events.newest(EVERYTHING, limit=1).position
    monkeypatch.delattr(LiveEventTable, "_page")
    assert live_events.after(mark, EVERYTHING, limit=100).position == mark


def test_a_filter_returns_its_own_events_and_advances_past_all_others(live_events: LiveEventTable) -> None:
    append(live_events, "a")
    append(live_events, "b", property_id=OTHER)
    append(live_events, "c", correlation_id=None, property_id=None)
    assert newest(live_events, Filter(property_id=OTHER)) == "b"
    assert newest(live_events, Filter(correlation_id="c")) == "ab"
    assert newest(live_events, Filter(correlation_id="c", property_id=HOUSE)) == "a"
    assert (
        live_events.newest(Filter(property_id=HOUSE), limit=10).position
        == live_events.newest(EVERYTHING, limit=1).position
    )


def test_only_the_newest_are_kept(live_events: LiveEventTable, table: "DynamoDBClient") -> None:
    append(live_events, *"abcdef")
    assert newest(live_events) == newest(live_events, Filter(property_id=HOUSE)) == "cdef"
    assert table.scan(TableName=TABLE)["Count"] == 1 + 4 * 4  # the head; each event in its three views, and its mark
    append(live_events, "a")  # its mark was deleted
    assert newest(live_events) == "defa"


def test_a_position_of_another_feed_starts_at_the_first_event(live_events: LiveEventTable) -> None:
    append(live_events, "a")
    assert [event.event_id for event in live_events.after(Position("gone", 99), EVERYTHING, limit=9).events] == ["a"]


def test_two_concurrent_writers_leave_no_gap(live_events: LiveEventTable, monkeypatch: pytest.MonkeyPatch) -> None:
    append(live_events, "a")
    heads = [live_events._head()]
    append(live_events, "b")
    current = live_events._head
    monkeypatch.setattr(live_events, "_head", lambda: heads.pop() if heads else current())
    append(live_events, "c")
    assert not heads
    stretch = live_events.newest(EVERYTHING, limit=9)
    assert ["".join(event.event_id for event in stretch.events), stretch.position.number] == ["abc", 3]


def test_a_writer_that_always_loses_the_race_gives_up_and_is_retried(
    live_events: LiveEventTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(live_events, "a")
    stale = live_events._head()
    append(live_events, "b")
    monkeypatch.setattr(live_events, "_head", lambda: stale)
    with pytest.raises(StoreUnavailable):
        live_events.append(an_event("c"), until=NOON)


def test_items_have_a_time_to_live(live_events: LiveEventTable, table: "DynamoDBClient") -> None:
    append(live_events, "a")
    items = [item for item in table.scan(TableName=TABLE)["Items"] if item["pk"]["S"] != "HEAD"]
    assert {item["expires_at"]["N"] for item in items} == {str(int(NOON.timestamp()))}
