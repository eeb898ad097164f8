"""Listings → their entries in the RESO feed: what customers see now, at the end of the feed if it is new.

A run reads the feed's last number first, then marks, then listings, and writes only if the last number is still the
same. So entries are written one transaction after the other, numbers rise in the order in which they are written
whatever the clocks say, and no run overwrites what a later one has read: whichever runs last has seen the last state.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import batched
from typing import TYPE_CHECKING, Any

from unicorn_kit.errors import StoreUnavailable
from unicorn_kit.transactions import ConditionFailed, pause, store_errors, transact
from web_service.adapters.batch_reads import get_items
from web_service.adapters.listings.listing_items import listing_key, to_listing
from web_service.adapters.reso import feed_items as items
from web_service.adapters.reso.feed_items import Item, Shown
from web_service.adapters.search.public_items import public_key
from web_service.domain.reso.feed import FeedState
from web_service.domain.reso.lookups import GONE_STATUSES, standard_status

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PART = 33  # listings of a transaction: three items each, and the feed's own, are a hundred
TRIES = 25  # while others write; nobody waits for these
SAME = 3  # tries of one transaction, whose numbers are of the moment before it

type Due = Mapping[str, tuple[Shown, int | None]]  # what to enter of each property, and the number of its entry before


class ResoFeedWriter:
    """The port `Entries`: listings of one table, entered into the feed of another."""

    def __init__(
        self,
        client: "DynamoDBClient",
        listings: str,
        feed: str,
        *,
        now: Callable[[], datetime],
        on_unreadable: Callable[[str], None],
    ) -> None:
        self._client = client
        self._listings = listings
        self._feed = feed
        self._now = now
        self._on_unreadable = on_unreadable

    def enter(self, property_ids: Iterable[str]) -> int:
        return sum(map(self._enter, batched(dict.fromkeys(property_ids), PART, strict=False)))

    def differing(self, property_ids: Sequence[str]) -> list[str]:
        return list(self._due(property_ids))

    def _enter(self, part: Sequence[str]) -> int:
        for tried in range(TRIES):
            if tried:
                pause(tried)
            before = self._state()
            if not (due := self._due(part)):
                return 0
            after = self._after(before, due)
            try:
                transact(self._client, list(self._writes(before, after, due)), tries=SAME)
            except ConditionFailed:  # others have written since: all is read again
                continue
            if before and before.gone and after.gone != before.gone:
                self._let_expire(before.gone)
            return len(due)
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

    def _due(self, property_ids: Sequence[str]) -> Due:
        marks = self._items(self._feed, property_ids, items.mark_key)
        public = self._items(self._listings, property_ids, public_key)
        known = {property_id: mark["digest"]["S"] for property_id, mark in marks.items()}
        left = [one for one in property_ids if one not in public and known.get(one, items.GONE) != items.GONE]
        found = dict(self._shown(public)) | dict(self._gone(left))
        entries = {property_id: int(mark["entry"]["N"]) for property_id, mark in marks.items()}
        return {one: (what, entries.get(one)) for one, what in found.items() if what.digest != known.get(one)}

    def _shown(self, public: Mapping[str, Item]) -> Iterator[tuple[str, Shown]]:
        for property_id, item in public.items():
            try:
                yield property_id, items.shown(item)
            except (KeyError, TypeError, AttributeError, ValueError):
                self._on_unreadable(property_id)

    def _gone(self, left: Sequence[str]) -> Iterator[tuple[str, Shown]]:
        listings = self._items(self._listings, left, listing_key)
        for property_id in left:
            yield property_id, items.gone(_status(listings.get(property_id)))

    def _items(self, table: str, property_ids: Sequence[str], key: Callable[[str], Item]) -> dict[str, Item]:
        if not property_ids:
            return {}
        return {item["pk"]["S"]: item for item in get_items(self._client, table, [key(one) for one in property_ids])}

    def _after(self, before: FeedState | None, due: Due) -> FeedState:
        """Return the state with an entry for each that is due; numbers rise, whatever the clock says."""
        now = int(self._now().timestamp() * 1000)
        first = max(now, before.last + 1) if before else now
        last = first + len(due) - 1
        gone = [number for number, (what, _) in enumerate(due.values(), first) if not what.packed]
        known = [before.expiring, before.gone] if before else [0, 0]
        expiring, newest = [*known, *gone][-2:]
        return FeedState(last, before.begun if before else first - 1, newest, expiring)

    def _writes(self, before: FeedState | None, after: FeedState, due: Due) -> Iterator[Any]:
        last = before.last if before else None
        yield {"Put": {"TableName": self._feed, "Item": items.feed_item(after)} | _same("last", last)}
        for number, (property_id, (what, entry)) in enumerate(due.items(), after.last - len(due) + 1):
            item = items.entry_item(number, property_id, what, is_kept=number == after.gone)
            mark = items.mark_item(number, property_id, what)
            yield {"Put": {"TableName": self._feed, "Item": item}}
            yield {"Put": {"TableName": self._feed, "Item": mark} | _same("entry", entry)}
            if entry is not None:
                yield {"Delete": {"TableName": self._feed, "Key": items.entry_key(entry)}}


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
