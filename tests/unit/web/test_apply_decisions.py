"""Evaluations and revocations from the bus → listings, in process."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from web_service import inbound
from web_service.domain.listings.listing import Listing, ListingStatus
from web_service.handlers import apply_decisions

from tests.apigateway import LambdaContext
from tests.unit.web.fakes import HOUSE, FakeListings, a_listing, approved, pending, with_picture
from tests.unit.web.queues import FakeQueue, dead_letters

LATER = "2026-03-02T09:00:01Z"


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> FakeQueue:
    return dead_letters(monkeypatch)


def metadata(**changes: Any) -> dict[str, Any]:
    return {
        "event_id": str(uuid4()),
        "idempotency_key": "unicorn.properties:x:2",
        "correlation_id": "c",
        "causation_id": "e",
        "occurred_at": "2026-03-02T09:00:01.000Z",
        "schema_version": 1,
        "sequence": 2,
    } | changes


def request_id(listing: Listing) -> str:
    assert listing.request
    return str(listing.request.request_id)


def evaluation(listing: Listing, result: str = "APPROVED", **changes: Any) -> dict[str, Any]:
    return {
        "metadata": metadata(),
        "property_id": listing.property_id,
        "request_id": request_id(listing),
        "evaluation_result": result,
        "reasons": [] if result == "APPROVED" else [{"code": "NO_IMAGES", "subject": "images", "message": "None."}],
    } | changes


def questions(listing: Listing, **changes: Any) -> dict[str, Any]:
    return {
        "metadata": metadata(),
        "property_id": listing.property_id,
        "request_id": request_id(listing),
        "questions": [{"code": "DESCRIPTION_LANGUAGE_UNKNOWN", "subject": "description", "message": "In Ukrainian."}],
        "answer_by": "2026-03-09T09:00:01.000Z",
    } | changes


def message(detail: dict[str, Any], *, time: str = LATER) -> dict[str, Any]:
    kinds = {"reason": "PublicationRevoked", "questions": "PublicationReviewRequested"}
    kind = next((kind for field, kind in kinds.items() if field in detail), "PublicationEvaluationCompleted")
    body: dict[str, Any] = {"version": "0", "id": str(uuid4()), "source": "unicorn.properties", "time": time}
    body |= {"detail-type": kind, "detail": detail}
    return {"messageId": str(uuid4()), "body": json.dumps(body), "attributes": {"ApproximateReceiveCount": "1"}}


def applied(*messages: dict[str, Any]) -> list[Any]:
    answer = apply_decisions.handler({"Records": list(messages)}, LambdaContext())  # type: ignore[arg-type]
    return list(answer["batchItemFailures"])


def keep(listings: FakeListings, listing: Listing) -> Listing:
    listings.stored[listing.property_id] = listing
    if listing.public_version:
        listings.public[listing.property_id] = listing
    return listing


@pytest.mark.parametrize("result", ["APPROVED", "DECLINED"])
def test_an_evaluation_answers_the_pending_request(listings: FakeListings, queue: FakeQueue, result: str) -> None:
    asked = keep(listings, pending(with_picture(a_listing())))
    assert applied(message(evaluation(asked, result))) == []
    listing = listings.get(HOUSE)
    assert listing.status == result
    assert (listing.public_version is None) == (result == "DECLINED")
    assert [reason.code for reason in listing.reasons] == ([] if result == "APPROVED" else ["NO_IMAGES"])


def test_questions_open_a_review_of_the_pending_request_once(
    listings: FakeListings, queue: FakeQueue, counted: Callable[[], list[str]]
) -> None:
    asked = keep(listings, pending())
    other = message(questions(asked, request_id=str(uuid4())))
    assert applied(other, message(questions(asked)), message(questions(asked, questions=[]))) == []
    assert counted() == ["ReviewRequestIgnored", "ReviewOpened", "ReviewRequestIgnored"]
    review = listings.get(HOUSE).review
    assert review
    assert [question.message for question in review.questions] == ["In Ukrainian."]
    assert review.answer_by == datetime.fromisoformat("2026-03-09T09:00:01+00:00")


def test_questions_that_an_evaluation_has_overtaken_open_nothing(listings: FakeListings, queue: FakeQueue) -> None:
    asked = keep(listings, pending())
    assert applied(message(evaluation(asked, "DECLINED")), message(questions(asked))) == []
    assert listings.get(HOUSE).review is None


@pytest.mark.parametrize("change", [{"questions": "none"}, {"answer_by": "soon"}, {"request_id": None}])
def test_unreadable_questions_are_dead_lettered_whole(
    listings: FakeListings, queue: FakeQueue, change: dict[str, Any]
) -> None:
    asked = keep(listings, pending())
    unreadable = message(questions(asked) | change)
    assert applied(unreadable) == []
    assert queue.bodies == [unreadable["body"]]
    assert listings.get(HOUSE).review is None


@pytest.mark.parametrize(("result", "fact"), [("APPROVED", "ListingApproved"), ("DECLINED", "ListingDeclined")])
def test_each_result_is_counted_once(
    listings: FakeListings, queue: FakeQueue, counted: Callable[[], list[str]], result: str, fact: str
) -> None:
    asked = keep(listings, pending())
    applied(message(evaluation(asked, result)), message(evaluation(asked, result)))
    assert counted() == [fact, "EvaluationIgnored"]


def test_an_evaluation_of_an_unknown_property_makes_no_listing(listings: FakeListings, queue: FakeQueue) -> None:
    assert applied(message(evaluation(pending()))) == []
    assert listings.stored == {}


@pytest.mark.parametrize(
    "change",
    [
        {"evaluation_result": "BANANA"},
        {"evaluation_result": "approved"},
        {"evaluation_result": None},
        {"property_id": "nowhere"},
        {"property_id": None},
        {"request_id": "no id"},
        {"metadata": metadata(schema_version=2)},
        {"metadata": metadata(occurred_at="yesterday")},
    ],
)
def test_an_unreadable_evaluation_is_dead_lettered_whole_and_changes_nothing(
    listings: FakeListings, queue: FakeQueue, change: dict[str, Any]
) -> None:
    asked = keep(listings, pending())
    unreadable = message(evaluation(asked) | change)
    assert applied(unreadable, message(evaluation(asked))) == []
    assert queue.bodies == [unreadable["body"]]
    assert listings.get(HOUSE).status is ListingStatus.APPROVED  # by the other message


@pytest.mark.parametrize("body", ["", "no json", "[]", '{"detail": {}}'])
def test_a_message_that_is_not_an_event_is_dead_lettered(listings: FakeListings, queue: FakeQueue, body: str) -> None:
    broken = message({}) | {"body": body}
    assert applied(broken) == []
    assert queue.bodies == [body]


def test_an_older_systems_flat_event_is_read(listings: FakeListings, queue: FakeQueue) -> None:
    keep(listings, pending())
    assert applied(message({"property_id": "USA/Anytown/Main Street/111", "evaluation_result": "APPROVED"})) == []
    assert listings.get(HOUSE).status is ListingStatus.APPROVED


def test_an_older_systems_flat_event_of_another_time_is_ignored(listings: FakeListings, queue: FakeQueue) -> None:
    keep(listings, pending())
    flat = {"property_id": HOUSE, "evaluation_result": "APPROVED"}
    assert applied(message(flat, time="02/03/2026 08:59:59"), message(flat, time="2026-03-02T08:59:59Z")) == []
    assert listings.get(HOUSE).status is ListingStatus.PENDING


def test_an_old_form_event_dated_ahead_does_not_answer_a_request_that_came_after_it(
    listings: FakeListings, queue: FakeQueue
) -> None:
    keep(listings, pending())
    ahead = {"property_id": HOUSE, "metadata": metadata(occurred_at="2026-03-02T19:00:00Z")}  # a local time, as UTC
    applied(message(ahead | {"evaluation_result": "APPROVED"}, time="2026-03-02T08:59:59Z"))
    applied(message(ahead | {"reason": "CONTRACT_CLOSED"}, time="2026-03-02T08:59:59Z"))
    assert listings.get(HOUSE).status is ListingStatus.PENDING
    applied(message(ahead | {"evaluation_result": "APPROVED"}, time=LATER))
    assert listings.get(HOUSE).status is ListingStatus.APPROVED


@pytest.mark.parametrize(
    ("stated", "counts_as"),
    [
        ("2026-03-02T09:00:01.999Z", "2026-03-02T09:00:01.999Z"),  # the envelope has whole seconds
        ("2026-03-02T09:00:02.000Z", LATER),
        ("2026-03-01T00:00:00.000Z", "2026-03-01T00:00:00.000Z"),
        (None, LATER),
    ],
)
def test_an_event_occurred_no_later_than_it_arrived(stated: str | None, counts_as: str) -> None:
    given = {"metadata": metadata(occurred_at=stated)} if stated else {}
    detail = {"property_id": HOUSE, "evaluation_result": "APPROVED"} | given
    event = inbound.read(message(detail)["body"], inbound.PublicationEvaluationCompleted)
    assert event.occurred_at == datetime.fromisoformat(counts_as)


def test_a_revoked_listing_is_not_public_and_has_the_reason(listings: FakeListings, queue: FakeQueue) -> None:
    listing = keep(listings, approved())
    revocation = {"property_id": HOUSE, "request_id": request_id(listing), "reason": "CONTRACT_CANCELLED"}
    assert applied(message(revocation | {"metadata": metadata(sequence=3)})) == []
    assert (listings.get(HOUSE).status, listings.public) == (ListingStatus.WITHDRAWN, {})
    (reason,) = listings.get(HOUSE).reasons
    assert (reason.code, reason.message) == ("CONTRACT_CANCELLED", "The property's contract was cancelled.")


def test_a_revocation_that_overtakes_its_approval_wins(listings: FakeListings, queue: FakeQueue) -> None:
    asked = keep(listings, pending())
    revocation = {"property_id": HOUSE, "request_id": request_id(asked), "reason": "CONTRACT_CLOSED"}
    applied(message(revocation))
    applied(message(evaluation(asked)))
    assert (listings.get(HOUSE).status, listings.public) == (ListingStatus.WITHDRAWN, {})


def test_one_batch_may_hold_decisions_of_both_kinds(listings: FakeListings, queue: FakeQueue) -> None:
    asked = keep(listings, pending())
    closed = message({"property_id": HOUSE, "request_id": request_id(asked), "reason": "CONTRACT_CLOSED"})
    unreadable = message({"property_id": HOUSE, "request_id": "no id", "reason": "CONTRACT_CLOSED"})
    assert applied(message(evaluation(asked)), unreadable, closed) == []
    assert (listings.get(HOUSE).status, listings.public) == (ListingStatus.WITHDRAWN, {})
    assert queue.bodies == [unreadable["body"]]


@pytest.mark.parametrize("kind", [None, 5, "PublicationWondered"])
def test_only_an_event_of_the_type_takes_a_listing_down(listings: FakeListings, queue: FakeQueue, kind: object) -> None:
    keep(listings, approved())
    odd = message({"property_id": HOUSE, "reason": "CONTRACT_CLOSED"})
    odd["body"] = json.dumps(json.loads(odd["body"]) | {"detail-type": kind})
    assert applied(odd) == []
    assert queue.bodies == [odd["body"]]
    assert listings.get(HOUSE).status is ListingStatus.APPROVED


def test_after_a_failure_of_the_store_the_message_is_delivered_again(
    listings: FakeListings, queue: FakeQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = keep(listings, pending())

    def fail(*_: object) -> None:
        raise OSError("no network")

    monkeypatch.setattr(listings, "save", fail)
    late = message(evaluation(asked))
    assert applied(late) == [{"itemIdentifier": late["messageId"]}]
    assert queue.bodies == []
