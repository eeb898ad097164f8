"""Homes that customers see, in the table of listings: whose they are, and since when they are public."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from unicorn_kit.attributes import to_values
from unicorn_kit.transactions import store_errors
from web_service.adapters.listings.listing_items import listing_key
from web_service.domain.listings.listing import ListingStatus
from web_service.ports.public_homes import HomeGone, HomeNotPublic, PublicHome

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class PublicHomes:
    def __init__(self, client: "DynamoDBClient", listings: str) -> None:
        self._client = client
        self._listings = listings

    @store_errors
    def read(self, property_id: str) -> PublicHome:
        """Return a home that customers see. Raises HomeNotPublic and HomeGone."""
        found = self._client.get_item(
            TableName=self._listings,
            Key=listing_key(property_id),
            ProjectionExpression="listed_by, #agent, live, status_history, address",
            ExpressionAttributeNames={"#agent": "agent"},
            ConsistentRead=True,
        )
        item = to_values(found.get("Item", {}))
        if "live" in item:
            return PublicHome(item.get("listed_by") or item["agent"], item["live"]["since"], _place(item["address"]))
        if any(past["status"] == ListingStatus.APPROVED for past in item.get("status_history", [])):
            raise gone()
        raise HomeNotPublic("there is no such listing, or it is not public")

    def still_public(self, property_id: str, since: str) -> Any:
        """Return the part of a transaction which checks that nobody has taken the home down since it was read."""
        check = {
            "TableName": self._listings,
            "Key": listing_key(property_id),
            "ConditionExpression": "live.since = :since",
            "ExpressionAttributeValues": {":since": {"S": since}},
        }
        return {"ConditionCheck": check}


def gone() -> HomeGone:
    return HomeGone("this home is no longer offered, so its agent takes no more requests about it")


def _place(address: Mapping[str, str]) -> str:
    """Return `Apt 4, 12 Main Street, Springfield, USA`."""
    street = f"{address['number']} {address['street']}"
    return ", ".join(filter(None, [address.get("unit"), street, address["city"], address["country"]]))
