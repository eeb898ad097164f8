"""The publication requests of all pending listings and their reviews, as the events that publish them, page by page."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from unicorn_kit.errors import StoreUnavailable
from unicorn_kit.rounds import Step
from unicorn_kit.transactions import pause, store_errors
from web_service.adapters.listings.listing_items import listing_key, to_listing
from web_service.adapters.publication.listing_stream import Event, pending_events
from web_service.domain.listings.listing import ListingStatus

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    type Page = Sequence[Step[Sequence[Event]]]

PAGE = 25  # listings read at a time; one of 75 KB is large
TRIES = 5  # while DynamoDB returns a part of them


class PendingRequests:
    """Reads the index by_status, and the listings that it names."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def events(self, until: datetime, *, after: str | None, on_unreadable: Callable[[str], None]) -> Iterator["Page"]:
        """Yield the events of the requests until a moment, one step for each page. Raises StoreUnavailable."""
        start = json.loads(after) if after else None
        while True:
            entries, start = self._entries(start)
            found = (event for item in self._items(entries) for event in _events(item, on_unreadable))
            events = [event for event in found if event.metadata.occurred_at <= until]
            yield [Step(events, json.dumps(start) if start else "")]
            if not start:
                return

    @store_errors
    def _entries(self, start: Any) -> tuple[Sequence[Mapping[str, Any]], Any]:
        answer = self._client.query(
            TableName=self._table,
            IndexName="by_status",
            KeyConditionExpression="listing_status = :pending",
            ExpressionAttributeValues={":pending": {"S": ListingStatus.PENDING}},
            Limit=PAGE,
            **({"ExclusiveStartKey": start} if start else {}),
        )
        return answer["Items"], answer.get("LastEvaluatedKey")

    @store_errors
    def _items(self, entries: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Return the listings as last written: one that is decided by now has no event."""
        keys = [listing_key(entry["pk"]["S"]) for entry in entries]
        found: list[Mapping[str, Any]] = []
        wanted: Any = {self._table: {"Keys": keys, "ConsistentRead": True}} if keys else {}
        for tried in range(1, TRIES + 1):
            if not wanted:
                return found
            answer = self._client.batch_get_item(RequestItems=wanted)
            found += answer["Responses"].get(self._table, [])
            wanted = answer.get("UnprocessedKeys", {})
            if wanted:
                pause(tried)
        raise StoreUnavailable("DynamoDB kept returning unprocessed keys of listings")


def _events(item: Mapping[str, Any], on_unreadable: Callable[[str], None]) -> list[Event]:
    try:
        return list(pending_events(to_listing(item)))
    except (KeyError, TypeError, AttributeError, ValueError):  # pydantic's error is a ValueError
        on_unreadable(item["pk"]["S"])
        return []
