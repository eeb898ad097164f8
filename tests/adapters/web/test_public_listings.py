"""Customers find every approved listing and no others, page by page."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from web_service.adapters.listings.listing_items import listing_item
from web_service.adapters.search.public_items import public_items
from web_service.adapters.search.public_listings import PublicListingTable
from web_service.domain.listings.features import Features, RentPeriod
from web_service.domain.listings.listing import Listing, ListingStatus, OfferKind, StatusSince
from web_service.domain.listings.money import Money
from web_service.domain.search.cards import Order, Position, SearchCriteria

from tests.adapters.web.conftest import TABLE
from tests.unit.web.fakes import MONDAY, a_listing, approved
from unicorn_kernel.property_id import of_address

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

CITIES = ("Anytown", "Any", "Othertown")
STREETS = ("Main Street", "Main Street 1", "Main")


def a_house(city: str, street: str, number: int, kind: OfferKind, price: int) -> Listing:
    address = replace(a_listing().address, city=city, street=street, number=str(number))
    features = Features(rent_period=RentPeriod.MONTH if kind is OfferKind.RENT else None)
    listing = a_listing(kind=kind, price=Money(minor=price, currency="USD"), features=features)
    return approved(replace(listing, address=address, property_id=of_address(address)))


def show(dynamodb: "DynamoDBClient", listing: Listing) -> None:
    assert listing.public_version
    for item in public_items(listing, listing.public_version):
        dynamodb.put_item(TableName=TABLE, Item=item)


def hide(dynamodb: "DynamoDBClient", listing: Listing) -> None:
    assert listing.public_version
    for item in public_items(listing, listing.public_version):
        dynamodb.delete_item(TableName=TABLE, Key={"pk": item["pk"], "sk": item["sk"]})


def all_pages(public: PublicListingTable, place: str, order: Order, limit: int) -> tuple[list[str], int]:
    """Return the listings of all pages in order, and the number of items read."""
    seen: list[str] = []
    after: Position | None = None
    read = 0
    while True:
        found = public.cards(place, order, SearchCriteria(), limit=limit, after=after)
        assert len(found.cards) <= limit
        assert len(found.cards) == limit or found.following is None
        seen += [card.property_id for card in found.cards]
        read += found.read - (found.following is not None)  # the one that says that another page follows
        if found.following is None:
            return seen, read
        after = found.following


def test_a_listing_was_public_if_it_was_approved_before(dynamodb: "DynamoDBClient") -> None:
    public = PublicListingTable(dynamodb, TABLE)
    withdrawn = replace(approved(), public_version=None, status=ListingStatus.WITHDRAWN)
    since = [StatusSince(status=status, at=MONDAY) for status in (ListingStatus.DRAFT, ListingStatus.APPROVED)]
    old = {name: value for name, value in listing_item(withdrawn).items() if name != "status_history"}
    for past, expected in ((since, True), (since[:1], False), ([], False)):
        dynamodb.put_item(TableName=TABLE, Item=listing_item(replace(withdrawn, status_history=tuple(past))))
        assert public.was_public(withdrawn.property_id) is expected
    dynamodb.put_item(TableName=TABLE, Item=old)  # of the first two formats
    assert not public.was_public(withdrawn.property_id)
    assert not public.was_public("usa/anytown/main-street/404")


def test_pages_stay_right_while_listings_are_published_and_withdrawn(
    dynamodb: "DynamoDBClient", public: PublicListingTable
) -> None:
    kept = [a_house("Anytown", "Main Street", number, OfferKind.SALE, number) for number in range(1, 40, 2)]
    gone = [a_house("Anytown", "Main Street", number, OfferKind.SALE, number) for number in range(2, 40, 2)]
    for house in [*kept, *gone]:
        show(dynamodb, house)
    seen: list[str] = []
    after: Position | None = None
    while True:
        found = public.cards("usa/anytown", Order.PRICE, SearchCriteria(), limit=5, after=after)
        seen += [card.property_id for card in found.cards]
        if found.following is None:
            break
        after = found.following
        hide(dynamodb, gone.pop())  # possibly the one that the cursor names
        show(dynamodb, a_house("Anytown", "New Street", len(seen), OfferKind.RENT, len(seen)))
    assert len(seen) == len(set(seen))
    assert {house.property_id for house in kept} <= set(seen)


def test_a_page_that_is_cut_short_is_filled() -> None:
    class Short:
        """A client that returns at most two items, sometimes none, and a key to continue."""

        def __init__(self, items: list[dict[str, Any]]) -> None:
            self.items, self.calls = items, 0

        def query(self, *, Limit: int, ExclusiveStartKey: dict[str, Any] | None = None, **_: Any) -> dict[str, Any]:
            self.calls += 1
            start = 0 if ExclusiveStartKey is None else int(ExclusiveStartKey["pk"]["S"].rpartition("/")[2]) + 1
            if self.calls % 3 == 0:  # an empty page
                return {"Items": [], "LastEvaluatedKey": ExclusiveStartKey}
            page = self.items[start : start + min(Limit, 2)]
            more = start + len(page) < len(self.items)
            return {"Items": page} | ({"LastEvaluatedKey": page[-1]} if more else {})

    houses = [a_house("Anytown", "Main Street", number, OfferKind.SALE, 1) for number in range(10)]
    items = [
        next(dict(item) for item in public_items(house, house.public_version) if item["sk"]["S"].startswith("C0#"))
        for house in houses
        if house.public_version
    ]
    public = PublicListingTable(Short(items), TABLE)  # type: ignore[arg-type]
    seen, read = all_pages(public, "usa/anytown", Order.PLACE, 7)
    assert seen == [house.property_id for house in houses]
    assert read == len(seen)


@pytest.mark.parametrize("text", ['"; drop', "Köln 'am' Rhein", '["a","b"]', "<b>&amp;"])
def test_any_text_on_a_card_is_read_back_unchanged(
    dynamodb: "DynamoDBClient", public: PublicListingTable, text: str
) -> None:
    listing = a_house("Anytown", "Main Street", 1, OfferKind.SALE, 1)
    show(dynamodb, replace(listing, address=replace(listing.address, street=text)))
    (card,) = public.cards("usa/anytown", Order.PLACE, SearchCriteria(), limit=1, after=None).cards
    assert card.street == text
