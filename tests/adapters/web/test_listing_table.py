"""The port `Listings` on DynamoDB."""

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError
from web_service.adapters.listings.listing_items import listing_item
from web_service.adapters.listings.listing_table import PAGE, ListingTable
from web_service.adapters.search.card_areas import card_areas
from web_service.adapters.search.public_listings import PublicListingTable
from web_service.domain.images.collection import expect, reject
from web_service.domain.images.image import Rejection, RejectionCode
from web_service.domain.listings.editing import Edit, edit
from web_service.domain.listings.features import Features, Heating, PropertyType
from web_service.domain.listings.history import recorded
from web_service.domain.listings.listing import Listing, ListingFilter, ListingStatus
from web_service.domain.listings.money import Money
from web_service.domain.publication.request import Reason
from web_service.domain.publication.rules import Result, Revocation, decide, revoke, withdraw
from web_service.domain.search.cards import Order, SearchCriteria
from web_service.ports.listings import ListingChangedMeanwhile, ListingExists, ListingNotFound

from tests.adapters.web.conftest import TABLE
from tests.unit.web.fakes import (
    HOUSE,
    MONDAY,
    TUESDAY,
    a_listing,
    an_image,
    answer_to,
    pending,
    with_picture,
)
from unicorn_kit.errors import StoreUnavailable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

FEATURES = Features(
    headline="Sunny & <b>bright</b>",
    property_type=PropertyType.FARM,
    bedrooms=0,
    bathrooms=Decimal(2),
    living_area=Decimal("118.25"),
    lot_size=Decimal(1_000_000_000),
    year_built=1908,
    heating=Heating.NONE,
)
DESCRIBED = replace(with_picture(a_listing()).images[0], alt_text="The front 🏠")
REASON = Reason(code="CONTRACT_CANCELLED", subject="contract", message="Cancelled & <b>gone</b>.")


def saved(listings: ListingTable, before: Listing, after: Listing) -> Listing:
    after = replace(after, version=before.version + 1)
    listings.save(before, after)
    return after


def published(listings: ListingTable, listing: Listing) -> Listing:
    listings.add(listing)
    asked = saved(listings, listing, pending(listing))
    return saved(listings, asked, decide(asked, answer_to(asked), at=TUESDAY))


def revocation_of(listing: Listing) -> Revocation:
    assert listing.request
    return Revocation(
        property_id=listing.property_id,
        request_id=listing.request.request_id,
        reason=REASON,
        occurred_at=TUESDAY,
    )


def test_a_stored_listing_is_read_back_equal(listings: ListingTable) -> None:
    refused = an_image()
    draft = reject(expect(with_picture(a_listing()), refused, now=MONDAY), refused.image_id, a_rejection())
    draft = expect(replace(draft, description="ünïcödé & <script>\n\t+%41"), an_image(), now=MONDAY)
    draft = recorded(replace(draft, features=FEATURES, images=(DESCRIBED, *draft.images[1:])), at=MONDAY)
    listings.add(draft)
    assert listings.get(HOUSE) == draft
    asked = saved(listings, draft, pending(draft))
    assert listings.get(HOUSE) == asked
    declined = decide(asked, answer_to(asked, Result.DECLINED, reasons=(REASON, REASON)), at=TUESDAY)
    declined = saved(listings, asked, declined)
    assert listings.get(HOUSE) == declined
    again = saved(listings, declined, pending(declined))
    approved = decide(again, answer_to(again), at=TUESDAY)
    approved = saved(listings, again, recorded(replace(approved, price=Money(minor=1, currency="JPY")), at=TUESDAY))
    assert listings.get(HOUSE) == approved
    assert [past.offered_at for past in approved.price_history] == [None, TUESDAY]


def test_a_listing_stored_without_features_and_histories_is_read(
    listings: ListingTable, dynamodb: "DynamoDBClient"
) -> None:
    item = dict(listing_item(a_listing()))
    for name in ("features", "price_history", "status_history"):
        del item[name]
    dynamodb.put_item(TableName=TABLE, Item=item)
    assert listings.get(HOUSE) == a_listing()


def test_a_listing_is_removed_only_in_its_current_version(listings: ListingTable) -> None:
    listings.add(a_listing())
    changed = saved(listings, a_listing(), with_picture(a_listing()))
    with pytest.raises(ListingChangedMeanwhile, match=HOUSE):
        listings.remove(a_listing())
    assert listings.get(HOUSE) == changed
    listings.remove(changed)
    with pytest.raises(ListingNotFound):
        listings.get(HOUSE)


