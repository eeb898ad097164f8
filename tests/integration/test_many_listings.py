"""Two thousand listings on the deployed stack: the pages of every search are right, even while listings change."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import uuid4

import httpx
import pytest
from web_service.domain.listings.listing import Listing, ListingStatus, OfferKind
from web_service.domain.search.cards import SearchCriteria

from tests.adapters.web.agency import CURRENCIES, Agency
from tests.integration.aws import Aws
from tests.integration.deployed_agency import DeployedAgency
from unicorn_cli.stages.access import Access
from unicorn_cli.terminal.waiting import eventually

COUNT, AT_ONCE = 2000, 4
COUNTED = 120  # seconds at most until a thousand publications are in the counts
LAND = f"Land {uuid4().hex[:8]}"  # used by this run alone
HIDDEN = (ListingStatus.DRAFT, ListingStatus.DECLINED, ListingStatus.WITHDRAWN)  # a pending one would be evaluated
COUNTRY = LAND.lower().replace(" ", "-")
CITIES = [(LAND, "Big City"), (LAND, "Big City"), (LAND, "Big"), (LAND, "Kyōto")]


@pytest.fixture(scope="module")
def agency(aws: Aws, outputs: dict[str, str]) -> Agency:
    agency = DeployedAgency(aws, outputs, 11, cities=CITIES)
    houses = [agency.draft() for _ in range(COUNT)]
    with ThreadPoolExecutor(AT_ONCE) as writers:
        list(writers.map(agency.publish, houses[: COUNT // 2]))
        hidden = [replace(house, status=agency.chance.choice(HIDDEN)) for house in houses[COUNT // 2 :]]
        list(writers.map(agency.listings.add, hidden))
    return agency


@pytest.fixture(scope="module")
def customer(access: Access) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=access.outputs["WebApiUrl"], trust_env=False, timeout=30) as client:
        yield client


def pages(customer: httpx.Client, path: str, **query: Any) -> Iterator[list[dict[str, Any]]]:
    page = customer.get(path, params=query)
    while True:
        assert page.status_code == 200, page.text
        assert len(page.json()) <= query["limit"]
        yield page.json()
        if "next" not in page.links:
            return
        page = customer.get(page.url.join(page.links["next"]["url"]))


def found(customer: httpx.Client, path: str, **query: Any) -> list[str]:
    return [card["property_id"] for page in pages(customer, path, **query) for card in page]


def test_every_approved_listing_is_found_once_and_no_other(agency: Agency, customer: httpx.Client) -> None:
    path = f"/search/{LAND}/big city"
    for sort in ("place", "newest"):
        seen = found(customer, path, limit=100, sort=sort)
        assert len(seen) == len(set(seen))
        assert set(seen) == agency.truth(f"{COUNTRY}/big-city", None, SearchCriteria())


@pytest.mark.parametrize("currency", CURRENCIES)
def test_by_price_every_listing_of_a_currency_is_found_once(
    agency: Agency, customer: httpx.Client, currency: str
) -> None:
    for sort in ("price", "-price"):
        seen = found(customer, f"/search/{LAND}/big city", limit=100, sort=sort, currency=currency)
        assert len(seen) == len(set(seen))
        assert set(seen) == agency.truth(f"{COUNTRY}/big-city", None, SearchCriteria(currency=currency))


@pytest.mark.parametrize(
    ("query", "criteria"),
    [
        (
            {"min_price": 5, "max_price": 20, "currency": "USD"},
            SearchCriteria(Decimal(5), Decimal(20), currency="USD"),
        ),
        ({"bedrooms": 4}, SearchCriteria(bedrooms=4)),
        (
            {"bedrooms": 3, "max_price": 20, "sort": "newest", "currency": "SPL"},
            SearchCriteria(None, Decimal(20), 3, currency="SPL"),
        ),
    ],
)
def test_every_search_criterion_is_met(
    agency: Agency, customer: httpx.Client, query: dict[str, Any], criteria: SearchCriteria
) -> None:
    seen = found(customer, f"/search/{LAND}/Big City", limit=60, contract="rent", **query)
    assert len(seen) == len(set(seen))
    assert set(seen) == agency.truth(f"{COUNTRY}/big-city", OfferKind.RENT, criteria)


def test_pages_stay_right_while_listings_are_published_and_withdrawn(agency: Agency, customer: httpx.Client) -> None:
    before = agency.truth(f"{COUNTRY}/big-city", None, SearchCriteria(currency="USD"))
    touched: set[str] = set()
    seen: list[str] = []
    for page in pages(customer, f"/search/{LAND}/Big City", limit=50, sort="price", currency="USD"):
        seen += [card["property_id"] for card in page]
        gone: Listing = agency.chance.choice(list(agency.public.values()))
        agency.withdraw(gone)
        touched |= {gone.property_id, agency.publish(agency.draft()).property_id}
    assert len(seen) == len(set(seen))
    assert before - touched <= set(seen) <= before | touched


def test_the_counts_are_exact(agency: Agency, customer: httpx.Client) -> None:
    counted: Counter[str] = agency.counted()[COUNTRY]
    assert eventually(
        lambda: {city["city"]: city["listings"] for city in listed(customer, f"/search/{LAND}")} == counted,
        seconds=COUNTED,
    )
    cities = listed(customer, f"/search/{LAND}")
    assert {city["name"] for city in cities} == {"Big City", "Big", "Kyōto"}
    expected = {"country": COUNTRY, "name": LAND, "listings": counted.total(), "cities": len(counted)}
    assert eventually(lambda: expected in listed(customer, "/search"), seconds=COUNTED)


def listed(customer: httpx.Client, path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = customer.get(path).json()
    return found
