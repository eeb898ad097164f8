"""Names of countries and cities, in the table."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from web_service.adapters.listings.listing_items import listing_item
from web_service.adapters.listings.listing_table import ListingTable
from web_service.adapters.search.locality_table import LocalityTable
from web_service.adapters.search.public_listings import PublicListingTable
from web_service.domain.listings.listing import Listing
from web_service.ports.localities import LocalityNotFound

from tests.adapters.web.agency import Counts
from tests.adapters.web.conftest import TABLE
from tests.unit.web.fakes import a_listing, approved

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@pytest.fixture
def localities(dynamodb: "DynamoDBClient") -> LocalityTable:
    return LocalityTable(dynamodb, TABLE)


@dataclass
class Agency:
    """Publishes and hides listings; each change is counted as soon as it is written."""

    listings: ListingTable
    counts: Counts

    def publish(self, number: str) -> Listing:
        listing = a_listing(number)
        shown = replace(approved(listing), version=2)
        self.listings.add(listing)
        self.save(listing, shown)
        return shown

    def save(self, before: Listing, after: Listing) -> None:
        self.listings.save(before, after)
        images = {"OldImage": listing_item(before), "NewImage": listing_item(after)}
        city = {"pk": {"S": "PLACES#usa"}, "sk": {"S": "anytown"}, "due": {"N": "1"}}
        self.counts.count([{"dynamodb": images}])
        self.counts.count([{"dynamodb": {"NewImage": city}}])


@pytest.fixture
def agency(listings: ListingTable, dynamodb: "DynamoDBClient") -> Agency:
    return Agency(listings, Counts(dynamodb))


def names(public: PublicListingTable) -> list[str]:
    found = (public.localities(country, limit=9, after=None).localities for country in (None, "usa"))
    return [locality.name for localities in found for locality in localities]


def test_a_name_that_an_admin_gave_stays_until_nothing_is_public_there(
    agency: Agency, public: PublicListingTable, localities: LocalityTable
) -> None:
    first, second = agency.publish("1"), agency.publish("2")
    assert localities.rename("usa", "anytown", "Any Town") == ("anytown", "Any Town", 2, 0)
    assert localities.rename("usa", None, "United States") == ("usa", "United States", 2, 1)
    third = agency.publish("3")
    assert names(public) == ["United States", "Any Town"]
    for shown in (first, second, third):
        agency.save(shown, replace(shown, public_version=None, version=3))
    assert names(public) == []
    agency.publish("4")
    assert names(public) == ["USA", "Anytown"]


@pytest.mark.parametrize(("country", "city"), [("usa", "anytown"), ("usa", None)])
def test_a_locality_where_nothing_is_public_cannot_be_named(
    dynamodb: "DynamoDBClient", localities: LocalityTable, country: str, city: str | None
) -> None:
    with pytest.raises(LocalityNotFound):
        localities.rename(country, city, "Any")
    assert dynamodb.scan(TableName=TABLE)["Items"] == []
