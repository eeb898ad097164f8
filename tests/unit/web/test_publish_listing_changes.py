"""Listings table stream → PublicationApprovalRequested, in process."""

import json
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from web_service import wiring
from web_service.adapters.listings.listing_items import listing_item
from web_service.adapters.publication.listing_stream import pending_events, to_event
from web_service.adapters.search.public_items import public_items
from web_service.domain.images.collection import expect
from web_service.domain.listings.features import Features
from web_service.domain.listings.listing import Listing
from web_service.domain.listings.money import Money
from web_service.domain.publication import reviewing
from web_service.domain.publication.appealing import appeal
from web_service.domain.publication.review import Decision, Verdict
from web_service.domain.publication.rules import Result, decide
from web_service.events import PublicationApprovalRequested
from web_service.handlers import publish_listing_changes

from tests.apigateway import LambdaContext
from tests.bus import FakeEventBridge, FakeQueue
from tests.unit.web.enquiries import FakeEnquiries, enquiries_in_memory
from tests.unit.web.fakes import (
    HOUSE,
    TUESDAY,
    FakeListings,
    a_listing,
    a_request,
    an_image,
    answer_to,
    approved,
    declined,
    pending,
    reviewed,
    with_picture,
)
from tests.unit.web.viewings import viewings_in_memory
from unicorn_kit.dead_letters import DeadLetters
from unicorn_kit.errors import BusUnavailable, StoreUnavailable, Unreadable
from unicorn_kit.event_bus import EventBus


class Counts:
    """The counts of public listings."""

    def __init__(self) -> None:
        self.records: list[Any] = []
        self.error: Exception | None = None

    def count(self, records: list[Any], on_unreadable: Any) -> int:
        self.records += records
        if self.error:
            on_unreadable(records[0], Unreadable("no version"))
            raise self.error
        return len(records)


@pytest.fixture(autouse=True)
def counts(monkeypatch: pytest.MonkeyPatch) -> Counts:
    fake = Counts()
    monkeypatch.setattr(wiring, "public_counts", lambda: fake)
    return fake


class Feed:
    """The entries of the RESO feed."""

    def __init__(self) -> None:
        self.entered: list[str] = []
        self.error: Exception | None = None

    def enter(self, property_ids: list[str], _: object) -> int:
        self.entered += property_ids
        if self.error:
            raise self.error
        return len(property_ids)


@pytest.fixture(autouse=True)
def feed(monkeypatch: pytest.MonkeyPatch) -> Feed:
    fake = Feed()
    monkeypatch.setattr(wiring, "reso_entries", lambda: fake)
    return fake


@pytest.fixture(autouse=True)
def roster(monkeypatch: pytest.MonkeyPatch) -> Feed:
    fake = Feed()
    monkeypatch.setattr(wiring, "roster_rows", lambda: fake)
    return fake


@pytest.fixture(autouse=True)
def enquiries(monkeypatch: pytest.MonkeyPatch) -> FakeEnquiries:
    """Nobody has asked about any home, or wants to see one."""
    viewings_in_memory(monkeypatch, FakeListings())
    return enquiries_in_memory(monkeypatch, FakeListings())


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> FakeEventBridge:
    client = FakeEventBridge()
    monkeypatch.setattr(wiring, "event_bus", lambda: _bus(client))
    return client


def _bus(client: FakeEventBridge) -> "EventBus[PublicationApprovalRequested]":
    return EventBus(client, "unicorn-test", key=lambda event: event.property_id)  # type: ignore[arg-type]


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> FakeQueue:
    client = FakeQueue()
    monkeypatch.setattr(wiring, "dead_letters", lambda: DeadLetters(client, "https://queue"))  # type: ignore[arg-type]
    return client


def record(new: Listing | None, old: Listing | None = None, *, number: int = 1) -> dict[str, Any]:
    images = {
        "NewImage": listing_item(new) if new else None,
        "OldImage": listing_item(old) if old else None,
    }
    change = {name: image for name, image in images.items() if image}
    return {"eventID": str(number), "dynamodb": {"SequenceNumber": str(number)} | change}


