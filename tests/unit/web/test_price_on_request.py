"""A price on request: its agent sees it, and nothing that customers may read holds it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from live_feed_service import inbound
from web_service.adapters.search.public_items import public_items
from web_service.domain.listings.listing import Listing
from web_service.domain.listings.money import Money
from web_service.events import PublicationApprovalRequested

from tests.unit.web.api import ask
from tests.unit.web.fakes import HOUSE, FakeListings, a_listing, approved, pending, with_picture
from tests.unit.web.test_listing_fields import DRAFT, change, read
from tests.unit.web.test_listing_life import approved as published

pytestmark = pytest.mark.usefixtures("listings", "bucket")
MINOR = 731_945_77
PRICES = ("73194577", "731945.77")
SEARCHES = ("/search/usa/anytown", "/search/usa/anytown/main-street")


def a_quiet_listing(**changes: Any) -> Listing:
    listing = a_listing(price=Money(minor=MINOR, currency="USD"), price_on_request=True, **changes)
    return with_picture(listing)


def details() -> dict[str, Any]:
    return dict(ask("GET", f"/properties/{HOUSE}", claims=None).body)


def every_public_answer() -> Iterator[str]:
    for path in (*SEARCHES, *(f"{SEARCHES[0]}?sort={order}" for order in ("newest", "place", "price", "-price"))):
        yield json.dumps(ask("GET", path, claims=None).body)
    yield json.dumps(details())


def test_its_agent_states_and_sees_the_price() -> None:
    created = ask("POST", "/properties", DRAFT | {"price_on_request": True})
    assert (created.status, created.body["price_on_request"], created.body["listprice"]) == (201, True, 199.99)
    assert change({"price_on_request": False}).body["price_on_request"] is False
    without = {name: value for name, value in DRAFT.items() if name != "listprice"}
    assert ask("POST", "/properties", without | {"price_on_request": True}).fields == {"listprice"}


def test_a_listing_shows_its_price_unless_it_says_otherwise(listings: FakeListings) -> None:
    assert ask("POST", "/properties", DRAFT).body["price_on_request"] is False
    assert change({"headline": "Other"}, "*").body["price_on_request"] is False
    listings.stored = {}
    listings.add(with_picture(a_listing()))
    published(listings)
    assert (details()["price_on_request"], details()["listprice"]) == (False, 199.99)


def test_no_public_answer_shows_it(listings: FakeListings) -> None:
    listings.add(a_quiet_listing())
    published(listings)
    (card,) = ask("GET", SEARCHES[0], claims=None).body
    for shown in (card, details()):
        assert (shown["price_on_request"], shown["listprice"], shown["currency"]) == (True, None, "USD")
    assert details()["price_history"] == []
    for answer in every_public_answer():
        assert not any(price in answer for price in PRICES)


def test_no_item_that_customers_read_holds_it() -> None:
    listing = approved(a_quiet_listing())
    assert listing.public_version
    items = json.dumps(public_items(listing, listing.public_version))
    assert not any(price in items for price in PRICES)
    assert '"price"' not in items


@pytest.mark.parametrize("query", ["min_price=1", "max_price=999999999", "min_price=731945&max_price=731946"])
def test_no_price_filter_finds_it(listings: FakeListings, query: str) -> None:
    listings.add(a_quiet_listing())
    published(listings)
    for order in ("place", "newest", "price", "-price"):
        assert ask("GET", f"{SEARCHES[0]}?{query}&sort={order}", claims=None).body == []


@pytest.mark.parametrize(("order", "finds"), [("place", 1), ("newest", 1), ("price", 0), ("-price", 0)])
def test_it_is_in_no_order_by_price(listings: FakeListings, order: str, finds: int) -> None:
    listings.add(a_quiet_listing())
    published(listings)
    assert len(ask("GET", f"{SEARCHES[0]}?sort={order}", claims=None).body) == finds


def test_a_price_that_is_no_longer_shown_leaves_the_history_and_comes_back_with_it(listings: FakeListings) -> None:
    listings.add(with_picture(a_listing()))
    published(listings)
    assert [past["listprice"] for past in details()["price_history"]] == [199.99]
    change({"price_on_request": True, "listprice": 150}, "*")
    published(listings)
    assert (details()["listprice"], details()["price_history"]) == (None, [])
    change({"price_on_request": False, "listprice": 120}, "*")
    published(listings)
    assert [past["listprice"] for past in details()["price_history"]] == [199.99, 120]  # 150 was shown to nobody
    assert [past["listprice"] for past in read()["price_history"]] == [199.99, 150, 120]


@pytest.mark.parametrize("on_request", [True, False])
def test_the_live_feed_shows_a_request_for_publication_without_it(on_request: bool) -> None:
    asked = pending(replace(a_quiet_listing(), price_on_request=on_request))
    assert asked.request
    detail = json.loads(PublicationApprovalRequested.of(asked, asked.request).model_dump_json())
    assert (detail["price_on_request"], detail["listprice"]) == (on_request, 731945.77)
    event = {"id": "e", "time": "2026-03-02T09:00:00Z", "source": "unicorn.web"}
    text = json.dumps(event | {"detail-type": "PublicationApprovalRequested", "detail": detail})
    shown = inbound.read(text).to_domain().detail
    assert ("listprice" in shown) is not on_request
    assert {name: value for name, value in shown.items() if name != "listprice"} == {
        name: value for name, value in detail.items() if name != "listprice"
    }
