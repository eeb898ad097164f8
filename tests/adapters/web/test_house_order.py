"""The homes of a street are in the order in which people count them."""

import random
from dataclasses import replace
from typing import Any

import pytest
from web_service.adapters.search.public_items import PLACE_MAX
from web_service.domain.listings.listing import Listing
from web_service.domain.search.cards import Order, SearchCriteria
from web_service.domain.search.details import PublicListing

from tests.adapters.web.agency import Agency, Reading
from tests.unit.web.fakes import a_listing
from unicorn_kernel.address import canonical
from unicorn_kernel.property_id import of_address

NUMBERS = ("1", "2", "3", "10", "12", "12½", "12-14", "12A", "100")


def a_home(number: str, **address: Any) -> Listing:
    where = canonical(replace(a_listing().address, number=number, **address))
    return replace(a_listing(), address=where, property_id=of_address(where))


def settled(homes: list[Listing]) -> Agency:
    agency = Agency(1)
    for home in random.Random(5).sample(homes, len(homes)):
        agency.publish(home)
    return agency


@pytest.mark.parametrize("limit", [1, 2, 3, 25])
@pytest.mark.parametrize("place", ["usa/anytown", "usa/anytown/main-street"])
def test_house_numbers_are_in_the_order_of_counting_over_all_pages(place: str, limit: int) -> None:
    reading = Reading(settled([a_home(number) for number in NUMBERS]).search, place, Order.PLACE, limit)
    reading.all()
    assert [card.number for card in reading.cards] == list(NUMBERS)
    assert reading.read == len(NUMBERS) + reading.looks


def test_a_city_is_in_the_order_of_its_streets_and_a_house_in_that_of_its_units() -> None:
    homes = [
        a_home("10", street="Elm Street"),
        a_home("2", street="Main"),
        a_home("2", street="Main Street", unit=None),
        a_home("2", street="Main Street", unit="2"),
        a_home("2", street="Main Street", unit="10"),
        a_home("2A", street="Main Street"),
    ]
    reading = Reading(settled(homes).search, "usa/anytown", Order.PLACE, 2)
    assert reading.all() == [home.property_id for home in homes]


def older(items: dict[tuple[str, str], Any], sk: str) -> dict[str, Any]:
    """Return an item under the sort key of format 3."""
    return {**items[next(key for key in items if key[1].startswith(f"C{sk[-1]}#"))], "sk": {"S": sk}}


def in_format_3(agency: Agency, listing: Listing) -> Listing:
    """Store a public listing's cards as format 3 did; return the listing as it was then."""
    own = {key: item for key, item in agency.dynamodb.items.items() if key[0] == listing.property_id}
    before = [older(own, f"CARD#{number}") for number in range(4)]
    for key in own:
        if key[1].startswith("C"):
            agency.dynamodb._store(key, None)
    for item in before:
        agency.dynamodb._store((item["pk"]["S"], item["sk"]["S"]), item)
    assert listing.public_version
    return replace(listing, public_version=replace(listing.public_version, currency=None))


@pytest.mark.parametrize("order", sorted(Order))
@pytest.mark.parametrize("limit", [1, 3, 25])
def test_no_card_of_an_older_format_is_lost(order: str, limit: int) -> None:
    agency = settled([a_home(number) for number in NUMBERS])
    for number in ("3", "100", "12A"):
        in_format_3(agency, agency.public[a_home(number).property_id])
    seen = Reading(agency.search, "usa/anytown", Order(order), limit).all()
    assert len(seen) == len(NUMBERS)
    assert set(seen) == set(agency.public)


def test_a_card_of_an_older_format_gets_its_place_when_its_listing_is_published_again() -> None:
    agency = settled([a_home(number) for number in NUMBERS])
    before = in_format_3(agency, agency.public[a_home("12A").property_id])
    assert (before.property_id, "CARD#0") in agency.dynamodb.items
    shown = agency.public[before.property_id]
    agency.listings.save(before, replace(shown, version=3))
    reading = Reading(agency.search, "usa/anytown", Order.PLACE, 25)
    reading.all()
    assert [card.number for card in reading.cards] == list(NUMBERS)


def test_a_listing_of_an_older_format_leaves_no_card_when_it_is_withdrawn() -> None:
    agency = Agency(1)
    before = in_format_3(agency, agency.publish(a_home("12A")))
    agency.listings.save(before, replace(before, public_version=None, version=3))
    assert {sk for _, sk in agency.dynamodb.items} == {"LISTING"}


@pytest.mark.parametrize("letter", ["ΐ", "𠮷", "1½"])
def test_the_longest_number_and_unit_are_stored_found_and_withdrawn(letter: str) -> None:
    number = "1" + (letter * 60)[:59]
    home = a_home(number, unit=number, street="x" * 60)
    agency = Agency(1)
    shown = agency.publish(home)
    sks = [sk for _, sk in agency.dynamodb.items if sk.startswith("C")]
    assert max(len(sk.encode()) for sk in sks) <= len("C5.50#") + 60 + 1 + 4 * PLACE_MAX < 1024  # bytes of a sort key
    assert Reading(agency.search, "usa/anytown", Order.PLACE, 1).all() == [home.property_id]
    agency.withdraw(shown)
    assert {sk for _, sk in agency.dynamodb.items} == {"LISTING"}


def test_a_card_and_the_details_have_the_whole_address() -> None:
    home = a_home("12A", region="Illinois", city="Springfield", postcode="62701", unit="Flat 4")
    agency = settled([home])
    city = home.property_id.rpartition("/")[0].rpartition("/")[0]
    (card,) = agency.search.cards(city, Order.PLACE, SearchCriteria(), limit=1, after=None).cards
    details = agency.search.details(home.property_id)
    assert isinstance(details, PublicListing)
    for shown in (card, details):
        found = {name: getattr(shown, name) for name in ("country", "region", "city", "postcode", "street", "unit")}
        assert found | {"number": shown.number} == {
            "country": "USA",
            "region": "Illinois",
            "city": "Springfield",
            "postcode": "62701",
            "street": "Main Street",
            "number": "12A",
            "unit": "Flat 4",
        }


def test_the_order_does_not_depend_on_the_spelling_of_the_address() -> None:
    """So a listing is withdrawn by the keys that it was published under, if its address gets its canonical spelling."""
    spelled = a_home("12 A")
    typed = replace(spelled, address=replace(spelled.address, number="  12   A "))
    keys = []
    for listing in (spelled, typed):
        agency = Agency(1)
        agency.publish(listing)
        keys.append(set(agency.dynamodb.items))
    assert keys[0] == keys[1]
