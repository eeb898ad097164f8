"""A search filters by every fact that buyers ask for, and refuses what it cannot compare."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from web_service.api.search.fact_filters import FACT_FILTERS, Measure, OneOf, Year
from web_service.domain.listings.features import FACTS as DECLARED
from web_service.domain.listings.features import Area, Choice, Features, Heating, PropertyType, RentPeriod, Whole
from web_service.domain.listings.features import Year as DeclaredYear
from web_service.domain.listings.listing import OfferKind
from web_service.domain.listings.money import Money
from web_service.domain.search.roster import FACTS

from tests.unit.web.api import ask
from tests.unit.web.fakes import FakeListings
from tests.unit.web.test_search_api import following, published

CITY = "/search/usa/anytown"
HOMES: list[dict[str, Any]] = [
    {"property_type": PropertyType.HOUSE, "bedrooms": 3, "bathrooms": Decimal("2.5"), "living_area": Decimal("120.1")},
    {"property_type": PropertyType.VILLA, "bedrooms": 5, "bathrooms": Decimal(4), "lot_size": Decimal("2000.25")},
    {"property_type": PropertyType.APARTMENT, "bathrooms": Decimal(1), "living_area": Decimal(60), "year_built": 1974},
    {"heating": Heating.HEAT_PUMP, "year_built": 2021, "lot_size": Decimal(300)},
    {},
]


@pytest.fixture
def homes(listings: FakeListings) -> FakeListings:
    """Publish homes 1 to 5 with the facts of HOMES, and 6 for rent by the week."""
    for number, facts in enumerate(HOMES, 1):
        home = published(listings, number=str(number))
        listings.public[home.property_id] = replace(home, features=Features(**facts))
    home = published(listings, number="6")
    rented = replace(home, kind=OfferKind.RENT, features=Features(rent_period=RentPeriod.WEEK))
    listings.public[home.property_id] = rented
    return listings


@pytest.mark.usefixtures("homes")
@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("property_type=villa", "2"),
        ("bathrooms=2.5", "12"),
        ("bathrooms=2.75", "2"),
        ("min_living_area=120.1", "1"),
        ("max_living_area=60", "3"),
        ("min_living_area=60&max_living_area=120", "3"),
        ("min_lot_size=300.01", "2"),
        ("max_lot_size=300", "4"),
        ("min_year_built=1975", "4"),
        ("max_year_built=2020", "3"),
        ("heating=heat_pump", "4"),
        ("heating=none", ""),
        ("rent_period=week", "6"),
        ("rent_period=week&contract=sale", ""),
        ("bathrooms=1&bedrooms=3", "12"),
        ("bathrooms=0&bedrooms=4&property_type=villa&sort=price", "2"),
    ],
)
def test_a_filter_finds_the_homes_that_state_it(query: str, numbers: str) -> None:
    answer = ask("GET", f"{CITY}?{query}", claims=None)
    assert answer.status == 200
    assert "".join(card["number"] for card in answer.body) == numbers


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("property_type=castle", "property_type"),
        ("heating=None", "heating"),
        ("bathrooms=-1", "bathrooms"),
        ("bathrooms=100", "bathrooms"),
        ("min_living_area=1e3", "min_living_area"),
        ("max_living_area=1.234", "max_living_area"),
        ("min_lot_size=12345678901", "min_lot_size"),
        ("min_year_built=999", "min_year_built"),
        ("max_year_built=2101", "max_year_built"),
        ("min_year_built=٢٠٢٠", "min_year_built"),
        ("min_living_area=2&max_living_area=1.99", "min_living_area"),
        ("words=%21", "words"),
        ("words=", "words"),
        (f"words={'x' * 201}", "words"),
        ("living_area=100", "living_area"),
        ("heating=gas&heating=oil", "heating"),
    ],
)
def test_a_filter_that_cannot_be_compared_is_refused(listings: FakeListings, query: str, wrong: str) -> None:
    published(listings)
    answer = ask("GET", f"{CITY}?{query}", claims=None)
    assert answer.status == 400
    assert wrong in str(answer.body)


def test_words_are_looked_for_in_headline_and_description(listings: FakeListings) -> None:
    texts = {"1": ("By the lake", "A sunny house."), "2": (None, "Sun, and a LAKE-side terrace."), "3": (None, "Lak.")}
    for number, (headline, description) in texts.items():
        home = published(listings, number=number)
        features = replace(home.features, headline=headline)
        listings.public[home.property_id] = replace(home, features=features, description=description)
    found = {"lake": "12", "lak": "123", "sun lake": "12", "sunny": "1", "la": "", "terrace": "2"}
    for words, numbers in found.items():
        answer = ask("GET", f"{CITY}?words={words.replace(' ', '+')}", claims=None)
        assert (answer.status, "".join(card["number"] for card in answer.body)) == (200, numbers), words
    assert [card["number"] for card in ask("GET", f"{CITY}?words=lake&bedrooms=99", claims=None).body] == []


COUNTRY = "/search-homes/usa"


@pytest.mark.usefixtures("homes")
@pytest.mark.parametrize(
    ("query", "numbers"),
    [("", "12345678"), ("bathrooms=2.5", "12"), ("contract=rent", "6"), ("currency=EUR", "8"), ("bedrooms=4", "2")],
)
def test_a_country_is_searched_with_the_same_filters(listings: FakeListings, query: str, numbers: str) -> None:
    published(listings, city="Springfield", number="7")
    euros = published(listings, city="Springfield", number="8")
    listings.public[euros.property_id] = replace(euros, price=Money(minor=100, currency="EUR"))
    published(listings, country="Canada", number="9")
    answer = ask("GET", f"{COUNTRY}?{query}", claims=None)
    assert answer.status == 200
    assert "".join(card["number"] for card in answer.body) == numbers
    if not query:
        priced = ask("GET", f"{COUNTRY}?sort=price", claims=None)
        assert (priced.headers["Price-Currency"], len(priced.body)) == ("USD", 7)


@pytest.mark.parametrize(("path", "wrong"), [(f"{COUNTRY}?sort=age", "sort"), ("/search-homes/--", "country")])
def test_a_search_over_a_country_refuses_what_others_refuse(listings: FakeListings, path: str, wrong: str) -> None:
    published(listings)
    answer = ask("GET", path, claims=None)
    assert (answer.status, wrong in str(answer.body)) == (400, True)
    assert ask("GET", "/search-homes/atlantis", claims=None).body == []


def test_a_cursor_is_of_its_filters_alone(listings: FakeListings) -> None:
    for number in "123":
        home = published(listings, number=number)
        listings.public[home.property_id] = replace(home, features=Features(bathrooms=Decimal(2)))
    asked = f"{CITY}?bathrooms=2&limit=2"
    first = ask("GET", asked, claims=None)
    link = following(first, CITY)
    assert link
    assert [card["number"] for card in ask("GET", link, claims=None).body] == ["3"]
    assert ask("GET", link.replace("bathrooms=2", "bathrooms=1"), claims=None).status == 400
    assert ask("GET", f"{link}&words=garden", claims=None).status == 400


def test_every_fact_that_is_declared_has_its_filter() -> None:
    """Choices and limits are those of domain/listings/features.py, which the search function does not load."""
    for name, kind in FACT_FILTERS.items():
        declared = DECLARED[kind.fact].kind
        match kind:
            case OneOf():
                assert isinstance(declared, Choice)
                assert list(kind.choices) == list(declared.options)
            case Measure():
                most = declared.maximum if isinstance(declared, Area | Whole) else None
                assert len(str(most)) == kind.digits, name
            case Year():
                assert isinstance(declared, DeclaredYear)
                assert (kind.schema["minimum"], kind.schema["maximum"]) == (declared.minimum, declared.maximum)
    texts = {"headline", "agent_name"}
    assert {kind.fact for kind in FACT_FILTERS.values()} | {"bedrooms"} == DECLARED.keys() - texts == set(FACTS)