def handle(*records: dict[str, Any]) -> list[str]:
    answer = publish_listing_changes.handler({"Records": list(records)}, LambdaContext())  # type: ignore[arg-type]
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def test_a_request_is_published_with_everything_that_is_evaluated(bus: FakeEventBridge, queue: FakeQueue) -> None:
    before = with_picture(with_picture(a_listing(features=Features(headline="Sunny cottage"))))
    front, garden = before.images
    described = (replace(front, alt_text="The front", caption="In spring"), replace(garden, alt_text="The garden"))
    asked = pending(replace(before, images=described))
    assert handle(record(asked, before)) == []
    (entry,) = bus.taken
    assert (entry["Source"], entry["DetailType"]) == ("unicorn.web", "PublicationApprovalRequested")
    assert asked.request
    assert json.loads(entry["Detail"]) == {
        "metadata": {
            "event_id": str(asked.request.event_id),
            "idempotency_key": f"unicorn.web:{HOUSE}:1",
            "correlation_id": "c",
            "causation_id": "r",
            "occurred_at": "2026-03-02T09:00:00.000Z",
            "schema_version": 1,
            "sequence": 1,
        },
        "property_id": HOUSE,
        "request_id": str(asked.request.request_id),
        "status": "PENDING",
        "address": {
            "country": "USA",
            "region": None,
            "city": "Anytown",
            "postcode": None,
            "street": "Main Street",
            "number": "111",
            "unit": None,
        },
        "description": "A lovely house",
        "headline": "Sunny cottage",
        "captions": ["The front", "In spring", "The garden"],
        "contract": "sale",
        "listprice": 199.99,
        "currency": "USD",
        "price_on_request": False,
        "images": [f"photos/{HOUSE}/{image.image_id}/master.jpg" for image in asked.ready_images],
        "appeal": None,
    }


def test_an_appeal_is_published_with_its_comment(bus: FakeEventBridge, queue: FakeQueue) -> None:
    before = declined()
    assert before.request
    assert handle(record(appeal(before, a_request(), comment="It is fine."), before)) == []
    detail = json.loads(bus.taken[0]["Detail"])
    assert (detail["appeal"], detail["metadata"]["sequence"]) == (
        {"request_id": str(before.request.request_id), "comment": "It is fine."},
        2,
    )


def review_decided(before: Listing) -> Listing:
    assert before.request
    decision = Decision(
        verdict=Verdict.DECLINED,
        reviewer="admin1",
        comment="Name the street.",
        at=TUESDAY,
        event_id=UUID(int=7),
        causation_id="d",
    )
    return reviewing.decide(before, before.request.request_id, decision)


def test_a_decided_review_is_published_once(bus: FakeEventBridge, queue: FakeQueue) -> None:
    before = reviewed()
    assert before.request
    decided = review_decided(before)
    assert handle(record(before, pending()), record(decided, before), record(decided, decided)) == []
    (entry,) = bus.taken
    assert (entry["Source"], entry["DetailType"]) == ("unicorn.web", "PublicationReviewed")
    assert json.loads(entry["Detail"]) == {
        "metadata": {
            "event_id": str(UUID(int=7)),
            "idempotency_key": f"unicorn.web:review:{before.request.request_id}",
            "correlation_id": "c",
            "causation_id": "d",
            "occurred_at": "2026-03-03T09:00:00.000Z",
            "schema_version": 1,
            "sequence": 1,
        },
        "property_id": HOUSE,
        "request_id": str(before.request.request_id),
        "verdict": "DECLINED",
        "reviewer": "admin1",
        "comment": "Name the street.",
    }


def test_a_pending_request_that_was_reviewed_is_published_again_with_its_review() -> None:
    kinds = [type(event).__name__ for event in pending_events(review_decided(reviewed()))]
    assert kinds == ["PublicationApprovalRequested", "PublicationReviewed"]
    assert [type(event).__name__ for event in pending_events(reviewed())] == ["PublicationApprovalRequested"]
    assert list(pending_events(approved())) == []


def test_images_that_are_not_ready_are_not_published(bus: FakeEventBridge) -> None:
    before = expect(with_picture(a_listing()), an_image(), now=TUESDAY)
    handle(record(pending(before), before))
    assert len(json.loads(bus.taken[0]["Detail"])["images"]) == 1


@pytest.mark.parametrize(("minor", "currency", "text"), [(200_000, "SPL", "200000"), (19999, "USD", "199.99")])
def test_a_price_is_published_as_a_number(bus: FakeEventBridge, minor: int, currency: str, text: str) -> None:
    handle(record(pending(a_listing(price=Money(minor=minor, currency=currency)))))
    assert f'"listprice":{text},' in bus.taken[0]["Detail"]


def test_other_changes_publish_nothing(bus: FakeEventBridge, queue: FakeQueue) -> None:
    draft = a_listing()
    asked = pending()
    answered = decide(asked, answer_to(asked, Result.DECLINED), at=TUESDAY)
    assert (
        handle(record(draft), record(with_picture(draft), draft), record(asked, asked), record(answered, asked)) == []
    )
    assert bus.taken == []


def test_a_request_that_is_decided_already_is_not_published(bus: FakeEventBridge, queue: FakeQueue) -> None:
    """Such a record has no older image, or one of an earlier request: of a moved listing, say, or a restored table."""
    asked = pending()
    answered = decide(asked, answer_to(asked, Result.DECLINED), at=TUESDAY)
    assert handle(record(answered), record(answered, replace(asked, sequence=0))) == []
    assert bus.taken == []


