"""Viewings in DynamoDB: with the slot, the fact, the counts and the home's state in one transaction."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from web_service.adapters.listings.listing_items import listing_item
from web_service.adapters.viewings.fact_stream import to_viewing_event
from web_service.adapters.viewings.viewing_items import slot_item, to_slot, to_viewing, viewing_item
from web_service.adapters.viewings.viewing_table import ViewingTable
from web_service.domain.limits import Limit, LimitReached
from web_service.domain.publication.rules import withdraw
from web_service.domain.viewings.slot import Slot, SlotTaken
from web_service.domain.viewings.viewing import CancelledBecause, Viewing, cancel, move
from web_service.ports.public_homes import HomeGone, PublicHome
from web_service.ports.viewings import (
    AgendaFilter,
    SlotIsBooked,
    SlotNotFound,
    SlotsChangedMeanwhile,
    ViewingChangedMeanwhile,
    ViewingNotFound,
)

from tests.adapters.web.conftest import TABLE as LISTINGS
from tests.templates import create_table
from tests.unit.web.fakes import HOUSE, MONDAY, ORIGIN, TUESDAY, approved
from tests.unit.web.public_homes import PLACE
from tests.unit.web.viewings import NOON, a_slot, a_viewing
from unicorn_kit.moments import rfc3339

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TABLE = "WebViewingsTable"
EVENT_ID = UUID(int=99)
LIMITS = (Limit(f"home#{HOUSE}", 2),)
PUBLIC = approved()
AT_ONCE = 100


@pytest.fixture
def viewings(dynamodb: "DynamoDBClient") -> Iterator[ViewingTable]:
    table = create_table(dynamodb, "unicorn_web", TABLE)
    dynamodb.put_item(TableName=LISTINGS, Item=listing_item(PUBLIC))
    yield ViewingTable(dynamodb, table, listings=LISTINGS)
    dynamodb.delete_table(TableName=table)


def facts(dynamodb: "DynamoDBClient") -> list[dict[str, Any]]:
    return [dict(item) for item in dynamodb.scan(TableName=LISTINGS)["Items"] if item["sk"]["S"] == "VIEWING"]


def offer(viewings: ViewingTable, *numbers: int, **changes: Any) -> list[Slot]:
    slots = [a_slot(number, **changes) for number in numbers]
    viewings.offer(slots, viewings.slots(slots[0].property_id))
    return slots


def book(viewings: ViewingTable, number: int = 0) -> Viewing:
    viewing = a_viewing(number)
    viewings.book(viewing, (), EVENT_ID)
    return viewing


def free(viewings: ViewingTable) -> list[str]:
    return [slot.slot_id for slot in viewings.slots(HOUSE).slots if slot.viewing_id is None]


def test_slots_are_read_as_they_were_offered_in_their_order(viewings: ViewingTable) -> None:
    later, earlier = offer(viewings, 4, 5), offer(viewings, 0, 1)
    seen = viewings.slots(HOUSE)
    assert (list(seen.slots), seen.offers) == ([*earlier, *later], 2)
    assert viewings.slot(HOUSE, later[0].slot_id) == later[0]
    with pytest.raises(SlotNotFound):
        viewings.slot(HOUSE, "20260302T0000Z")
    assert viewings.home(HOUSE) == PublicHome("agent1", rfc3339(MONDAY), PLACE)


def test_of_two_offers_that_have_not_seen_each_other_one_is_written(viewings: ViewingTable) -> None:
    for number in (0, 4):
        seen = viewings.slots(HOUSE)
        viewings.offer([a_slot(number)], seen)
        with pytest.raises(SlotsChangedMeanwhile):
            viewings.offer([a_slot(number + 1)], seen)
    assert free(viewings) == [a_slot(0).slot_id, a_slot(4).slot_id]


def test_nothing_is_offered_or_booked_in_a_home_that_was_taken_down_a_moment_ago(
    viewings: ViewingTable, dynamodb: "DynamoDBClient"
) -> None:
    offer(viewings, 0, 1)
    booked = book(viewings)
    dynamodb.put_item(TableName=LISTINGS, Item=listing_item(withdraw(PUBLIC, at=TUESDAY)))
    with pytest.raises(HomeGone):
        offer(viewings, 5)
    with pytest.raises(HomeGone):
        book(viewings, 1)
    with pytest.raises(HomeGone):
        viewings.move(booked, move(booked, a_slot(1), at=MONDAY), EVENT_ID, ORIGIN)
    assert free(viewings) == [a_slot(1).slot_id]
    assert len(facts(dynamodb)) == 1


def test_a_viewing_is_read_as_it_was_written(viewings: ViewingTable) -> None:
    offer(viewings, 0)
    viewing = book(viewings)
    assert viewings.get(HOUSE, viewing.viewing_id, now=MONDAY) == viewing
    assert viewings.slot(HOUSE, viewing.slot.slot_id) == viewing.slot
    ended = cancel(viewing, CancelledBecause.HOME_TAKEN_DOWN, at=MONDAY)
    assert to_viewing(viewing_item(ended)) == ended
    assert to_slot(slot_item(a_slot(utc_offset=-570))) == a_slot(utc_offset=-570)


def test_of_a_hundred_who_have_seen_a_slot_free_one_gets_it(viewings: ViewingTable, dynamodb: "DynamoDBClient") -> None:
    [slot] = offer(viewings, 0)
    results: list[type[Exception] | None] = []
    for number in range(AT_ONCE):
        try:
            viewings.book(a_viewing(number, slot), LIMITS, EVENT_ID)
            results.append(None)
        except SlotTaken as error:
            results.append(type(error))
    assert results == [None] + [SlotTaken] * (AT_ONCE - 1)
    assert viewings.slot(HOUSE, slot.slot_id).viewing_id == a_viewing(0).viewing_id
    assert len(facts(dynamodb)) == 1
    counts = [item for item in dynamodb.scan(TableName=TABLE)["Items"] if item["pk"]["S"].startswith("LIMIT#")]
    assert [item["sent"]["N"] for item in counts] == ["1"]  # who loses has used up nothing


def test_a_slot_that_was_offered_anew_with_another_length_is_not_booked_as_it_was_seen(viewings: ViewingTable) -> None:
    [seen] = offer(viewings, 0)
    viewings.remove(HOUSE, seen.slot_id)
    offer(viewings, 0, minutes=60)
    with pytest.raises(SlotTaken):
        viewings.book(a_viewing(0, seen), (), EVENT_ID)
    with pytest.raises(SlotTaken):
        viewings.book(a_viewing(0, a_slot(0, minutes=60, utc_offset=120)), (), EVENT_ID)
    viewings.book(a_viewing(0, a_slot(0, minutes=60)), (), EVENT_ID)


def test_what_is_beyond_a_limit_is_not_written(viewings: ViewingTable, dynamodb: "DynamoDBClient") -> None:
    offer(viewings, 0, 1, 2)
    for number in range(2):
        viewings.book(a_viewing(number), LIMITS, EVENT_ID)
    with pytest.raises(LimitReached) as refused:
        viewings.book(a_viewing(2, booked_at=MONDAY + timedelta(minutes=59)), LIMITS, EVENT_ID)
    assert refused.value.seconds == 60
    assert free(viewings) == [a_slot(2).slot_id]
    assert len(facts(dynamodb)) == 2


def test_the_fact_beside_it_names_neither_visitor_nor_agent(viewings: ViewingTable, dynamodb: "DynamoDBClient") -> None:
    offer(viewings, 0)
    viewing = book(viewings)
    [fact] = facts(dynamodb)
    secret = {viewing.visitor.name, viewing.visitor.email, viewing.slot.agent, viewing.secret_digest}
    assert not [value for attribute in fact.values() for value in attribute.values() if value in secret]
    event = to_viewing_event(fact)
    assert type(event).__name__ == "ViewingBooked"
    assert (event.viewing_id, event.starts_at, event.metadata.sequence) == (viewing.viewing_id, NOON, 1)
    assert int(fact["expires_at"]["N"]) == int(viewing.expires_at.timestamp())


def test_a_move_frees_the_one_slot_and_takes_the_other(viewings: ViewingTable, dynamodb: "DynamoDBClient") -> None:
    offer(viewings, 0, 1, 2)
    before = book(viewings)
    after = move(before, a_slot(1), at=MONDAY)
    viewings.move(before, after, EVENT_ID, ORIGIN)
    assert viewings.get(HOUSE, before.viewing_id, now=MONDAY) == after
    assert free(viewings) == [a_slot(0).slot_id, a_slot(2).slot_id]
    [fact] = facts(dynamodb)
    assert (fact["starts_at"]["S"], fact["sequence"]["N"]) == (rfc3339(a_slot(1).starts_at), "2")
    with pytest.raises(ViewingChangedMeanwhile):  # by what was true before
        viewings.move(before, move(before, a_slot(2), at=MONDAY), EVENT_ID, ORIGIN)


def test_a_change_of_another_version_is_not_written_though_the_slot_is_the_same(viewings: ViewingTable) -> None:
    offer(viewings, 0, 1)
    first = book(viewings)
    second = move(first, a_slot(1), at=MONDAY)
    viewings.move(first, second, EVENT_ID, ORIGIN)
    third = move(second, a_slot(0), at=MONDAY)
    viewings.move(second, third, EVENT_ID, ORIGIN)
    ended = cancel(first, CancelledBecause.CANCELLED_BY_AGENT, at=MONDAY)
    with pytest.raises(ViewingChangedMeanwhile):
        viewings.cancel(first, ended, EVENT_ID, ORIGIN, is_offered_again=False)
    assert viewings.get(HOUSE, first.viewing_id, now=MONDAY) == third


def test_a_move_to_a_slot_that_is_taken_changes_nothing(viewings: ViewingTable, dynamodb: "DynamoDBClient") -> None:
    offer(viewings, 0, 1)
    mine, _ = book(viewings), book(viewings, 1)
    with pytest.raises(SlotTaken):
        viewings.move(mine, move(mine, a_slot(1), at=MONDAY), EVENT_ID, ORIGIN)
    assert viewings.slot(HOUSE, a_slot(1).slot_id).viewing_id == a_viewing(1).viewing_id
    assert viewings.get(HOUSE, mine.viewing_id, now=MONDAY) == mine
    assert len(facts(dynamodb)) == 2


@pytest.mark.parametrize("is_offered_again", [True, False])
def test_a_cancelled_viewing_frees_its_slot_or_takes_it_along(
    viewings: ViewingTable, dynamodb: "DynamoDBClient", *, is_offered_again: bool
) -> None:
    offer(viewings, 0)
    viewing = book(viewings)
    ended = cancel(viewing, CancelledBecause.CANCELLED_BY_AGENT, at=MONDAY)
    viewings.cancel(viewing, ended, UUID(int=98), ORIGIN, is_offered_again=is_offered_again)
    assert list(viewings.slots(HOUSE).slots) == ([a_slot(0)] if is_offered_again else [])
    event = to_viewing_event(facts(dynamodb)[0])
    assert (type(event).__name__, event.metadata.sequence) == ("ViewingCancelled", 2)
    with pytest.raises(ViewingChangedMeanwhile):
        viewings.cancel(viewing, ended, EVENT_ID, ORIGIN, is_offered_again=is_offered_again)
    agenda = list(viewings.find(AgendaFilter(agent="agent1", since=MONDAY), on_unreadable=pytest.fail))
    assert [(entry.slot, entry.viewing) for entry in agenda] == ([(a_slot(0), None)] if is_offered_again else [])


def test_a_slot_that_is_booked_is_not_removed(viewings: ViewingTable) -> None:
    offer(viewings, 0, 1)
    book(viewings)
    with pytest.raises(SlotIsBooked):
        viewings.remove(HOUSE, a_slot(0).slot_id)
    viewings.remove(HOUSE, a_slot(1).slot_id)
    assert len(viewings.slots(HOUSE).slots) == 1


def test_a_viewing_is_gone_from_its_last_moment_on_though_it_is_stored(viewings: ViewingTable) -> None:
    offer(viewings, 0)
    viewing = book(viewings)
    with pytest.raises(ViewingNotFound):
        viewings.get(HOUSE, viewing.viewing_id, now=viewing.expires_at)


def test_an_agenda_is_read_in_order_over_all_homes(viewings: ViewingTable, dynamodb: "DynamoDBClient") -> None:
    other = replace(approved(), property_id="usa/anytown/main-street/112")
    dynamodb.put_item(TableName=LISTINGS, Item=listing_item(other))
    offer(viewings, 0, 1, 2)
    offer(viewings, 0, property_id=other.property_id)
    booked = book(viewings, 1)
    found = list(viewings.find(AgendaFilter(agent="agent1", since=MONDAY), on_unreadable=pytest.fail))
    assert [(entry.slot.property_id[-3:], entry.slot.slot_id[9:13], entry.viewing) for entry in found] == [
        ("111", "1200", None),
        ("112", "1200", None),
        ("111", "1230", booked),
        ("111", "1300", None),
    ]
    rest = AgendaFilter(agent="agent1", since=MONDAY, after=found[1].position)
    assert list(viewings.find(rest, on_unreadable=pytest.fail)) == found[2:]
    assert list(viewings.find(AgendaFilter(agent="agent2", since=MONDAY), on_unreadable=pytest.fail)) == []
    assert list(viewings.find(AgendaFilter(agent="agent1", since=TUESDAY), on_unreadable=pytest.fail)) == []


def test_an_agenda_of_many_pages_is_read_whole(viewings: ViewingTable) -> None:
    for first in range(0, 60, 15):
        offer(viewings, *range(first, first + 15))
    assert len(list(viewings.find(AgendaFilter(agent="agent1", since=MONDAY), on_unreadable=pytest.fail))) == 60


def test_booked_are_those_of_the_same_time_in_public_that_are_not_cancelled(viewings: ViewingTable) -> None:
    offer(viewings, 0, 1, 2)
    first, second = book(viewings, 0), book(viewings, 1)
    ended = cancel(first, CancelledBecause.CANCELLED_BY_VISITOR, at=MONDAY)
    viewings.cancel(first, ended, EVENT_ID, ORIGIN, is_offered_again=True)
    assert list(viewings.booked_in(HOUSE, rfc3339(MONDAY), on_unreadable=pytest.fail)) == [second]
    assert list(viewings.booked_in(HOUSE, rfc3339(TUESDAY), on_unreadable=pytest.fail)) == []
    viewings.clear(HOUSE, rfc3339(TUESDAY))
    assert len(viewings.slots(HOUSE).slots) == 3
    viewings.clear(HOUSE, rfc3339(MONDAY))
    assert [slot.viewing_id for slot in viewings.slots(HOUSE).slots] == [second.viewing_id]


def test_a_slot_expires_a_day_after_its_end(viewings: ViewingTable, dynamodb: "DynamoDBClient") -> None:
    offer(viewings, 0)
    items = {item["sk"]["S"]: int(item["expires_at"]["N"]) for item in dynamodb.scan(TableName=TABLE)["Items"]}
    ends = (NOON + timedelta(days=1, minutes=30)).timestamp()
    assert items.pop(f"SLOT#{a_slot().slot_id}") == ends
    assert items.pop("SLOTS") > ends + timedelta(days=90).total_seconds()
    assert not items


def test_a_viewing_that_cannot_be_read_is_named_and_keeps_no_other_booked(
    viewings: ViewingTable, dynamodb: "DynamoDBClient"
) -> None:
    offer(viewings, 0, 1)
    broken, good = book(viewings, 0), book(viewings, 1)
    item = viewing_item(broken)
    del item["name"]
    dynamodb.put_item(TableName=TABLE, Item=item)
    unreadable: list[str] = []
    assert list(viewings.booked_in(HOUSE, rfc3339(MONDAY), on_unreadable=unreadable.append)) == [good]
    agenda = viewings.find(AgendaFilter(agent="agent1", since=MONDAY), on_unreadable=unreadable.append)
    assert [entry.viewing for entry in agenda] == [good]
    assert unreadable == [str(broken.viewing_id)] * 2
