"""Enquiries in DynamoDB: an enquiry, the fact of it and its counts are written in one transaction."""

import heapq
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from unicorn_kit.transactions import ConditionFailed, store_errors, transact
from web_service.adapters.enquiries.enquiry_items import (
    enquiry_item,
    enquiry_key,
    fact_item,
    inbox_of,
    to_enquiry,
)
from web_service.adapters.limit_counts import count
from web_service.adapters.public_homes import PublicHomes, gone
from web_service.domain.agent import Origin
from web_service.domain.enquiries.enquiry import Enquiry, EnquiryState
from web_service.domain.limits import Limit, LimitReached, seconds_left
from web_service.ports.enquiries import (
    EnquiryChangedMeanwhile,
    EnquiryNotFound,
    InboxFilter,
)
from web_service.ports.public_homes import PublicHome

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from unicorn_kit.receipts import Receipt

PAGE = 25  # enquiries read at a time


class EnquiryTable:
    """The port `Enquiries` on its own table, and on the listings' table; for the items see enquiry_items.py."""

    def __init__(self, client: "DynamoDBClient", table: str, *, listings: str) -> None:
        self._client = client
        self._table = table
        self._listings = listings
        self._homes = PublicHomes(client, listings)

    def home(self, property_id: str) -> PublicHome:
        return self._homes.read(property_id)

    def add(self, enquiry: Enquiry, limits: Sequence[Limit], event_id: UUID, receipt: "Receipt | None" = None) -> None:
        put: Any = {"TableName": self._table, "Item": enquiry_item(enquiry)}
        fact: Any = {"TableName": self._listings, "Item": fact_item(enquiry, event_id, enquiry.origin)}
        counts = [count(self._table, limit, enquiry.received_at) for limit in limits]
        still_public = self._homes.still_public(enquiry.property_id, enquiry.listed_since)
        try:
            transact(self._client, [still_public, *counts, {"Put": put}, {"Put": fact}], receipt)
        except ConditionFailed as failed:
            if 0 in failed.failed:
                raise gone() from failed
            raise LimitReached(seconds_left(enquiry.received_at)) from failed

    @store_errors
    def get(self, property_id: str, enquiry_id: UUID, *, now: datetime) -> Enquiry:
        key = enquiry_key(property_id, enquiry_id)
        found = self._client.get_item(TableName=self._table, Key=key, ConsistentRead=True).get("Item")
        enquiry = to_enquiry(found) if found else None
        if enquiry is None or enquiry.expires_at <= now:  # DynamoDB deletes some time after it
            raise EnquiryNotFound("there is no such enquiry, or it is too old and was deleted")
        return enquiry

    def save(self, before: Enquiry, after: Enquiry, event_id: UUID, origin: Origin) -> None:
        put: Any = {
            "TableName": self._table,
            "Item": enquiry_item(after),
            "ConditionExpression": "version = :version",
            "ExpressionAttributeValues": {":version": {"N": str(before.version)}},
        }
        fact: Any = {"TableName": self._listings, "Item": fact_item(after, event_id, origin)}
        facts = [{"Put": fact}] if after.state is EnquiryState.CLOSED else []
        try:
            transact(self._client, [{"Put": put}, *facts])  # type: ignore[list-item]
        except ConditionFailed as failed:
            raise EnquiryChangedMeanwhile("somebody else changed the enquiry at the same moment") from failed

    def find(self, wanted: InboxFilter, *, now: datetime, on_unreadable: Callable[[str], None]) -> Iterator[Enquiry]:
        states = list(EnquiryState) if wanted.state is None else [wanted.state]
        by_state = (self._inbox(wanted.agent, state, wanted.before) for state in states)
        items = heapq.merge(*by_state, key=lambda item: item["sk"]["S"], reverse=True)
        found = (_readable(item, on_unreadable) for item in items)
        return (enquiry for enquiry in found if enquiry and enquiry.expires_at > now)

    @store_errors
    def count_new(self, agent: str, *, most: int, now: datetime) -> int:
        values = _inbox_values(agent, EnquiryState.NEW) | {":now": {"N": str(int(now.timestamp()))}}
        found = self._client.query(
            TableName=self._table,
            IndexName="by_inbox",
            KeyConditionExpression="inbox = :inbox",
            FilterExpression="expires_at > :now",
            ExpressionAttributeValues=values,
            Select="COUNT",
            Limit=most,
        )
        return found["Count"]

    def open_about(
        self, property_id: str, listed_since: str, *, on_unreadable: Callable[[str], None]
    ) -> Iterator[Enquiry]:
        query: dict[str, Any] = {
            "KeyConditionExpression": "pk = :pk",
            "FilterExpression": "listed_since = :since AND enquiry_state <> :closed",
            "ExpressionAttributeValues": {
                ":pk": {"S": property_id},
                ":since": {"S": listed_since},
                ":closed": {"S": EnquiryState.CLOSED},
            },
            "ConsistentRead": True,
        }
        found = (_readable(item, on_unreadable) for item in self._items(query))
        return (enquiry for enquiry in found if enquiry)

    def _inbox(self, agent: str, state: EnquiryState, before: UUID | None) -> Iterator[Any]:
        condition, values = "inbox = :inbox", _inbox_values(agent, state)
        if before is not None:
            condition += " AND sk < :before"
            values[":before"] = {"S": str(before)}
        query = {"IndexName": "by_inbox", "KeyConditionExpression": condition, "ExpressionAttributeValues": values}
        return self._items(query | {"ScanIndexForward": False, "Limit": PAGE})

    def _items(self, query: dict[str, Any]) -> Iterator[Any]:
        read = store_errors(self._client.query)
        start: dict[str, Any] = {}
        while True:
            page = read(TableName=self._table, **query, **start)
            yield from page["Items"]
            if "LastEvaluatedKey" not in page:
                return
            start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}


def _readable(item: Any, on_unreadable: Callable[[str], None]) -> Enquiry | None:
    try:
        return to_enquiry(item)
    except (KeyError, TypeError, AttributeError, ValueError):
        on_unreadable(item["sk"]["S"])
        return None


def _inbox_values(agent: str, state: EnquiryState) -> dict[str, Any]:
    return {":inbox": {"S": inbox_of(agent, state)}}
