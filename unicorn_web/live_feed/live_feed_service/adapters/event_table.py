"""The newest events in DynamoDB: numbered without a gap as they arrive, so that a watcher misses none.

HEAD            0  the feed's id, and the number of its newest event
ALL             n  event n; again under PROPERTY#<id> and CORRELATION#<id>, so that a filter reads only what it shows
EVENT#<id>      0  the event was recorded
"""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from live_feed_service.adapters.event_items import HEAD, Head, event_items, event_keys, seen_key, to_head, to_live_event
from live_feed_service.domain import Filter, LiveEvent, Page, Position
from unicorn_kit.errors import StoreUnavailable
from unicorn_kit.ids import uuid7
from unicorn_kit.transactions import ConditionFailed, store_errors, transact

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import QueryOutputTypeDef, TransactWriteItemTypeDef

KEPT = 2000  # events
TRIES = 20  # at being the next, where many record at once


class LiveEventTable:
    """The port `LiveEvents`."""

    def __init__(self, client: "DynamoDBClient", table: str, *, kept: int = KEPT) -> None:
        self._client = client
        self._table = table
        self._kept = kept

    def append(self, event: LiveEvent, *, until: datetime) -> bool:
        for _ in range(TRIES):
            if self._get(seen_key(event.event_id)):
                return False
            head = self._head() or Head(str(uuid7()), 0)
            try:
                transact(self._client, [*self._number(head), *self._puts(event, head, until), *self._deletes(head)])
            except ConditionFailed:  # another event was quicker, or this one was delivered twice at once
                continue
            return True
        raise StoreUnavailable("other events kept being quicker")

    def newest(self, wanted: Filter, *, limit: int) -> Page:
        head = self._head() or Head("", 0)
        items = self._page(wanted, limit, since=0, forward=False)["Items"]
        return _page_of(items[::-1], head, stopped_at=None)

    def after(self, position: Position, wanted: Filter, *, limit: int) -> Page:
        head = self._head() or Head("", 0)
        since = position.number if position.feed == head.feed else 0
        if since >= head.last:
            return Page([], Position(*head), has_more=False)
        page = self._page(wanted, limit, since=since, forward=True)
        stopped_at = page.get("LastEvaluatedKey")
        return _page_of(page["Items"], head, stopped_at=int(stopped_at["number"]["N"]) if stopped_at else None)

    def _head(self) -> Head | None:
        found = self._get(HEAD)
        return to_head(found) if found else None

    @store_errors
    def _get(self, key: Any) -> Any:
        return self._client.get_item(TableName=self._table, Key=key, ConsistentRead=True).get("Item")

    @store_errors
    def _page(self, wanted: Filter, limit: int, *, since: int, forward: bool) -> "QueryOutputTypeDef":
        """One page of DynamoDB's: at most a megabyte, which also bounds the answer."""
        query: dict[str, Any] = {
            "KeyConditionExpression": "pk = :pk AND #number > :since",
            "ExpressionAttributeNames": {"#number": "number"},
            "ExpressionAttributeValues": {":pk": {"S": _partition(wanted)}, ":since": {"N": str(since)}},
        }
        if wanted.property_id and wanted.correlation_id:
            query["FilterExpression"] = "property_id = :property_id"
            query["ExpressionAttributeValues"][":property_id"] = {"S": wanted.property_id}
        return self._client.query(
            TableName=self._table, ConsistentRead=True, Limit=limit, ScanIndexForward=forward, **query
        )

    def _number(self, head: Head) -> Iterator["TransactWriteItemTypeDef"]:
        yield {
            "Put": {
                "TableName": self._table,
                "Item": HEAD | {"feed": {"S": head.feed}, "last": {"N": str(head.last + 1)}},
                "ConditionExpression": "attribute_not_exists(pk) OR #last = :last",
                "ExpressionAttributeNames": {"#last": "last"},
                "ExpressionAttributeValues": {":last": {"N": str(head.last)}},
            }
        }

    def _puts(self, event: LiveEvent, head: Head, until: datetime) -> Iterator["TransactWriteItemTypeDef"]:
        for item in event_items(event, head.last + 1, until):
            yield {"Put": {"TableName": self._table, "Item": item, "ConditionExpression": "attribute_not_exists(pk)"}}

    def _deletes(self, head: Head) -> Iterator["TransactWriteItemTypeDef"]:
        """For each event that comes, the one that is too many goes."""
        number = head.last + 1 - self._kept
        oldest = self._get({"pk": {"S": "ALL"}, "number": {"N": str(number)}}) if number > 0 else None
        if oldest:
            for key in event_keys(to_live_event(oldest), number):
                yield {"Delete": {"TableName": self._table, "Key": key}}


def _partition(wanted: Filter) -> str:
    if wanted.correlation_id:
        return f"CORRELATION#{wanted.correlation_id}"
    return f"PROPERTY#{wanted.property_id}" if wanted.property_id else "ALL"


def _page_of(items: list[Any], head: Head, *, stopped_at: int | None) -> Page:
    """What was committed before the head was read is in the page, or behind where it stopped."""
    seen = stopped_at or max([head.last, *(int(item["number"]["N"]) for item in items)])
    return Page([to_live_event(item) for item in items], Position(head.feed, seen), has_more=stopped_at is not None)