def a_rejection() -> Rejection:
    return Rejection(code=RejectionCode.DAMAGED, message="damaged")


def test_an_unknown_property_is_not_found(listings: ListingTable) -> None:
    with pytest.raises(ListingNotFound, match=HOUSE):
        listings.get(HOUSE)


def test_a_property_can_be_listed_only_once(listings: ListingTable) -> None:
    listings.add(a_listing())
    with pytest.raises(ListingExists, match=HOUSE):
        listings.add(a_listing(description="another"))
    assert listings.get(HOUSE) == a_listing()


@pytest.mark.parametrize("public", [False, True])
def test_a_write_that_lost_a_race_writes_nothing(
    listings: ListingTable, dynamodb: "DynamoDBClient", public: bool
) -> None:
    listings.add(a_listing())
    asked = saved(listings, a_listing(), pending(a_listing()))
    stored = dynamodb.scan(TableName=TABLE)["Items"]
    late = decide(asked, answer_to(asked), at=TUESDAY) if public else replace(asked, description="another")
    with pytest.raises(ListingChangedMeanwhile):
        saved(listings, a_listing(), late)
    assert dynamodb.scan(TableName=TABLE)["Items"] == stored


def test_an_approval_makes_a_listing_public_and_a_revocation_hides_it(
    listings: ListingTable, public: PublicListingTable, dynamodb: "DynamoDBClient"
) -> None:
    listing = published(listings, with_picture(a_listing()))
    assert public.details(HOUSE)
    for area in card_areas(HOUSE, "sale", "USD", 0):
        for order in Order:
            (card,) = public.cards(area.name, order, SearchCriteria(), limit=10, after=None).cards
            assert (card.property_id, card.image_id) == (HOUSE, str(listing.images[0].image_id))
    saved(listings, listing, revoke(listing, revocation_of(listing), at=TUESDAY))
    assert public.details(HOUSE) is None
    assert [item["sk"]["S"] for item in dynamodb.scan(TableName=TABLE)["Items"]] == ["LISTING"]


def test_an_edit_leaves_the_public_version_unchanged(listings: ListingTable, public: PublicListingTable) -> None:
    listing = published(listings, a_listing())
    edited = saved(listings, listing, edit(listing, Edit(description="changed", features={"bedrooms": 4})))
    details = public.details(HOUSE)
    assert details
    assert (details.description, details.facts["bedrooms"]) == ("A lovely house", None)
    asked = saved(listings, edited, pending(edited))
    saved(listings, asked, decide(asked, answer_to(asked), at=TUESDAY))
    details = public.details(HOUSE)
    assert details
    assert (details.description, details.facts["bedrooms"]) == ("changed", 4)


def test_the_details_have_every_feature_and_the_texts_of_images(
    listings: ListingTable, public: PublicListingTable
) -> None:
    published(listings, replace(with_picture(a_listing()), features=FEATURES, images=(DESCRIBED,)))
    details = public.details(HOUSE)
    assert details
    assert {name: details.facts[name] for name in Features.__slots__} == {
        "headline": "Sunny & <b>bright</b>",
        "property_type": "farm",
        "bedrooms": 0,
        "bathrooms": 2,
        "living_area": 118.25,
        "lot_size": 1000000000,
        "year_built": 1908,
        "heating": "none",
        "rent_period": None,
        "agent_name": None,
    }
    assert json.dumps(details.facts["lot_size"]) == "1000000000"
    assert [(image["alt_text"], image["caption"]) for image in details.images] == [("The front 🏠", None)]


def test_a_withdrawn_listing_is_not_found_anywhere(listings: ListingTable, public: PublicListingTable) -> None:
    listing = published(listings, with_picture(a_listing()))
    saved(listings, listing, withdraw(listing, at=TUESDAY))
    assert public.details(HOUSE) is None
    assert public.cards("usa/anytown", Order.PLACE, SearchCriteria(), limit=10, after=None).cards == []


