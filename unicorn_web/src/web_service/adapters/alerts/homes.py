"""Homes in the table of listings, as saved searches see them: approved a moment ago, and public now."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from unicorn_kit.transactions import store_errors
from web_service.adapters.batch_reads import get_items
from web_service.adapters.listings.listing_items import listing_key, to_listing
from web_service.adapters.search.details import public_key, unpack
from web_service.adapters.search.public_items import public_listing
from web_service.domain.listings.listing import Listing, ListingStatus
from web_service.domain.search.details import PublicListing

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class HomeTable:
    """The port `Homes`."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def approved(self, property_id: str, request_id: UUID | None) -> PublicListing | None:
        listing = self._listing(property_id)
        if listing is None:
            return None
        if _is_about_to_be_public(listing, request_id):  # its other subscriber has not got so far
            return public_listing(listing, since=0)
        version = listing.public_version
        if version is None or request_id not in {None, version.request_id}:
            return None
        return self.public([property_id]).get(property_id)

    def public(self, property_ids: Sequence[str]) -> Mapping[str, PublicListing]:
        items = get_items(self._client, self._table, [public_key(property_id) for property_id in property_ids])
        return {item["pk"]["S"]: unpack(item["details"]["S"]) for item in items}

    @store_errors
    def _listing(self, property_id: str) -> Listing | None:
        key = listing_key(property_id)
        found = self._client.get_item(TableName=self._table, Key=key, ConsistentRead=True).get("Item")
        return to_listing(found) if found else None


def _is_about_to_be_public(listing: Listing, request_id: UUID | None) -> bool:
    asked = listing.request
    return listing.status is ListingStatus.PENDING and asked is not None and request_id in {None, asked.request_id}
