"""Reviews in DynamoDB: written with their listings, found by request, and in the order in which they were asked for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from web_service.adapters.listings.listing_table import ListingTable
from web_service.adapters.publication.pending_requests import PendingRequests
from web_service.adapters.publication.review_items import KEPT, review_key
from web_service.adapters.publication.review_table import ReviewTable
from web_service.domain.listings.listing import Listing
from web_service.domain.publication import reviewing
from web_service.domain.publication.review import Decision, Verdict
from web_service.domain.publication.rules import Result, Revocation, decide, revoke, withdraw
from web_service.ports.listings import ListingChangedMeanwhile
from web_service.ports.reviews import ReviewNotFound

from tests.adapters.web.conftest import TABLE
from tests.unit.web.fakes import (
    ADMIN,
    MONDAY,
    NOT_JUDGED,
    TUESDAY,
    a_listing,
    answer_to,
    pending,
    questions_about,
    with_picture,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@pytest.fixture
def reviews(dynamodb: "DynamoDBClient") -> ReviewTable:
    return ReviewTable(dynamodb, TABLE)


def request_id(listing: Listing) -> UUID:
    assert listing.request
    return listing.request.request_id


def saved(listings: ListingTable, before: Listing, after: Listing) -> Listing:
    after = replace(after, version=before.version + 1)
    listings.save(before, after)
    return after


def waiting(listings: ListingTable, number: str = "111", *, minutes: int = 0) -> Listing:
    """Store a listing whose review was asked for some minutes after nine on Monday."""
    at = MONDAY + timedelta(minutes=minutes)
    draft = with_picture(a_listing(number))
    listings.add(draft)
    asked = saved(listings, draft, pending(draft, at=at))
    return saved(listings, asked, reviewing.ask(asked, questions_about(asked), at=at))


def approving(listing: Listing) -> Listing:
    decision = Decision(
        verdict=Verdict.APPROVED, reviewer=ADMIN.name, comment="", at=TUESDAY, event_id=uuid4(), causation_id="r"
    )
    return reviewing.decide(listing, request_id(listing), decision)


def found(reviews: ReviewTable, after: Any = None) -> list[str]:
    listings = reviews.waiting(after, on_unreadable=pytest.fail)
    return [listing.property_id.rpartition("/")[2] for listing in listings]


def revoked(listing: Listing) -> Listing:
    revocation = Revocation(
        property_id=listing.property_id, request_id=request_id(listing), reason=NOT_JUDGED, occurred_at=MONDAY
    )
    return revoke(listing, revocation, at=TUESDAY)


def test_what_waits_is_found_oldest_first_and_read_as_last_written(
    listings: ListingTable, reviews: ReviewTable
) -> None:
    stored = {number: waiting(listings, number, minutes=place) for place, number in enumerate("31425")}
    assert found(reviews) == list("31425")
    assert found(reviews, (MONDAY + timedelta(minutes=1), stored["1"].property_id)) == list("425")
    assert next(reviews.waiting(None, on_unreadable=pytest.fail)) == stored["3"]
    assert (reviews.count_waiting(most=100), reviews.count_waiting(most=2)) == (5, 2)


ENDS: dict[str, Callable[[Listing], Listing]] = {
    "decided": approving,
    "declined": lambda listing: decide(listing, answer_to(listing, Result.DECLINED), at=TUESDAY),
    "approved": lambda listing: decide(listing, answer_to(listing), at=TUESDAY),
    "revoked": revoked,
    "withdrawn": lambda listing: withdraw(listing, at=TUESDAY),
}


@pytest.mark.parametrize("end", ENDS)
def test_a_review_that_is_over_waits_no_longer_and_is_still_known(
    dynamodb: "DynamoDBClient", listings: ListingTable, reviews: ReviewTable, end: str
) -> None:
    before = waiting(listings)
    saved(listings, before, replace(ENDS[end](before), modified_at=TUESDAY))
    assert (found(reviews), reviews.count_waiting(most=100)) == ([], 0)
    assert reviews.property_of(request_id(before)) == before.property_id
    item = dynamodb.get_item(TableName=TABLE, Key=review_key(request_id(before)))["Item"]
    assert item["expires_at"] == {"N": str(int((TUESDAY + KEPT).timestamp()))}


def test_of_two_decisions_at_once_one_is_written(listings: ListingTable, reviews: ReviewTable) -> None:
    before = waiting(listings)
    first = saved(listings, before, approving(before))
    with pytest.raises(ListingChangedMeanwhile):
        saved(listings, before, replace(approving(before), description="of the second"))
    assert listings.get(before.property_id) == first


def test_an_open_review_stays_so_while_nothing_ends_it(listings: ListingTable, reviews: ReviewTable) -> None:
    before = waiting(listings)
    saved(listings, before, replace(before, description="as a migration would"))
    assert found(reviews) == ["111"]


def test_a_request_without_a_review_is_not_found(listings: ListingTable, reviews: ReviewTable) -> None:
    draft = a_listing()
    listings.add(draft)
    asked = saved(listings, draft, pending(draft))
    with pytest.raises(ReviewNotFound):
        reviews.property_of(request_id(asked))


def test_an_unreadable_listing_is_named_and_hides_none_of_the_others(
    dynamodb: "DynamoDBClient", listings: ListingTable, reviews: ReviewTable
) -> None:
    broken, whole = waiting(listings, "1"), waiting(listings, "2", minutes=1)
    key: Any = {"pk": {"S": broken.property_id}, "sk": {"S": "LISTING"}}
    dynamodb.update_item(TableName=TABLE, Key=key, UpdateExpression="REMOVE kind")
    named: list[str] = []
    assert list(reviews.waiting(None, on_unreadable=named.append)) == [whole]
    assert named == [broken.property_id]


def test_a_review_whose_event_was_lost_is_published_again_with_its_request(
    dynamodb: "DynamoDBClient", listings: ListingTable
) -> None:
    before = waiting(listings)
    saved(listings, before, approving(before))
    waiting(listings, "2")
    pages = PendingRequests(dynamodb, TABLE).events(TUESDAY, after=None, on_unreadable=pytest.fail)
    kinds = [
        (event.property_id.rpartition("/")[2], type(event).__name__)
        for page in pages
        for step in page
        for event in step[0]
    ]
    assert sorted(kinds) == [
        ("111", "PublicationApprovalRequested"),
        ("111", "PublicationReviewed"),
        ("2", "PublicationApprovalRequested"),
    ]
