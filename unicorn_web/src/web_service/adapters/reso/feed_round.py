"""The properties whose entries in the RESO feed may be missing or wrong: of all listings, then of all entries."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from unicorn_kit.rounds import Step
from unicorn_kit.transactions import store_errors
from web_service.adapters.reso.feed_items import ENTRIES
from web_service.domain.listings.listing import ListingStatus

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PAGE = 50  # listings compared at a time
LEGS = (*ListingStatus, "ENTRIES")  # entries also of listings that are in no status: a restored table lacks them


class ResoFeedRound:
    """Reads the index by_status of one table, then the entries of another. Raises StoreUnavailable."""

    def __init__(self, client: "DynamoDBClient", listings: str, feed: str) -> None:
        self._client = client
        self._listings = listings
        self._feed = feed

    def pages(self, after: str | None) -> Iterator[Sequence[Step[list[str]]]]:
        """Yield the property ids of the round from a position on, one step for each page."""
        leg, start = json.loads(after) if after else (LEGS[0], None)
        for number in range(LEGS.index(leg), len(LEGS)):
            yield from self._leg(number, start)
            start = None

    def _leg(self, number: int, start: Any) -> Iterator[Sequence[Step[list[str]]]]:
        following = LEGS[number + 1] if number + 1 < len(LEGS) else LEGS[0]
        while True:
            property_ids, start = self._page(LEGS[number], start)
            position = [LEGS[number], start] if start else [following, None]
            yield [Step(property_ids, json.dumps(position))]
            if not start:
                return

    @store_errors
    def _page(self, leg: str, start: Any) -> tuple[list[str], Mapping[str, Any] | None]:
        begin = {"ExclusiveStartKey": start} if start else {}
        found = self._client.query(**(self._entries() if leg == LEGS[-1] else self._in_status(leg)), **begin)
        name = "property_id" if leg == LEGS[-1] else "pk"
        return list(dict.fromkeys(item[name]["S"] for item in found["Items"])), found.get("LastEvaluatedKey")

    def _in_status(self, status: str) -> Any:
        return {
            "TableName": self._listings,
            "IndexName": "by_status",
            "KeyConditionExpression": "listing_status = :value",
            "ExpressionAttributeValues": {":value": {"S": status}},
            "Limit": PAGE,
        }

    def _entries(self) -> Any:
        return {
            "TableName": self._feed,
            "KeyConditionExpression": "pk = :value",
            "ExpressionAttributeValues": {":value": ENTRIES},
            "Limit": PAGE,
        }
