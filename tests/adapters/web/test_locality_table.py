"""Names of countries and cities, in the table."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from web_service.adapters.listings.listing_table import ListingTable
from web_service.adapters.search.locality_table import LocalityTable
from web_service.adapters.search.public_listings import PublicListingTable
from web_service.domain.listings.listing import Listing
from web_service.ports.localities import LocalityNotFound

from tests.adapters.web.conftest import TABLE
from tests.unit.web.fakes import a_listing, approved

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@pytest.fixture
def localities(dynamodb: "DynamoDBClient") -> LocalityTable:
    return LocalityTable(dynamodb, TABLE)


def published(listings: ListingTable, number: str) -> Listing:
    listing = a_listing(number)
    shown = replace(approved(listing), version=2)
    listings.add(listing)
    listings.save(listing, shown)
    return shown


def names(public: PublicListingTable) -> list[str]:
    found = (public.localities(country, limit=9, after=None).localities for country in (None, "usa"))
    return [locality.name for localities in found for locality in localities]


def test_a_name_that_an_admin_gave_stays_until_nothing_is_public_there(
    listings: ListingTable, public: PublicListingTable, localities: LocalityTable
) -> None:
    first, second = published(listings, "1"), published(listings, "2")
    assert localities.rename("usa", "anytown", "Any Town") == ("anytown", "Any Town", 2, 0)
    assert localities.rename("usa", None, "United States") == ("usa", "United States", 2, 1)
    third = published(listings, "3")
    assert names(public) == ["United States", "Any Town"]
    for shown in (first, second, third):
        listings.save(shown, replace(shown, public_version=None, version=3))
    assert names(public) == []
    published(listings, "4")
    assert names(public) == ["USA", "Anytown"]


@pytest.mark.parametrize(("country", "city"), [("usa", "anytown"), ("usa", None)])
def test_a_locality_where_nothing_is_public_cannot_be_named(
    dynamodb: "DynamoDBClient", localities: LocalityTable, country: str, city: str | None
) -> None:
    with pytest.raises(LocalityNotFound):
        localities.rename(country, city, "Any")
    assert dynamodb.scan(TableName=TABLE)["Items"] == []
