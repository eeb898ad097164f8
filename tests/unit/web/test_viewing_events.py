"""Listings table stream → facts about viewings, and the end of those of homes that were taken down."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from web_service import wiring
from web_service.adapters.listings.listing_items import listing_item
from web_service.adapters.viewings.viewing_items import fact_item
from web_service.domain.listings.listing import Listing, ListingStatus
from web_service.domain.publication.rules import withdraw
from web_service.domain.viewings.viewing import CancelledBecause, ViewingState, cancel, move
from web_service.handlers import publish_listing_changes

from tests.apigateway import LambdaContext
from tests.bus import FakeEventBridge, FakeQueue
from tests.unit.web.enquiries import FakeEnquiries, an_enquiry, enquiries_in_memory
from tests.unit.web.fakes import HOUSE, MONDAY, ORIGIN, FakeListings, approved
from tests.unit.web.viewings import NOON, FakeViewings, a_slot, a_viewing, viewings_in_memory
from unicorn_kit.dead_letters import DeadLetters
from unicorn_kit.errors import BusUnavailable, StoreUnavailable
from unicorn_kit.event_bus import EventBus

PUBLIC = approved()
LATER = MONDAY + timedelta(hours=1)
DOWN = withdraw(PUBLIC, at=LATER)


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
def enquiries(monkeypatch: pytest.MonkeyPatch) -> FakeEnquiries:
    return enquiries_in_memory(monkeypatch, FakeListings())


@pytest.fixture
def viewings(
    monkeypatch: pytest.MonkeyPatch, bus: FakeEventBridge, queue: FakeQueue, enquiries: FakeEnquiries
) -> FakeViewings:
    class Counts:
        @staticmethod
        def count(*_: object) -> int:
            return 0

    monkeypatch.setattr(wiring, "public_counts", Counts)
    monkeypatch.setattr(wiring, "now", lambda: LATER)
    return viewings_in_memory(monkeypatch, FakeListings())


def record(new: Mapping[str, Any] | None, old: Mapping[str, Any] | None = None) -> dict[str, Any]:
    images = {name: image for name, image in (("NewImage", new), ("OldImage", old)) if image}
    return {"eventID": "1", "dynamodb": {"SequenceNumber": "1"} | images}


def listing_record(new: Listing, old: Listing) -> dict[str, Any]:
    return record(listing_item(new), listing_item(old))


def handle(*records: dict[str, Any]) -> None:
    answer = publish_listing_changes.handler({"Records": list(records)}, LambdaContext())  # type: ignore[arg-type]
    assert answer == {"batchItemFailures": []}


def test_a_booking_a_move_and_its_end_are_published_without_a_word_of_who_comes(
    bus: FakeEventBridge, viewings: FakeViewings
) -> None:
    booked = a_viewing()
    moved = move(booked, a_slot(2), at=LATER)
    ended = cancel(moved, CancelledBecause.CANCELLED_BY_VISITOR, at=LATER)
    facts = [fact_item(one, UUID(int=90 + one.version), ORIGIN) for one in (booked, moved, ended)]
    handle(record(facts[0]), record(facts[1], facts[0]), record(facts[2], facts[1]))
    first, second, last = ({"type": one["DetailType"]} | json.loads(one["Detail"]) for one in bus.taken)
    assert first == {
        "type": "ViewingBooked",
        "property_id": HOUSE,
        "viewing_id": str(booked.viewing_id),
        "starts_at": "2026-03-02T12:00:00.000Z",
        "metadata": {
            "event_id": str(UUID(int=91)),
            "idempotency_key": f"unicorn.web:viewing:{booked.viewing_id}:1",
            "correlation_id": "c",
            "causation_id": "r",
            "occurred_at": "2026-03-02T09:00:00.000Z",
            "schema_version": 1,
            "sequence": 1,
        },
    }
    assert (second["type"], second["starts_at"]) == ("ViewingBooked", "2026-03-02T13:00:00.000Z")
    assert (last["type"], last["reason"], last["metadata"]["sequence"]) == (
        "ViewingCancelled",
        "CANCELLED_BY_VISITOR",
        3,
    )
    assert last["starts_at"] == second["starts_at"]
    written = json.dumps(bus.taken, default=str)
    assert not any(word in written for word in ("Ada", "example.com", "agent1", booked.secret_digest))


def test_a_fact_that_cannot_be_read_is_a_dead_letter_of_its_own(
    bus: FakeEventBridge, viewings: FakeViewings, queue: FakeQueue
) -> None:
    good = fact_item(a_viewing(), UUID(int=9), ORIGIN)
    handle(record({name: value for name, value in good.items() if name != "starts_at"}), record(good))
    assert len(queue.bodies) == 1
    assert [one["DetailType"] for one in bus.taken] == ["ViewingBooked"]


def test_a_home_that_is_taken_down_cancels_its_viewings_and_drops_its_free_times(viewings: FakeViewings) -> None:
    by_visitor = cancel(a_viewing(1), CancelledBecause.CANCELLED_BY_VISITOR, at=MONDAY)
    elsewhere = a_viewing(3, a_slot(3, property_id="usa/anytown/main-street/112"))
    viewings.keep(a_viewing(0), by_visitor, a_viewing(2), elsewhere, a_slot(5))
    handle(listing_record(DOWN, PUBLIC))
    assert {one.viewing_id for one in viewings.facts} == {a_viewing(0).viewing_id, a_viewing(2).viewing_id}
    assert {one.cancelled_because for one in viewings.facts} == {CancelledBecause.HOME_TAKEN_DOWN}
    assert {slot.property_id for slot in viewings.kept.values()} == {elsewhere.slot.property_id}
    viewings.facts.clear()
    handle(listing_record(DOWN, PUBLIC))  # delivered twice
    assert not viewings.facts


def test_a_viewing_that_has_taken_place_is_not_cancelled_afterwards(
    viewings: FakeViewings, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewings.keep(a_viewing(0), a_viewing(1))
    monkeypatch.setattr(wiring, "now", lambda: NOON)
    handle(listing_record(DOWN, PUBLIC))
    assert [one.viewing_id for one in viewings.facts] == [a_viewing(1).viewing_id]


def test_a_home_that_stays_public_cancels_nothing(viewings: FakeViewings) -> None:
    viewings.keep(a_viewing())
    edited = replace(PUBLIC, status=ListingStatus.DRAFT, version=PUBLIC.version + 1)
    assert PUBLIC.public_version
    renewed = replace(PUBLIC, public_version=replace(PUBLIC.public_version, request_id=UUID(int=5)))
    handle(listing_record(edited, PUBLIC), listing_record(renewed, edited))
    assert not viewings.facts


def test_a_late_record_cancels_nothing_that_was_booked_since_the_home_is_back(viewings: FakeViewings) -> None:
    again = a_slot(listed_since="2026-03-02T10:00:00.000Z")
    viewings.keep(a_viewing(slot=again), replace(again, starts_at=NOON + timedelta(hours=1)))
    handle(listing_record(DOWN, PUBLIC))
    assert not viewings.facts
    assert len(viewings.kept) == 2


def test_a_move_at_the_same_moment_leaves_nobody_with_a_viewing(viewings: FakeViewings) -> None:
    booked = a_viewing()
    viewings.keep(booked)
    viewings.quicker.append(move(booked, a_slot(2), at=LATER))
    handle(listing_record(DOWN, PUBLIC))
    assert [(one.version, one.state) for one in viewings.facts] == [(3, ViewingState.CANCELLED)]
    assert not viewings.kept


def test_a_move_to_the_home_as_it_is_public_again_keeps_the_viewing(viewings: FakeViewings) -> None:
    booked = a_viewing()
    viewings.keep(booked)
    again = a_slot(2, listed_since="2026-03-02T10:00:00.000Z")
    viewings.quicker.append(move(booked, again, at=LATER))
    handle(listing_record(DOWN, PUBLIC))
    assert not viewings.facts
    assert [slot.slot_id for slot in viewings.kept.values()] == [again.slot_id]


def test_a_visitor_who_cancels_at_the_same_moment_is_the_one_who_cancelled(viewings: FakeViewings) -> None:
    booked = a_viewing()
    viewings.keep(booked)
    viewings.quicker.append(cancel(booked, CancelledBecause.CANCELLED_BY_VISITOR, at=LATER))
    handle(listing_record(DOWN, PUBLIC))
    assert not viewings.facts


@pytest.mark.parametrize("broken", ["event_bus", "enquiries", "public_counts"])
def test_a_step_that_fails_keeps_no_viewing_and_no_enquiry_of_others(
    viewings: FakeViewings, enquiries: FakeEnquiries, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    class Broken:
        def __getattr__(self, _: str) -> Any:
            raise BusUnavailable("no")

    enquiries.stored = {an_enquiry().enquiry_id: an_enquiry()}
    viewings.keep(a_viewing())
    monkeypatch.setattr(wiring, broken, Broken)
    with pytest.raises(BusUnavailable):
        handle(listing_record(DOWN, PUBLIC))
    assert len(viewings.facts) == 1
    assert len(enquiries.closed) == (0 if broken == "enquiries" else 1)


def test_a_store_that_fails_lets_lambda_deliver_the_record_again(
    viewings: FakeViewings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StoreUnavailable("no")

    viewings.keep(a_viewing())
    monkeypatch.setattr(viewings, "cancel", fail)
    with pytest.raises(StoreUnavailable):
        handle(listing_record(DOWN, PUBLIC))
