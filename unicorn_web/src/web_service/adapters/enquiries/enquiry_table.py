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
from web_service.domain.agent import Origin
from web_service.domain.enquiries.enquiry import Enquiry, EnquiryState
from web_service.domain.enquiries.limits import WINDOW, Limit, TooManyEnquiries, seconds_left, window
from web_service.ports.enquiries import (
    EnquiryChangedMeanwhile,
    EnquiryNotFound,
    HomeGone,
    HomeNotPublic,
    InboxFilter,
    PublicHome,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from unicorn_kit.receipts import Receipt

PAGE = 25  # enquiries read at a time
APPROVED = "APPROVED"  # the status of a listing that customers see


class EnquiryTable:
    """The port `Enquiries` on its own table, and on the listings' table; for the items see enquiry_items.py."""

    def __init__(self, client: "DynamoDBClient", table: str, *, listings: str) -> None:
        self._client = client
        self._table = table
        self._listings = listings

    @store_errors
    def home(self, property_id: str) -> PublicHome:
        found = self._client.get_item(
            TableName=self._listings,
            Key=_listing(property_id),
            ProjectionExpression="listed_by, #agent, live, status_history",
            ExpressionAttributeNames={"#agent": "agent"},
            ConsistentRead=True,
        )
        item: Any = found.get("Item", {})
        if "live" in item:
            return PublicHome((item.get("listed_by") or item["agent"])["S"], item["live"]["M"]["since"]["S"])
        past = item.get("status_history", {"L": []})["L"]
        if any(one["M"]["status"]["S"] == APPROVED for one in past):
            raise _gone()
        raise HomeNotPublic("there is no such listing, or it is not public")

    def add(self, enquiry: Enquiry, limits: Sequence[Limit], event_id: UUID, receipt: "Receipt | None" = None) -> None:
        put: Any = {"TableName": self._table, "Item": enquiry_item(enquiry)}
        fact: Any = {"TableName": self._listings, "Item": fact_item(enquiry, event_id, enquiry.origin)}
        counts = [self._count(limit, enquiry.received_at) for limit in limits]
        still_public = self._still_public(enquiry)
        try:
            transact(self._client, [still_public, *counts, {"Put": put}, {"Put": fact}], receipt)
        except ConditionFailed as failed:
            if 0 in failed.failed:
                raise _gone() from failed
            raise TooManyEnquiries(seconds_left(enquiry.received_at)) from failed

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

    def find(self, wanted: InboxFilter, *, now: datetime) -> Iterator[Enquiry]:
        states = list(EnquiryState) if wanted.state is None else [wanted.state]
        by_state = (self._inbox(wanted.agent, state, wanted.before) for state in states)
        items = heapq.merge(*by_state, key=lambda item: item["sk"]["S"], reverse=True)
        return (enquiry for item in items if (enquiry := to_enquiry(item)).expires_at > now)

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

    def _still_public(self, enquiry: Enquiry) -> Any:
        """Return the check that nobody has taken the home down since it was read."""
        check = {
            "TableName": self._listings,
            "Key": _listing(enquiry.property_id),
            "ConditionExpression": "live.since = :since",
            "ExpressionAttributeValues": {":since": {"S": enquiry.listed_since}},
        }
        return {"ConditionCheck": check}

    def _count(self, limit: Limit, at: datetime) -> Any:
        number = window(at)
        update = {
            "TableName": self._table,
            "Key": {"pk": {"S": f"LIMIT#{limit.name}"}, "sk": {"S": str(number)}},
            "UpdateExpression": "SET expires_at = :end ADD sent :one",
            "ConditionExpression": "attribute_not_exists(sent) OR sent < :most",
            "ExpressionAttributeValues": {
                ":end": {"N": str((number + 1) * WINDOW)},
                ":one": {"N": "1"},
                ":most": {"N": str(limit.most)},
            },
        }
        return {"Update": update}


def _readable(item: Any, on_unreadable: Callable[[str], None]) -> Enquiry | None:
    try:
        return to_enquiry(item)
    except (KeyError, TypeError, AttributeError, ValueError):
        on_unreadable(item["sk"]["S"])
        return None


def _listing(property_id: str) -> Any:
    return {"pk": {"S": property_id}, "sk": {"S": "LISTING"}}


def _inbox_values(agent: str, state: EnquiryState) -> dict[str, Any]:
    return {":inbox": {"S": inbox_of(agent, state)}}


def _gone() -> HomeGone:
    return HomeGone("this home is no longer offered, so its agent takes no more questions about it")
