"""A listing for rent states the time that its price is for; one for sale states none."""

from dataclasses import replace
from typing import Any

import pytest
from web_service.domain.listings.features import Features, RentPeriod
from web_service.domain.listings.listing import OfferKind

from tests.unit.web.api import Answer, ask
from tests.unit.web.fakes import HOUSE, FakeListings, a_listing
from tests.unit.web.test_listing_fields import DRAFT, change, read

pytestmark = pytest.mark.usefixtures("listings", "bucket")
SALE = {name: value for name, value in DRAFT.items() if name != "rent_period"} | {"contract": "sale"}
RENT = SALE | {"contract": "rent"}


def stated() -> tuple[Any, Any]:
    listing = read()
    return listing["contract"], listing["rent_period"]


def requested() -> Answer:
    return ask("POST", "/request_approval", {"property_id": HOUSE})


@pytest.mark.parametrize("period", list(RentPeriod))
def test_a_rent_has_the_period_that_was_sent(period: RentPeriod) -> None:
    assert ask("POST", "/properties", RENT | {"rent_period": period}).body["rent_period"] == period
    assert stated() == ("rent", period)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (RENT, "a listing for rent needs the time that its price is for: week, month, year"),
        (RENT | {"rent_period": None}, "a listing for rent needs the time that its price is for: week, month, year"),
        (SALE | {"rent_period": "month"}, "a listing for sale has no rent period; leave it out"),
    ],
)
def test_a_draft_whose_period_does_not_suit_its_offer_is_an_error(body: dict[str, Any], sentence: str) -> None:
    refused = ask("POST", "/properties", body)
    assert refused.status == 400
    assert refused.body["errors"] == [{"field": "rent_period", "message": sentence}]
    assert ask("GET", "/properties").body == []


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        (SALE, {"contract": "rent", "rent_period": "week"}, ("rent", "week")),
        (DRAFT, {"rent_period": "year"}, ("rent", "year")),
        (DRAFT, {"listprice": 7}, ("rent", "month")),
        (DRAFT, {"contract": "sale"}, ("sale", None)),
        (DRAFT, {"contract": "sale", "rent_period": None}, ("sale", None)),
    ],
)
def test_an_edit_keeps_offer_and_period_in_agreement(
    before: dict[str, Any], edit: dict[str, Any], after: tuple[Any, Any]
) -> None:
    ask("POST", "/properties", before)
    assert change(edit).status == 200
    assert stated() == after


@pytest.mark.parametrize(
    ("before", "edit"),
    [
        (SALE, {"contract": "rent"}),
        (SALE, {"rent_period": "week"}),
        (DRAFT, {"rent_period": None}),
        (DRAFT, {"contract": "sale", "rent_period": "week"}),
    ],
)
def test_an_edit_that_would_make_them_disagree_is_an_error(before: dict[str, Any], edit: dict[str, Any]) -> None:
    created = ask("POST", "/properties", before).body
    refused = change(edit)
    assert (refused.status, refused.fields) == (400, {"rent_period"})
    assert read() == created


def test_a_rent_stored_without_a_period_is_edited_but_published_only_with_one(listings: FakeListings) -> None:
    listings.add(a_listing(kind=OfferKind.RENT))
    assert stated() == ("rent", None)
    assert change({"description": "Freshly painted"}, "*").status == 200
    refused = requested()
    assert (refused.status, refused.kind, refused.fields) == (409, "rent-period-missing", {"rent_period"})
    assert change({"rent_period": "month"}, "*").status == 200
    assert requested().status == 202


def test_a_period_is_compared_with_the_offer_that_is_stored(listings: FakeListings) -> None:
    listings.add(replace(a_listing(kind=OfferKind.RENT), features=Features(rent_period=RentPeriod.WEEK)))
    assert change({"rent_period": "week"}, "*").status == 200
    assert stated() == ("rent", "week")
