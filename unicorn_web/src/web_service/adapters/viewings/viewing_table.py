"""Viewings in DynamoDB: a viewing, its slot, the fact of it and its counts are written in one transaction."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from unicorn_kit.transactions import ConditionFailed, store_errors, transact
from web_service.adapters.limit_counts import count
from web_service.adapters.public_homes import PublicHomes, gone
from web_service.adapters.viewings.slot_writes import SlotWrites
from web_service.adapters.viewings.viewing_items import (
    OFFERS,
    SLOT,
    VIEWING,
    fact_item,
    slot_key,
    to_entry,
    to_slot,
    to_viewing,
    viewing_item,
    viewing_key,
)
from web_service.domain.agent import Origin
from web_service.domain.limits import Limit, LimitReached, seconds_left
from web_service.domain.viewings.slot import AHEAD, Slot, slot_id_at, taken
from web_service.domain.viewings.viewing import Viewing, ViewingState
from web_service.ports.public_homes import PublicHome
from web_service.ports.viewings import (
    AgendaFilter,
    Entry,
    SlotIsBooked,
    SlotNotFound,
    Slots,
    SlotsChangedMeanwhile,
    ViewingChangedMeanwhile,
    ViewingNotFound,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from unicorn_kit.receipts import Receipt

PAGE = 25  # items of an agenda read at a time
OFFERS_KEPT = AHEAD + timedelta(days=2)  # longer than any slot that an offer has seen


class ViewingTable:
    """The port `Viewings` on its own table, and on the listings' table; for the items see viewing_items.py."""

    def __init__(self, client: "DynamoDBClient", table: str, *, listings: str) -> None:
        self._client = client
        self._table = table
        self._listings = listings
        self._homes = PublicHomes(client, listings)
        self._slots = SlotWrites(table)

    def home(self, property_id: str) -> PublicHome:
        return self._homes.read(property_id)

    def slots(self, property_id: str) -> Slots:
        # `SLOTS` sorts behind each `SLOT#…`
        found = list(self._items(_beginning(property_id, SLOT.removesuffix("#"))))
        offers = next((int(item["offers"]["N"]) for item in found if item["sk"]["S"] == OFFERS), 0)
        return Slots([to_slot(item) for item in found if item["sk"]["S"] != OFFERS], offers)

    @store_errors
    def slot(self, property_id: str, slot_id: str) -> Slot:
        key = slot_key(property_id, slot_id)
        found = self._client.get_item(TableName=self._table, Key=key, ConsistentRead=True).get("Item")
        if not found:
            raise SlotNotFound("the home has no such time for viewings")
        return to_slot(found)

    def offer(self, slots: Sequence[Slot], seen: Slots, receipt: "Receipt | None" = None) -> None:
        first, last = slots[0], slots[-1]
        expires_at = int((last.ends_at + OFFERS_KEPT).timestamp())
        writes = [
            self._homes.still_public(first.property_id, first.listed_since),
            self._slots.counted(first.property_id, seen, expires_at),
            *map(self._slots.offered, slots),
        ]
        try:
            transact(self._client, writes, receipt)
        except ConditionFailed as failed:
            if 0 in failed.failed:
                raise gone() from failed
            raise SlotsChangedMeanwhile("other times of this home were offered at the same moment") from failed

    @store_errors
    def remove(self, property_id: str, slot_id: str) -> None:
        try:
            self._client.delete_item(
                TableName=self._table,
                Key=slot_key(property_id, slot_id),
                ConditionExpression="attribute_not_exists(viewing_id)",
            )
        except self._client.exceptions.ConditionalCheckFailedException as error:
            raise SlotIsBooked("somebody has booked this time; cancel the viewing, which its visitor sees") from error

    def book(self, viewing: Viewing, limits: Sequence[Limit], event_id: UUID, receipt: "Receipt | None" = None) -> None:
        slot = viewing.slot
        writes = [
            self._homes.still_public(slot.property_id, slot.listed_since),
            self._slots.booked(slot),
            *(count(self._table, limit, viewing.booked_at) for limit in limits),
            self._put(viewing),
            self._fact(viewing, event_id, viewing.origin),
        ]
        try:
            transact(self._client, writes, receipt)
        except ConditionFailed as failed:
            if 0 in failed.failed:
                raise gone() from failed
            if 1 in failed.failed:
                raise taken() from failed
            raise LimitReached(seconds_left(viewing.booked_at)) from failed

    @store_errors
    def get(self, property_id: str, viewing_id: UUID, *, now: datetime) -> Viewing:
        key = viewing_key(property_id, viewing_id)
        found = self._client.get_item(TableName=self._table, Key=key, ConsistentRead=True).get("Item")
        viewing = to_viewing(found) if found else None
        if viewing is None or viewing.expires_at <= now:  # DynamoDB deletes some time after it
            raise ViewingNotFound("there is no such viewing, or the link to it is not whole")
        return viewing

    def move(self, before: Viewing, after: Viewing, event_id: UUID, origin: Origin) -> None:
        slot = after.slot
        writes = [
            self._homes.still_public(slot.property_id, slot.listed_since),
            self._slots.booked(slot),
            self._slots.freed(before.slot),
            self._put(after, before),
            self._fact(after, event_id, origin),
        ]
        try:
            transact(self._client, writes)
        except ConditionFailed as failed:
            if 0 in failed.failed:
                raise gone() from failed
            if failed.failed == {1}:
                raise taken() from failed
            raise _changed() from failed

    def cancel(
        self, before: Viewing, after: Viewing, event_id: UUID, origin: Origin, *, is_offered_again: bool
    ) -> None:
        freed = self._slots.freed if is_offered_again else self._slots.deleted
        try:
            writes = [self._put(after, before), freed(before.slot), self._fact(after, event_id, origin)]
            transact(self._client, writes)
        except ConditionFailed as failed:
            raise _changed() from failed

    def find(self, wanted: AgendaFilter, *, on_unreadable: Callable[[str], None]) -> Iterator[Entry]:
        after = wanted.after or slot_id_at(wanted.since)
        query = {
            "IndexName": "by_agenda",
            "KeyConditionExpression": "agenda = :agent AND #position > :after",
            "ExpressionAttributeNames": {"#position": "position"},
            "ExpressionAttributeValues": {":agent": {"S": wanted.agent}, ":after": {"S": after}},
            "Limit": PAGE,
        }
        found = (_readable(to_entry, item, on_unreadable) for item in self._items(query))
        return (entry for entry in found if entry)

    def booked_in(
        self, property_id: str, listed_since: str, *, on_unreadable: Callable[[str], None]
    ) -> Iterator[Viewing]:
        query = _beginning(property_id, VIEWING)
        query["FilterExpression"] = "listed_since = :since AND viewing_state = :booked"
        query["ExpressionAttributeValues"] |= {":since": {"S": listed_since}, ":booked": {"S": ViewingState.BOOKED}}
        found = (_readable(to_viewing, item, on_unreadable) for item in self._items(query))
        return (viewing for viewing in found if viewing)

    def clear(self, property_id: str, listed_since: str) -> None:
        for slot in self.slots(property_id).slots:
            if slot.listed_since == listed_since and slot.viewing_id is None:
                self.remove(property_id, slot.slot_id)

    def _items(self, query: dict[str, Any]) -> Iterator[Any]:
        read = store_errors(self._client.query)
        start: dict[str, Any] = {}
        while True:
            page = read(TableName=self._table, **query, **start)
            yield from page["Items"]
            if "LastEvaluatedKey" not in page:
                return
            start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}

    def _put(self, viewing: Viewing, before: Viewing | None = None) -> Any:
        put: dict[str, Any] = {"TableName": self._table, "Item": viewing_item(viewing)}
        if before is not None:
            put["ConditionExpression"] = "version = :version"
            put["ExpressionAttributeValues"] = {":version": {"N": str(before.version)}}
        return {"Put": put}

    def _fact(self, viewing: Viewing, event_id: UUID, origin: Origin) -> Any:
        return {"Put": {"TableName": self._listings, "Item": fact_item(viewing, event_id, origin)}}


def _beginning(property_id: str, start: str) -> dict[str, Any]:
    """Return the query, consistent, for those items of a home whose sort key begins so."""
    return {
        "KeyConditionExpression": "pk = :pk AND begins_with(sk, :start)",
        "ExpressionAttributeValues": {":pk": {"S": property_id}, ":start": {"S": start}},
        "ConsistentRead": True,
    }


def _readable[T](read: Callable[[Any], T], item: Any, on_unreadable: Callable[[str], None]) -> T | None:
    try:
        return read(item)
    except (KeyError, TypeError, AttributeError, ValueError):
        on_unreadable(item["sk"]["S"].rpartition("#")[2])
        return None


def _changed() -> ViewingChangedMeanwhile:
    return ViewingChangedMeanwhile("the viewing was changed at the same moment; read it again")
