"""Enquiries in DynamoDB: with the fact, the counts and the home's state in one transaction."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from web_service.adapters.enquiries.enquiry_items import enquiry_item, to_enquiry
from web_service.adapters.enquiries.enquiry_table import EnquiryTable
from web_service.adapters.enquiries.fact_stream import to_enquiry_event
from web_service.adapters.listings.listing_items import listing_item
from web_service.adapters.listings.listing_table import ListingTable
from web_service.domain.enquiries.enquiry import KEPT, ClosedBecause, Enquiry, EnquiryState, close, move
from web_service.domain.limits import Limit, LimitReached
from web_service.domain.listings.listing import ListingStatus, StatusSince
from web_service.domain.publication.rules import withdraw
from web_service.ports.enquiries import (
    EnquiryChangedMeanwhile,
    EnquiryNotFound,
    InboxFilter,
)
from web_service.ports.public_homes import HomeGone, HomeNotPublic, PublicHome

from tests.adapters.web.conftest import TABLE as LISTINGS
from tests.templates import create_table
from tests.unit.web.enquiries import an_enquiry
from tests.unit.web.fakes import HOUSE, MONDAY, ORIGIN, TUESDAY, a_listing, approved
from tests.unit.web.public_homes import PLACE
from unicorn_kit.moments import rfc3339

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TABLE = "WebEnquiriesTable"
EVENT_ID = UUID(int=99)
LIMITS = (Limit(f"home#{HOUSE}", 2),)
PUBLIC = replace(approved(), status_history=(StatusSince(status=ListingStatus.APPROVED, at=MONDAY),))


@pytest.fixture
def enquiries(dynamodb: "DynamoDBClient") -> Iterator[EnquiryTable]:
    table = create_table(dynamodb, "unicorn_web", TABLE)
    dynamodb.put_item(TableName=LISTINGS, Item=listing_item(PUBLIC))
    yield EnquiryTable(dynamodb, table, listings=LISTINGS)
    dynamodb.delete_table(TableName=table)


def items(dynamodb: "DynamoDBClient", table: str) -> list[dict[str, Any]]:
    return [dict(item) for item in dynamodb.scan(TableName=table)["Items"]]


def facts(dynamodb: "DynamoDBClient") -> list[dict[str, Any]]:
    return [item for item in items(dynamodb, LISTINGS) if item["sk"]["S"] == "ENQUIRY"]


def add(enquiries: EnquiryTable, *numbers: int, **changes: Any) -> list[Enquiry]:
    added = [an_enquiry(number, **changes) for number in numbers]
    for enquiry in added:
        enquiries.add(enquiry, (), EVENT_ID)
    return added


def test_an_enquiry_is_read_as_it_was_written(enquiries: EnquiryTable) -> None:
    enquiry = an_enquiry()
    enquiries.add(enquiry, LIMITS, EVENT_ID)
    assert enquiries.get(HOUSE, enquiry.enquiry_id, now=MONDAY) == enquiry
    closed = close(enquiry, ClosedBecause.HOME_TAKEN_DOWN, at=TUESDAY)
    assert to_enquiry(enquiry_item(closed)) == closed


def test_the_fact_beside_it_has_nothing_that_its_customer_wrote(
    enquiries: EnquiryTable, dynamodb: "DynamoDBClient"
) -> None:
    [enquiry] = add(enquiries, 0)
    [fact] = facts(dynamodb)
    written = {enquiry.question.name, enquiry.question.email, enquiry.question.text, enquiry.agent}
    assert not [value for attribute in fact.values() for value in attribute.values() if value in written]
    event = to_enquiry_event(fact)
    assert type(event).__name__ == "EnquiryReceived"
    assert (event.property_id, event.enquiry_id) == (HOUSE, enquiry.enquiry_id)
    assert (event.metadata.sequence, event.metadata.event_id) == (1, EVENT_ID)


def test_a_home_is_found_with_its_agent_only_while_it_is_public(
    enquiries: EnquiryTable, dynamodb: "DynamoDBClient"
) -> None:
    assert PUBLIC.public_version
    assert enquiries.home(HOUSE) == PublicHome("agent1", rfc3339(PUBLIC.public_version.since), PLACE)
    first = listing_item(PUBLIC)
    first["agent"] = first.pop("listed_by")  # as the first release wrote it
    dynamodb.put_item(TableName=LISTINGS, Item=first)
    assert enquiries.home(HOUSE).agent == "agent1"
    dynamodb.put_item(TableName=LISTINGS, Item=listing_item(withdraw(PUBLIC, at=TUESDAY)))
    with pytest.raises(HomeGone):
        enquiries.home(HOUSE)
    dynamodb.put_item(TableName=LISTINGS, Item=listing_item(a_listing()))
    for property_id in (HOUSE, "usa/anytown/main-street/112"):
        with pytest.raises(HomeNotPublic):
            enquiries.home(property_id)


@pytest.mark.parametrize("since", [None, TUESDAY])
def test_nothing_is_written_about_a_home_that_was_taken_down_a_moment_ago(
    enquiries: EnquiryTable, dynamodb: "DynamoDBClient", since: Any
) -> None:
    public = replace(PUBLIC.public_version, since=since) if PUBLIC.public_version and since else None
    dynamodb.put_item(TableName=LISTINGS, Item=listing_item(replace(PUBLIC, public_version=public)))
    with pytest.raises(HomeGone):
        enquiries.add(an_enquiry(), LIMITS, EVENT_ID)
    assert not items(dynamodb, TABLE)
    assert not facts(dynamodb)


def test_what_is_beyond_a_limit_is_not_written_until_the_next_hour(
    enquiries: EnquiryTable, dynamodb: "DynamoDBClient"
) -> None:
    for number in range(2):
        enquiries.add(an_enquiry(number), LIMITS, EVENT_ID)
    with pytest.raises(LimitReached) as refused:
        enquiries.add(an_enquiry(2, received_at=MONDAY + timedelta(minutes=59)), LIMITS, EVENT_ID)
    assert refused.value.seconds == 60
    assert len(facts(dynamodb)) == 2
    enquiries.add(an_enquiry(2, received_at=MONDAY + timedelta(minutes=60)), LIMITS, EVENT_ID)
    counts = [item for item in items(dynamodb, TABLE) if item["pk"]["S"].startswith("LIMIT#")]
    ends = [int((MONDAY + timedelta(hours=hours)).timestamp()) for hours in (1, 2)]
    assert sorted((int(item["expires_at"]["N"]), item["sent"]["N"]) for item in counts) == [
        (ends[0], "2"),
        (ends[1], "1"),
    ]


def test_an_enquiry_is_gone_from_its_last_moment_on_though_it_is_stored(enquiries: EnquiryTable) -> None:
    [enquiry] = add(enquiries, 0)
    last = MONDAY + KEPT
    with pytest.raises(EnquiryNotFound):
        enquiries.get(HOUSE, enquiry.enquiry_id, now=last)
    assert list(enquiries.find(InboxFilter(agent="agent1"), now=last, on_unreadable=pytest.fail)) == []
    assert enquiries.count_new("agent1", most=100, now=last) == 0
    assert enquiries.count_new("agent1", most=100, now=MONDAY) == 1


def test_an_inbox_is_read_newest_first_over_all_states(enquiries: EnquiryTable) -> None:
    first, second, third = add(enquiries, 0, 1, 2)
    add(enquiries, 3, agent="agent2")
    answered = move(second, EnquiryState.ANSWERED, at=TUESDAY)
    enquiries.save(second, answered, EVENT_ID, ORIGIN)
    assert list(enquiries.find(InboxFilter(agent="agent1"), now=MONDAY, on_unreadable=pytest.fail)) == [
        third,
        answered,
        first,
    ]
    only = InboxFilter(agent="agent1", state=EnquiryState.ANSWERED)
    assert list(enquiries.find(only, now=MONDAY, on_unreadable=pytest.fail)) == [answered]
    older = InboxFilter(agent="agent1", before=third.enquiry_id)
    assert list(enquiries.find(older, now=MONDAY, on_unreadable=pytest.fail)) == [answered, first]
    assert enquiries.count_new("agent1", most=100, now=MONDAY) == 2


def test_an_inbox_of_many_pages_is_read_whole(enquiries: EnquiryTable) -> None:
    add(enquiries, *range(60))
    assert len(list(enquiries.find(InboxFilter(agent="agent1"), now=MONDAY, on_unreadable=pytest.fail))) == 60


def test_an_answer_is_no_fact_and_an_end_is_one(enquiries: EnquiryTable, dynamodb: "DynamoDBClient") -> None:
    [enquiry] = add(enquiries, 0)
    answered = move(enquiry, EnquiryState.ANSWERED, at=TUESDAY)
    enquiries.save(enquiry, answered, EVENT_ID, ORIGIN)
    assert facts(dynamodb)[0]["fact"]["S"] == "EnquiryReceived"
    closed = close(answered, ClosedBecause.HOME_TAKEN_DOWN, at=TUESDAY)
    enquiries.save(answered, closed, UUID(int=98), ORIGIN)
    [fact] = facts(dynamodb)
    event = to_enquiry_event(fact)
    assert type(event).__name__ == "EnquiryClosed"
    assert (event.reason, event.metadata.sequence) == ("HOME_TAKEN_DOWN", 3)  # type: ignore[union-attr]
    assert int(fact["expires_at"]["N"]) == int(closed.expires_at.timestamp())


def test_a_change_of_another_version_is_not_written(enquiries: EnquiryTable, dynamodb: "DynamoDBClient") -> None:
    [enquiry] = add(enquiries, 0)
    enquiries.save(enquiry, move(enquiry, EnquiryState.ANSWERED, at=TUESDAY), EVENT_ID, ORIGIN)
    with pytest.raises(EnquiryChangedMeanwhile):
        enquiries.save(enquiry, close(enquiry, ClosedBecause.CLOSED_BY_AGENT, at=TUESDAY), EVENT_ID, ORIGIN)
    assert facts(dynamodb)[0]["fact"]["S"] == "EnquiryReceived"


def test_open_are_those_of_the_same_time_in_public_that_are_not_closed(enquiries: EnquiryTable) -> None:
    first, second, third = add(enquiries, 0, 1, 2)
    enquiries.save(first, close(first, ClosedBecause.CLOSED_BY_AGENT, at=TUESDAY), EVENT_ID, ORIGIN)
    answered = move(second, EnquiryState.ANSWERED, at=TUESDAY)
    enquiries.save(second, answered, EVENT_ID, ORIGIN)
    unreadable: list[str] = []
    assert list(enquiries.open_about(HOUSE, first.listed_since, on_unreadable=unreadable.append)) == [answered, third]
    assert list(enquiries.open_about(HOUSE, rfc3339(TUESDAY), on_unreadable=unreadable.append)) == []
    assert unreadable == []


@pytest.mark.parametrize(
    "change",
    [{"name": None}, {"enquiry_state": {"S": "LOST"}}, {"received_at": {"S": "soon"}}, {"correlation_id": None}],
)
def test_an_unreadable_enquiry_is_named_and_hides_none_of_the_others(
    enquiries: EnquiryTable, dynamodb: "DynamoDBClient", change: dict[str, Any]
) -> None:
    first, second = add(enquiries, 0, 1)
    broken = {name: value for name, value in (enquiry_item(first) | change).items() if value}
    dynamodb.put_item(TableName=TABLE, Item=broken)
    unreadable: list[str] = []
    assert list(enquiries.open_about(HOUSE, first.listed_since, on_unreadable=unreadable.append)) == [second]
    mine = InboxFilter(agent="agent1")
    assert list(enquiries.find(mine, now=MONDAY, on_unreadable=unreadable.append)) == [second]
    assert unreadable == [str(first.enquiry_id)] * 2


def test_an_agents_edit_leaves_the_home_open_for_questions(enquiries: EnquiryTable, dynamodb: "DynamoDBClient") -> None:
    listings = ListingTable(dynamodb, LISTINGS)
    listings.save(PUBLIC, replace(PUBLIC, status=ListingStatus.DRAFT, version=PUBLIC.version + 1))
    enquiries.add(an_enquiry(), LIMITS, EVENT_ID)