def test_agents_lists_are_complete_and_newest_first(listings: ListingTable) -> None:
    houses = [a_listing(str(n), created_at=MONDAY + timedelta(milliseconds=n // 2)) for n in range(PAGE + 5)]
    for house in houses:
        listings.add(house)
    listings.add(a_listing("other", agent="agent2"))
    newest = sorted(houses, key=lambda h: (h.created_at, h.property_id), reverse=True)
    for wanted in (ListingFilter(agent="agent1"), ListingFilter(agent="agent1", status=ListingStatus.DRAFT)):
        assert list(listings.find(wanted)) == newest
        behind = replace(wanted, before=(newest[10].created_at, newest[10].property_id))
        assert list(listings.find(behind)) == newest[11:]
    assert list(listings.find(ListingFilter(agent="agent1", status=ListingStatus.PENDING))) == []
    assert list(listings.find(ListingFilter(agent="agent3"))) == []


def test_admins_lists_have_every_status(listings: ListingTable) -> None:
    first, second = a_listing("1"), a_listing("2", agent="agent2", created_at=TUESDAY)
    listings.add(first)
    listings.add(second)
    asked = saved(listings, first, pending(first))
    assert list(listings.find(ListingFilter())) == [second, asked]
    assert list(listings.find(ListingFilter(status=ListingStatus.PENDING))) == [asked]


def test_a_list_reads_only_the_pages_that_are_used(listings: ListingTable, dynamodb: "DynamoDBClient") -> None:
    for number in range(PAGE + 5):
        listings.add(a_listing(str(number)))
    queries: list[str] = []
    dynamodb.meta.events.register("before-call.dynamodb.Query", lambda **_: queries.append("query"))
    assert len(list(islice(listings.find(ListingFilter(agent="agent1")), 3))) == 3
    assert len(queries) == 1


@pytest.mark.parametrize("code", ["ProvisionedThroughputExceededException", "InternalServerError", "AccessDenied"])
def test_a_failing_store_is_unavailable_not_broken(code: str) -> None:
    class Failing:
        exceptions: Any = type(
            "Exceptions",
            (),
            dict.fromkeys(
                ("ConditionalCheckFailedException", "TransactionCanceledException"), type("Never", (Exception,), {})
            ),
        )

        def __getattr__(self, operation: str) -> Any:
            def call(**_: Any) -> None:
                raise ClientError({"Error": {"Code": code, "Message": "no"}}, operation)

            return call

    failing = ListingTable(Failing(), TABLE)  # type: ignore[arg-type]
    public = PublicListingTable(Failing(), TABLE)  # type: ignore[arg-type]
    asked = pending()
    for ask in (
        lambda: failing.get(HOUSE),
        lambda: failing.add(a_listing()),
        lambda: failing.save(a_listing(), asked),
        lambda: failing.remove(a_listing()),
        lambda: failing.save(asked, decide(asked, answer_to(asked), at=TUESDAY)),
        lambda: list(failing.find(ListingFilter(agent="agent1"))),
        lambda: public.details(HOUSE),
        lambda: public.cards("usa/anytown", Order.PLACE, SearchCriteria(), limit=1, after=None),
    ):
        with pytest.raises(StoreUnavailable, match=code):
            ask()


def test_a_second_listing_of_a_property_is_answered_with_the_first(listings: ListingTable) -> None:
    first = a_listing(address=replace(a_listing().address, region="Illinois", unit="Apt 4"))
    listings.add(first)
    with pytest.raises(ListingExists, match="by another agent, as Apt 4, 111 Main Street, Anytown, Illinois") as taken:
        listings.add(a_listing(agent="agent2"))
    assert (taken.value.holder, taken.value.is_own) == (first, False)


def test_a_listing_is_added_if_the_other_one_was_removed_at_the_same_moment(
    listings: ListingTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = a_listing(), a_listing(agent="agent2")
    listings.add(first)

    def removed_before_it_is_read(property_id: str) -> Listing:
        monkeypatch.undo()
        listings.remove(first)
        return listings.get(property_id)

    monkeypatch.setattr(listings, "get", removed_before_it_is_read)
    listings.add(second)
    assert listings.get(HOUSE) == second


class LosesAnswers:
    """A client whose first answer to each write is lost, so that it repeats the call, as the functions' client does."""

    def __init__(self, client: "DynamoDBClient") -> None:
        self._client = client

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._client, name)

        def twice(**given: Any) -> Any:
            call(**given)
            return call(**given)

        return twice if name in {"put_item", "delete_item"} else call


def test_a_write_whose_answer_was_lost_has_succeeded(dynamodb: "DynamoDBClient") -> None:
    listings: ListingTable = ListingTable(LosesAnswers(dynamodb), TABLE)  # type: ignore[arg-type]
    first = with_picture(a_listing())
    listings.add(first)
    assert listings.get(HOUSE) == first
    changed = saved(listings, first, replace(first, description="another"))
    assert listings.get(HOUSE) == changed
    with pytest.raises(ListingExists):
        listings.add(first)
    with pytest.raises(ListingChangedMeanwhile):
        listings.remove(first)
    listings.remove(changed)
    with pytest.raises(ListingNotFound):
        listings.get(HOUSE)
    with pytest.raises(ListingChangedMeanwhile):
        saved(listings, first, first)
