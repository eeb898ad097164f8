"""The items that the previous version wrote are read by this one: listings, searches, contracts, publications."""

import json
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from contracts_service.adapters.contract_table import ContractTable
from contracts_service.domain.contract import ContractStatus
from contracts_service.ports import ContractFilter
from properties_service.adapters.property_table import PropertyTable
from properties_service.adapters.request_table import RequestTable
from web_service.adapters.listings.listing_table import ListingTable
from web_service.adapters.search.public_listings import PublicListingTable
from web_service.domain.listings.listing import ListingFilter, ListingStatus
from web_service.domain.search.cards import Order, SearchCriteria

from tests.adapters.legacy.stored import CONTRACTS, LISTINGS, PROPERTIES, of_kind, read

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

LISTED = {item["pk"]["S"]: item for item in of_kind("listings", "LISTING")}
PUBLIC = {item["pk"]["S"]: json.loads(item["details"]["S"]) for item in of_kind("listings", "PUBLIC")}
AGREED = {item["contract_id"]["S"]: item for item in of_kind("contracts", "CONTRACT")}
PARTS = ("country", "city", "street", "number")


@pytest.mark.parametrize("property_id", LISTED)
def test_every_listing_is_read_as_it_was_written(store: "DynamoDBClient", property_id: str) -> None:
    listing = ListingTable(store, LISTINGS).get(property_id)
    written = LISTED[property_id]
    assert listing.status == written["listing_status"]["S"]
    assert listing.description == written["description"]["S"]
    assert listing.price.minor == int(written["minor"]["N"])
    address = {name: text["S"] for name, text in written["address"]["M"].items()}
    assert {name: getattr(listing.address, name) for name in PARTS} == address
    assert [str(image.image_id) for image in listing.images] == [
        image["M"]["image_id"]["S"] for image in written["images"]["L"]
    ]
    assert len(listing.price_history) == len(written.get("price_history", {"L": []})["L"])


def test_an_agent_finds_all_listings_of_then(store: "DynamoDBClient") -> None:
    found = ListingTable(store, LISTINGS).find(ListingFilter(agent=None, status=None, before=None))
    assert {listing.property_id for listing in found} == set(LISTED)


@pytest.mark.parametrize("order", Order)
def test_every_public_listing_is_found_in_its_city_and_street_in_every_order(
    store: "DynamoDBClient", order: Order
) -> None:
    search = PublicListingTable(store, LISTINGS)
    for property_id, written in PUBLIC.items():
        street = property_id.rpartition("/")[0]
        for area in (street, street.rpartition("/")[0]):
            page = search.cards(area, order, SearchCriteria(), limit=50, after=None)
            card = {card.property_id: card for card in page.cards}[property_id]
            assert {name: getattr(card, name) for name in PARTS} == {name: written[name] for name in PARTS}
            assert card.minor == written["minor"]


@pytest.mark.parametrize("property_id", PUBLIC)
def test_customers_see_the_details_of_every_public_listing(store: "DynamoDBClient", property_id: str) -> None:
    shown = PublicListingTable(store, LISTINGS).details(property_id)
    assert shown is not None
    written = PUBLIC[property_id]
    assert {name: getattr(shown, name) for name in (*PARTS, "description", "minor", "currency", "since")} == {
        name: written[name] for name in (*PARTS, "description", "minor", "currency", "since")
    }
    assert [image["image_id"] for image in shown.images] == [image["image_id"] for image in written["images"]]


def test_every_country_and_city_is_listed_with_its_number_of_homes(store: "DynamoDBClient") -> None:
    search = PublicListingTable(store, LISTINGS)
    countries = search.localities(None, limit=50, after=None).localities
    cities = [
        city for country in countries for city in search.localities(country.slug, limit=50, after=None).localities
    ]
    assert {"苏州", "Köln", "Springfield"} <= {city.name for city in cities}
    assert sum(country.listings for country in countries) == sum(city.listings for city in cities)


@pytest.mark.parametrize("contract_id", AGREED)
def test_every_contract_is_read_as_it_was_written(store: "DynamoDBClient", contract_id: str) -> None:
    contract = ContractTable(store, CONTRACTS).get(UUID(contract_id))
    written = AGREED[contract_id]
    assert (contract.property_id, contract.status) == (
        written["property_id"]["S"],
        written["contract_status"]["S"],
    )
    address = {name: text["S"] for name, text in written["address"]["M"].items()}
    assert {name: getattr(contract.address, name) for name in PARTS} == address


def test_contracts_are_listed_by_property_and_by_status(store: "DynamoDBClient") -> None:
    table = ContractTable(store, CONTRACTS)
    assert {str(found.contract_id) for found in table.find(ContractFilter())} == set(AGREED)
    for contract_id, written in AGREED.items():
        wanted = ContractFilter(property_id=written["property_id"]["S"])
        assert contract_id in {str(found.contract_id) for found in table.find(wanted)}
    approved = list(table.find(ContractFilter(status=ContractStatus.APPROVED)))
    assert len(approved) == sum(item["contract_status"]["S"] == "APPROVED" for item in AGREED.values())


def test_the_active_contract_of_every_home_is_found(store: "DynamoDBClient") -> None:
    table = ContractTable(store, CONTRACTS)
    heads = [item for item in of_kind("contracts", "HEAD") if "active_contract_id" in item]
    assert heads
    for head in heads:
        active = table.active(head["property_id"]["S"])
        assert str(active.contract_id) == head["active_contract_id"]["S"]


def test_the_state_of_every_property_is_read(store: "DynamoDBClient") -> None:
    table, known = PropertyTable(store, PROPERTIES), read("properties")
    partitions = {item["pk"]["S"].partition("#")[2] for item in known if item["pk"]["S"].startswith("PROPERTY#")}
    states = [table.state(property_id) for property_id in partitions]
    assert sum(state.contract is not None for state in states) == len(of_kind("properties", "CONTRACT"))
    assert sum(state.publication is not None for state in states) == len(of_kind("properties", "PUBLICATION"))
    assert sum(len(state.waiters) for state in states) == sum(item["sk"]["S"].startswith("WAITER#") for item in known)


def test_the_verdict_on_every_image_is_known(store: "DynamoDBClient") -> None:
    keys = [item["image_key"]["S"] for item in of_kind("properties", "VERDICT")]
    assert set(RequestTable(store, PROPERTIES).verdicts_on(keys)) == set(keys)


def test_each_status_is_in_the_store() -> None:
    assert {item["listing_status"]["S"] for item in LISTED.values()} >= set(ListingStatus) - {ListingStatus.DECLINED}