def test_a_deletion_and_a_public_item_publish_nothing(bus: FakeEventBridge, queue: FakeQueue) -> None:
    listing = approved()
    assert listing.public_version
    cards = [
        {"dynamodb": {"NewImage": item, "SequenceNumber": "1"}}
        for item in public_items(listing, listing.public_version)
    ]
    assert handle(record(None, listing), *cards, record(pending())) == []
    assert len(bus.taken) == 1
    assert queue.bodies == []


def test_a_public_item_that_was_written_or_deleted_is_entered_into_the_feed_and_the_roster(
    bus: FakeEventBridge, queue: FakeQueue, feed: Feed, roster: Feed, counts: Counts
) -> None:
    listing = approved()
    assert listing.public_version
    public, *cards = public_items(listing, listing.public_version)
    shown = {"dynamodb": {"NewImage": public, "SequenceNumber": "1"}}
    hidden = {"dynamodb": {"OldImage": public, "SequenceNumber": "2"}}
    others = [{"dynamodb": {"NewImage": card, "SequenceNumber": "3"}} for card in cards]
    counts.error = StoreUnavailable("the counts wait for nobody, nor does the feed")
    with pytest.raises(StoreUnavailable):
        handle(shown, hidden, *others, record(listing, pending()), {"dynamodb": {"SequenceNumber": "4"}})
    assert feed.entered == roster.entered == [HOUSE, HOUSE]
    assert bus.taken == []


@pytest.mark.parametrize("model", ["feed", "roster"])
def test_a_batch_whose_entries_fail_is_read_again(bus: FakeEventBridge, feed: Feed, roster: Feed, model: str) -> None:
    {"feed": feed, "roster": roster}[model].error = StoreUnavailable("no")
    listing = approved()
    assert listing.public_version
    public = public_items(listing, listing.public_version)[0]
    with pytest.raises(StoreUnavailable):
        handle({"dynamodb": {"NewImage": public, "SequenceNumber": "1"}})
    assert feed.entered == roster.entered == [HOUSE]


@pytest.mark.parametrize("left_out", ["address", "minor", "images", "version"])
def test_an_unreadable_record_is_dead_lettered_whole_and_the_rest_is_published(
    bus: FakeEventBridge, queue: FakeQueue, left_out: str
) -> None:
    broken = record(pending())
    del broken["dynamodb"]["NewImage"][left_out]
    with pytest.raises(Unreadable):
        to_event(broken)
    assert handle(broken, record(pending())) == []
    assert len(bus.taken) == 1
    assert queue.bodies[0]["record"] == broken


def test_the_batch_is_read_again_from_the_first_rejected_entry(bus: FakeEventBridge, queue: FakeQueue) -> None:
    bus.rejects = lambda detail: detail["property_id"] == "usa/anytown/main-street/2"
    records = [record(pending(a_listing(str(number))), number=number) for number in range(12)]
    rejected_last = [*records[:2], *records[3:], records[2]]
    assert handle(*rejected_last) == ["11"]  # ten entries were in one call, these two in the next
    assert len(bus.taken) == 11


def test_if_the_bus_is_unavailable_the_whole_batch_is_read_again(bus: FakeEventBridge, queue: FakeQueue) -> None:
    bus.down = True
    with pytest.raises(BusUnavailable):
        handle(record(pending()))


def test_public_listings_and_cities_are_counted_and_nothing_else(bus: FakeEventBridge, counts: Counts) -> None:
    city = {"dynamodb": {"NewImage": {"pk": {"S": "PLACES#usa"}, "sk": {"S": "anytown"}}}}
    public, hidden = record(approved(), a_listing()), record(a_listing(), approved())
    assert handle(public, record(a_listing()), hidden, city) == []
    assert counts.records == [public, hidden, city]
    assert bus.taken == []


def test_a_failing_bus_keeps_nobody_from_counting(counts: Counts, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def publish(self, events: Any, *, on_refused: Any) -> int:
            raise BusUnavailable

    monkeypatch.setattr(wiring, "event_bus", Broken)
    with pytest.raises(BusUnavailable):
        handle(record(approved(), a_listing()))
    assert len(counts.records) == 1


def test_a_batch_that_could_not_be_counted_is_read_again(
    bus: FakeEventBridge, queue: FakeQueue, counts: Counts
) -> None:
    counts.error = StoreUnavailable()
    with pytest.raises(StoreUnavailable):
        handle(record(approved(), a_listing()))
    assert bus.taken == []
    assert len(queue.bodies) == 1  # what nobody can read
