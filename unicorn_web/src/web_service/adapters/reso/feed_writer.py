"""Listings → their entries in the RESO feed: what customers see now, at the end of the feed if it is new.

A run reads the feed's state first, then marks, then listings, and writes only if the state and the marks are still the
same. So entries are written one transaction after the other, numbers rise in the order in which they are written
whatever the clocks say, and whichever run is last has seen the last state of a listing. A run writes the state though
it has nothing to enter: another one may have read the listing before.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import batched
from typing import TYPE_CHECKING, Any, NamedTuple

from unicorn_kit.errors import StoreUnavailable
from unicorn_kit.transactions import ConditionFailed, pause, store_errors, transact
from web_service.adapters.batch_reads import get_items
from web_service.adapters.listings.listing_items import listing_key, to_listing
from web_service.adapters.reso import feed_items as items
from web_service.adapters.reso.feed_items import Item, Shown
from web_service.adapters.search.details import public_key
from web_service.domain.reso.feed import FeedState
from web_service.domain.reso.lookups import GONE_STATUSES, standard_status
from web_service.ports.reso import OnUnreadable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PART = 33  # listings of a transaction: three items each, and the feed's own, are a hundred
TRIES = 25  # while others write; nobody waits for these
SAME = 3  # tries of one transaction, whose numbers are of the moment before it


class Look(NamedTuple):
    """What a run has found of one property."""

    what: Shown
    entry: int | None  # the number of its entry, None if it has none
    is_due: bool


type Looks = Mapping[str, Look]


class ResoFeedWriter:
    """The port `Entries`: listings of one table, entered into the feed of another."""

    def __init__(
        self,
        client: "DynamoDBClient",
        listings: str,
        feed: str,
        *,
        now: Callable[[], datetime],
    ) -> None:
        self._client = client
        self._listings = listings
        self._feed = feed
        self._now = now

    def enter(self, property_ids: Iterable[str], on_unreadable: OnUnreadable) -> int:
        parts = batched(dict.fromkeys(property_ids), PART, strict=False)
        return sum(self._enter(part, on_unreadable) for part in parts)

    def differing(self, property_ids: Sequence[str], on_unreadable: OnUnreadable) -> list[str]:
        looks = self._look(property_ids, on_unreadable)
        return [property_id for property_id, look in looks.items() if look.is_due]

    def _enter(self, part: Sequence[str], on_unreadable: OnUnreadable) -> int:
        for tried in range(TRIES):
            if tried:
                pause(tried)
            before = self._state()
            looks = self._look(part, on_unreadable)
            after = self._after(before, looks)
            try:
                transact(self._client, list(self._writes(before, after, looks)), tries=SAME)
            except ConditionFailed:  # others have written since: all is read again
                continue
            if before and before.gone and after.gone != before.gone:
                self._let_expire(before.gone)
            return sum(look.is_due for look in looks.values())
        raise StoreUnavailable("others kept writing to the feed")

    @store_errors
    def _state(self) -> FeedState | None:
        found = self._client.get_item(TableName=self._feed, Key=items.FEED_KEY, ConsistentRead=True)
        return items.to_state(found["Item"]) if "Item" in found else None

    @store_errors
    def _let_expire(self, number: int) -> None:
        """Let an entry expire that is not the newest of its kind any more, unless its listing is public again."""
        with suppress(self._client.exceptions.ConditionalCheckFailedException):
            self._client.update_item(
                TableName=self._feed,
                Key=items.entry_key(number),
                UpdateExpression="SET expires_at = :at",
                ConditionExpression="attribute_exists(pk)",
                ExpressionAttributeValues={":at": {"N": str(items.expires_at(number))}},
            )

    def _look(self, property_ids: Sequence[str], on_unreadable: OnUnreadable) -> Looks:
        marks = self._items(self._feed, property_ids, items.mark_key)
        public = self._items(self._listings, property_ids, public_key)
        known = {one: marks[one]["digest"]["S"] if one in marks else items.GONE for one in property_ids}
        entries = {one: int(mark["entry"]["N"]) for one, mark in marks.items()}
        found = dict(_shown(public, on_unreadable)) | dict(
            self._gone([one for one in property_ids if one not in public], known)
        )
        return {one: Look(what, entries.get(one), what.digest != known[one]) for one, what in found.items()}

    def _gone(self, left: Sequence[str], known: Mapping[str, str]) -> Iterator[tuple[str, Shown]]:
        listings = self._items(self._listings, [one for one in left if known[one] != items.GONE], listing_key)
        for property_id in left:
            yield property_id, items.gone(_status(listings.get(property_id)))

    def _items(self, table: str, property_ids: Sequence[str], key: Callable[[str], Item]) -> dict[str, Item]:
        if not property_ids:
            return {}
        return {item["pk"]["S"]: item for item in get_items(self._client, table, [key(one) for one in property_ids])}

    def _after(self, before: FeedState | None, looks: Looks) -> FeedState:
        """Return the state with an entry for each that is due; numbers rise, whatever the clock says."""
        now = int(self._now().timestamp() * 1000)
        begun, last, *known, writes = before or FeedState(now - 1, now - 1)
        first = max(now, last + 1)
        due = [look.what for look in looks.values() if look.is_due]
        gone = [number for number, what in enumerate(due, first) if not what.packed]
        expiring, newest = [*known[::-1], *gone][-2:]
        return FeedState(begun, first + len(due) - 1, newest, expiring, writes + 1)

    def _writes(self, before: FeedState | None, after: FeedState, looks: Looks) -> Iterator[Any]:
        writes = before.writes if before else None
        yield {"Put": {"TableName": self._feed, "Item": items.feed_item(after)} | _same("writes", writes)}
        first = number = after.last + 1 - sum(look.is_due for look in looks.values())
        for property_id, look in looks.items():
            entry = number if look.is_due else look.entry or 0
            mark = items.mark_item(entry, property_id, look.what)
            yield {"Put": {"TableName": self._feed, "Item": mark} | _same("entry", look.entry)}
            if not look.is_due:
                continue
            item = items.entry_item(number, property_id, look.what, is_kept=number == after.gone)
            yield {"Put": {"TableName": self._feed, "Item": item}}
            if look.entry and look.entry < first:  # else the state was read before it was written
                yield {"Delete": {"TableName": self._feed, "Key": items.entry_key(look.entry)}}
            number += 1


def _shown(public: Mapping[str, Item], on_unreadable: OnUnreadable) -> Iterator[tuple[str, Shown]]:
    for property_id, item in public.items():
        try:
            yield property_id, items.shown(item)
        except (KeyError, TypeError, AttributeError, ValueError):
            on_unreadable(property_id)


def _same(name: str, number: int | None) -> dict[str, Any]:
    """Return the condition that an item still has the number that was read, or still is not there."""
    if number is None:
        return {"ConditionExpression": "attribute_not_exists(pk)"}
    return {
        "ConditionExpression": "#name = :number",
        "ExpressionAttributeNames": {"#name": name},
        "ExpressionAttributeValues": {":number": {"N": str(number)}},
    }


def _status(listing: Item | None) -> str:
    """Return the status of a listing that has left; one that is not gone any more is about to be entered again."""
    try:
        status = standard_status(to_listing(listing)) if listing else ""
    except (KeyError, TypeError, AttributeError, ValueError):
        status = ""
    return status if status in GONE_STATUSES else "Withdrawn"
