"""Reviews in DynamoDB: the index by_status has the open ones, the listings what they are about."""

from collections.abc import Callable, Iterator
from itertools import batched
from typing import TYPE_CHECKING, Any
from uuid import UUID

from unicorn_kit.transactions import store_errors
from web_service.adapters.batch_reads import get_items
from web_service.adapters.listings.listing_items import listed, listing_key, to_listing
from web_service.adapters.publication.review_items import REVIEW, review_key
from web_service.domain.listings.listing import Listing
from web_service.domain.publication.reviewing import is_open
from web_service.ports.reviews import Place, ReviewNotFound

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PAGE = 25  # listings read at a time


class ReviewTable:
    """The port `Reviews` on the listings' table."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    @store_errors
    def property_of(self, request_id: UUID) -> str:
        found = self._client.get_item(TableName=self._table, Key=review_key(request_id), ConsistentRead=True)
        if "Item" not in found:
            raise ReviewNotFound("there is no review of that request, or it ended long ago")
        return found["Item"]["property_id"]["S"]

    def waiting(self, after: Place | None, *, on_unreadable: Callable[[str], None]) -> Iterator[Listing]:
        for places in batched(self._places(after), PAGE, strict=False):
            page = list(dict.fromkeys(places))  # the index may still have the review before this one
            items = get_items(self._client, self._table, [listing_key(property_id) for property_id in page])
            found = {item["pk"]["S"]: item for item in items}
            readable = (_readable(found[pk], on_unreadable) for pk in page if pk in found)
            yield from (listing for listing in readable if listing and is_open(listing))

    @store_errors
    def count_waiting(self, *, most: int) -> int:
        found = self._client.query(**self._query(None), Select="COUNT", Limit=most)
        return found["Count"]

    def _places(self, after: Place | None) -> Iterator[str]:
        """Yield the property ids of the open reviews; the index has them in their order."""
        query, read = self._query(after), store_errors(self._client.query)
        while True:
            page = read(**query, Limit=PAGE)
            for entry in page["Items"]:
                yield entry["listed"]["S"].partition("#")[2]
            if "LastEvaluatedKey" not in page:
                return
            query["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def _query(self, after: Place | None) -> dict[str, Any]:
        condition, values = "listing_status = :review", {":review": {"S": REVIEW}}
        if after is not None:
            condition += " AND listed > :after"
            values[":after"] = {"S": listed(*after)}
        return {
            "TableName": self._table,
            "IndexName": "by_status",
            "KeyConditionExpression": condition,
            "ExpressionAttributeValues": values,
        }


def _readable(item: Any, on_unreadable: Callable[[str], None]) -> Listing | None:
    try:
        return to_listing(item)
    except (KeyError, TypeError, AttributeError, ValueError):
        on_unreadable(item["pk"]["S"])
        return None
