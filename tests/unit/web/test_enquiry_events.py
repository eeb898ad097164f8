"""Listings table stream → facts about enquiries, and the end of those about homes that were taken down."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from web_service import wiring
from web_service.adapters.enquiries.enquiry_items import fact_item
from web_service.adapters.listings.listing_items import listing_item
from web_service.domain.enquiries.enquiry import ClosedBecause, Enquiry, EnquiryState, close, move
from web_service.domain.listings.listing import Listing, ListingStatus
from web_service.domain.publication.rules import withdraw
from web_service.handlers import publish_listing_changes

from tests.apigateway import LambdaContext
from tests.bus import FakeEventBridge, FakeQueue
from tests.unit.web.enquiries import FakeEnquiries, an_enquiry, enquiries_in_memory
from tests.unit.web.fakes import HOUSE, ORIGIN, TUESDAY, FakeListings, approved
from tests.unit.web.viewings import viewings_in_memory
from unicorn_kit.dead_letters import DeadLetters
from unicorn_kit.errors import BusUnavailable, StoreUnavailable
from unicorn_kit.event_bus import EventBus
from unicorn_kit.moments import rfc3339

PUBLIC = approved()
EVENT_ID = UUID(int=99)


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> FakeEventBridge:
    client: Any = FakeEventBridge()
    monkeypatch.setattr(wiring, "event_bus", lambda: EventBus(client, "unicorn-test", key=lambda e: e.property_id))
    return client  # type: ignore[no-any-return]


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> FakeQueue:
    client: Any = FakeQueue()
    monkeypatch.setattr(wiring, "dead_letters", lambda: DeadLetters(client, "https://queue"))
    return client  # type: ignore[no-any-return]


@pytest.fixture
def enquiries(monkeypatch: pytest.MonkeyPatch, bus: FakeEventBridge, queue: FakeQueue) -> FakeEnquiries:
    class Counts:
        @staticmethod
        def count(*_: object) -> int:
            return 0

    monkeypatch.setattr(wiring, "public_counts", Counts)
    monkeypatch.setattr(wiring, "now", lambda: TUESDAY)
    viewings_in_memory(monkeypatch, FakeListings())
    return enquiries_in_memory(monkeypatch, FakeListings())


def keep(enquiries: FakeEnquiries, *kept: Enquiry) -> None:
    enquiries.stored |= {enquiry.enquiry_id: enquiry for enquiry in kept}


def record(new: Mapping[str, Any] | None, old: Mapping[str, Any] | None = None) -> dict[str, Any]:
    images = {name: image for name, image in (("NewImage", new), ("OldImage", old)) if image}
    return {"eventID": "1", "dynamodb": {"SequenceNumber": "1"} | images}


def listing_record(new: Listing | None, old: Listing) -> dict[str, Any]:
    return record(listing_item(new) if new else None, listing_item(old))


def handle(*records: dict[str, Any]) -> None:
    answer = publish_listing_changes.handler({"Records": list(records)}, LambdaContext())  # type: ignore[arg-type]
    assert answer == {"batchItemFailures": []}


def test_a_question_and_its_end_are_published_without_a_word_of_who_asked(
    bus: FakeEventBridge, enquiries: FakeEnquiries
) -> None:
    asked = an_enquiry()
    closed = close(asked, ClosedBecause.CLOSED_BY_AGENT, at=TUESDAY)
    first, last = fact_item(asked, EVENT_ID, ORIGIN), fact_item(closed, UUID(int=98), ORIGIN)
    handle(record(first), record(last, first))
    received, ended = ({"type": one["DetailType"]} | json.loads(one["Detail"]) for one in bus.taken)
    about = {"property_id": HOUSE, "enquiry_id": str(asked.enquiry_id)}
    assert received == about | {
        "type": "EnquiryReceived",
        "metadata": {
            "event_id": str(EVENT_ID),
            "idempotency_key": f"unicorn.web:enquiry:{asked.enquiry_id}:1",
            "correlation_id": "c",
            "causation_id": "r",
            "occurred_at": "2026-03-02T09:00:00.000Z",
            "schema_version": 1,
            "sequence": 1,
        },
    }
    assert (ended["type"], ended["reason"], ended["metadata"]["sequence"]) == ("EnquiryClosed", "CLOSED_BY_AGENT", 2)
    assert not any(word in json.dumps(bus.taken, default=str) for word in ("Ada", "example.com", "garden", "agent1"))


def test_a_fact_that_cannot_be_read_is_a_dead_letter_of_its_own(
    bus: FakeEventBridge, enquiries: FakeEnquiries, queue: FakeQueue
) -> None:
    good = fact_item(an_enquiry(), EVENT_ID, ORIGIN)
    handle(record({name: value for name, value in good.items() if name != "property_id"}), record(good))
    assert len(queue.bodies) == 1
    assert [one["DetailType"] for one in bus.taken] == ["EnquiryReceived"]


def test_a_home_that_is_taken_down_closes_what_is_open_about_it(enquiries: FakeEnquiries) -> None:
    new, answered = an_enquiry(0), move(an_enquiry(1), EnquiryState.ANSWERED, at=TUESDAY)
    ended = close(an_enquiry(2), ClosedBecause.CLOSED_BY_AGENT, at=TUESDAY)
    elsewhere = an_enquiry(3, property_id="usa/anytown/main-street/112")
    keep(enquiries, new, answered, ended, elsewhere)
    handle(listing_record(withdraw(PUBLIC, at=TUESDAY), PUBLIC))
    assert {one.enquiry_id for one in enquiries.closed} == {new.enquiry_id, answered.enquiry_id}
    assert {one.closed_because for one in enquiries.closed} == {ClosedBecause.HOME_TAKEN_DOWN}
    assert enquiries.stored[elsewhere.enquiry_id] == elsewhere
    enquiries.closed.clear()
    handle(listing_record(withdraw(PUBLIC, at=TUESDAY), PUBLIC))  # delivered twice
    assert not enquiries.closed


def test_an_enquiry_that_cannot_be_read_is_logged_and_keeps_none_of_the_others_open(
    enquiries: FakeEnquiries, caplog: pytest.LogCaptureFixture
) -> None:
    keep(enquiries, an_enquiry())
    enquiries.unreadable.append("an-id")
    handle(listing_record(withdraw(PUBLIC, at=TUESDAY), PUBLIC))
    assert len(enquiries.closed) == 1
    assert [vars(line)["enquiry_id"] for line in caplog.records if line.message == "unreadable_enquiry"] == ["an-id"]


def test_a_home_that_stays_public_closes_nothing(enquiries: FakeEnquiries) -> None:
    keep(enquiries, an_enquiry())
    edited = replace(PUBLIC, status=ListingStatus.DRAFT, version=PUBLIC.version + 1)
    assert PUBLIC.public_version
    renewed = replace(PUBLIC, public_version=replace(PUBLIC.public_version, request_id=UUID(int=5)))
    handle(listing_record(edited, PUBLIC), listing_record(renewed, edited))
    assert not enquiries.closed


def test_a_late_record_closes_nothing_that_was_asked_since_the_home_is_back(enquiries: FakeEnquiries) -> None:
    keep(enquiries, an_enquiry(listed_since=rfc3339(TUESDAY)))
    handle(listing_record(withdraw(PUBLIC, at=TUESDAY), PUBLIC))
    assert not enquiries.closed


def test_an_answer_at_the_same_moment_does_not_keep_an_enquiry_open(enquiries: FakeEnquiries) -> None:
    asked = an_enquiry()
    keep(enquiries, asked)
    enquiries.quicker.append(move(asked, EnquiryState.ANSWERED, at=TUESDAY))
    handle(listing_record(withdraw(PUBLIC, at=TUESDAY), PUBLIC))
    assert [one.version for one in enquiries.closed] == [3]


def test_an_agent_who_closes_it_at_the_same_moment_is_the_one_who_closed_it(enquiries: FakeEnquiries) -> None:
    asked = an_enquiry()
    keep(enquiries, asked)
    enquiries.quicker.append(close(asked, ClosedBecause.CLOSED_BY_AGENT, at=TUESDAY))
    handle(listing_record(withdraw(PUBLIC, at=TUESDAY), PUBLIC))
    assert not enquiries.closed


def test_a_bus_that_fails_keeps_no_enquiry_open(
    enquiries: FakeEnquiries, bus: FakeEventBridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        @staticmethod
        def publish(*_: object, **__: object) -> int:
            raise BusUnavailable("no")

    monkeypatch.setattr(wiring, "event_bus", Broken)
    keep(enquiries, an_enquiry())
    with pytest.raises(BusUnavailable):
        handle(listing_record(withdraw(PUBLIC, at=TUESDAY), PUBLIC))
    assert len(enquiries.closed) == 1


def test_a_store_that_fails_lets_lambda_deliver_the_record_again(
    enquiries: FakeEnquiries, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StoreUnavailable("no")

    keep(enquiries, an_enquiry())
    monkeypatch.setattr(enquiries, "save", fail)
    with pytest.raises(StoreUnavailable):
        handle(listing_record(withdraw(PUBLIC, at=TUESDAY), PUBLIC))
