"""Prices in different currencies are never compared."""

from dataclasses import replace

import pytest
from web_service.domain.listings.money import Money

from tests.unit.web.api import ask
from tests.unit.web.fakes import FakeListings
from tests.unit.web.test_search_api import following, published

CITY = "/search/usa/anytown"


@pytest.fixture
def dollars_and_yen(listings: FakeListings) -> FakeListings:
    """Publish homes 1 to 3 for 300, 100 and 200 dollars, and 4 and 5 for 150 and 50 yen."""
    prices = [(30000, "USD"), (10000, "USD"), (20000, "USD"), (150, "JPY"), (50, "JPY")]
    for number, (minor, currency) in enumerate(prices, 1):
        house = published(listings, number=str(number))
        listings.public[house.property_id] = replace(house, price=Money(minor=minor, currency=currency))
    return listings


def found(query: str, place: str = CITY) -> tuple[str, str | None]:
    """Return the house numbers that a search finds, in order, and the currency that the answer names."""
    answer = ask("GET", f"{place}{query}", claims=None)
    assert answer.status == 200
    return "".join(card["number"] for card in answer.body), answer.headers.get("Price-Currency")


@pytest.mark.usefixtures("dollars_and_yen")
@pytest.mark.parametrize(
    ("query", "numbers", "currency"),
    [
        ("", "12345", None),
        ("?sort=newest", "54321", None),
        ("?sort=price", "231", "USD"),
        ("?sort=-price", "132", "USD"),
        ("?min_price=120", "31", "USD"),
        ("?max_price=200&sort=place", "23", "USD"),
        ("?currency=JPY", "45", None),
        ("?currency=JPY&sort=price", "54", "JPY"),
        ("?currency=JPY&min_price=100", "4", "JPY"),
        ("?currency=USD&sort=newest", "321", None),
        ("?currency=EUR", "", None),
        ("?currency=EUR&sort=price", "", "EUR"),
    ],
)
def test_where_prices_are_compared_they_are_in_one_currency(query: str, numbers: str, currency: str | None) -> None:
    assert found(query) == (numbers, currency)
    assert found(query, f"{CITY}/main-street") == (numbers, currency)


def test_the_currency_of_a_street_is_the_most_frequent_one_in_its_city(dollars_and_yen: FakeListings) -> None:
    published(dollars_and_yen, number="7")  # the fourth in dollars
    house = published(dollars_and_yen, street="Side Street", number="6")
    dollars_and_yen.public[house.property_id] = replace(house, price=Money(minor=5, currency="JPY"))
    assert found("?sort=price", f"{CITY}/side-street") == ("", "USD")


def test_as_many_in_two_currencies_give_the_first_by_the_alphabet(dollars_and_yen: FakeListings) -> None:
    house = published(dollars_and_yen, number="6")
    dollars_and_yen.public[house.property_id] = replace(house, price=Money(minor=5, currency="JPY"))
    assert found("?sort=price") == ("654", "JPY")


def test_every_page_is_in_the_currency_of_the_first(dollars_and_yen: FakeListings) -> None:
    first = ask("GET", f"{CITY}?sort=price&limit=2", claims=None)
    for number in "6789":  # yen are the most frequent by now
        house = published(dollars_and_yen, number=number)
        dollars_and_yen.public[house.property_id] = replace(house, price=Money(minor=5, currency="JPY"))
    second = ask("GET", following(first, CITY) or "", claims=None)
    assert [card["number"] for card in first.body + second.body] == ["2", "3", "1"]
    assert second.headers["Price-Currency"] == "USD"


@pytest.mark.usefixtures("listings")
def test_a_city_without_listings_has_no_currency() -> None:
    assert found("?sort=price") == ("", None)


@pytest.mark.usefixtures("listings")
@pytest.mark.parametrize("currency", ["", "usd", "US", "USDX", "$", "\uff35\uff33\uff24", "12A", "USD ", "💥", "%00"])
def test_a_currency_that_is_no_code_is_an_error(currency: str) -> None:
    answer = ask("GET", f"{CITY}?currency={currency}", claims=None)
    assert (answer.status, answer.kind, answer.fields) == (400, "invalid-request", {"currency"})
