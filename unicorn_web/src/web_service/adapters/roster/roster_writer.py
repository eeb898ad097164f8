"""Public items → their rows in the roster.

A run reads a block, then the public items of the homes in it, and writes the block only if nobody has written it since.
So whichever run is last has seen the last state of a home, in whatever order runs are told of it. A run writes the
block though it has nothing to change: another one may have read the home before.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import batched, groupby
from typing import TYPE_CHECKING, Any
from uuid import UUID

from unicorn_kit.errors import StoreUnavailable
from unicorn_kit.transactions import ConditionFailed, pause, store_errors, transact
from web_service.adapters.batch_reads import get_items
from web_service.adapters.roster.block_queries import BlockQueries
from web_service.adapters.roster.blocks import END, FEW, Block, Home, Packed, block_item, block_key, fits, pack, parts
from web_service.adapters.search import details
from web_service.adapters.search.details import public_key
from web_service.adapters.search.public_items import house_of
from web_service.domain.search.free_text import words_of_home
from web_service.domain.search.roster import key_of, property_id_of, row_of
from web_service.ports.reso import OnUnreadable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PART = 100  # homes that are read at once
TRIES = 25  # while others write the same block; nobody waits for these
SAME = 3  # tries of one transaction


class RosterWriter:
    """The port `RosterRows`: listings of one table, in the blocks of another."""

    def __init__(self, client: "DynamoDBClient", listings: str, roster: str, *, new_id: Callable[[], UUID]) -> None:
        self._client = client
        self._listings = listings
        self._roster = roster
        self._new_id = new_id
        self._blocks = BlockQueries(client, roster, with_words=True)

    def enter(self, property_ids: Iterable[str], on_unreadable: OnUnreadable) -> int:
        return sum(self._enter(*part, on_unreadable) for part in _parts(property_ids))

    def differing(self, property_ids: Sequence[str], on_unreadable: OnUnreadable) -> list[str]:
        found: list[str] = []
        for country, keys in _parts(property_ids):
            left = keys
            while left:
                block, mine, left = self._covering(country, left)
                before = {home.row.key: home for home in block.homes()}
                after = self._homes(country, mine, before, on_unreadable)
                found += [property_id_of(country, key) for key in mine if before.get(key) != after.get(key)]
        return found

    def _enter(self, country: str, keys: Sequence[str], on_unreadable: OnUnreadable) -> int:
        changed = 0
        while keys:
            more, keys = self._enter_first(country, keys, on_unreadable)
            changed += more
        return changed

    def _enter_first(self, country: str, keys: Sequence[str], on_unreadable: OnUnreadable) -> tuple[int, Sequence[str]]:
        """Enter those of the first block; return how many have changed, and the others."""
        for tried in range(TRIES):
            if tried:
                pause(tried)
            block, mine, others = self._covering(country, keys)
            before = {home.row.key: home for home in block.homes()}
            after = self._homes(country, mine, before, on_unreadable)
            homes = {key: home for key, home in before.items() if key not in mine} | after
            ordered = [homes[key] for key in sorted(homes)]
            try:
                self._store(country, Block.made(block.begins, block.ends, ordered, block.written))
            except ConditionFailed:  # others have written since: all is read again
                continue
            return sum(before.get(key) != after.get(key) for key in mine), others
        raise StoreUnavailable("others kept writing the same block of the roster")

    def _covering(self, country: str, keys: Sequence[str]) -> tuple[Block, Sequence[str], Sequence[str]]:
        """Return the block of the first key, the keys that are in it, and the others."""
        block = self._blocks.covering(country, keys[0]) or Block.first()
        return block, [key for key in keys if key <= block.ends], [key for key in keys if key > block.ends]

    def _homes(
        self, country: str, keys: Sequence[str], before: dict[str, Home], on_unreadable: OnUnreadable
    ) -> dict[str, Home]:
        """Return those homes that are public now; one that cannot be read as it is in the roster."""
        wanted = [public_key(property_id_of(country, key)) for key in keys]
        homes: dict[str, Home] = {}
        for item in get_items(self._client, self._listings, wanted):
            property_id = item["pk"]["S"]
            _, key = key_of(property_id)
            try:
                public = details.unpack(item["details"]["S"])
                row = row_of(key, house_of(public.number, public.unit), public)
                homes[key] = Home(row, words_of_home(public))
            except (KeyError, TypeError, AttributeError, ValueError):
                on_unreadable(property_id)
                homes |= {key: before[key]} if key in before else {}
        return homes

    def _store(self, country: str, block: Block) -> None:
        """Write a block, as several if it has much, joined with the next one if it has few. Raises ConditionFailed."""
        packed = pack(block)
        if not fits(block, packed):
            self._transact(*(self._put(country, part) for part in parts(block)))
        elif len(block.rows) < FEW and block.ends != END and (joined := self._joined(country, block)):
            self._transact(self._delete(country, block), self._put(country, joined))
        else:
            self._put_alone(self._put(country, block, packed))

    def _joined(self, country: str, block: Block) -> Block | None:
        """Return the next block with the rows of this one; None if they are too many."""
        following = self._blocks.following(country, block.ends)
        if following is None:
            raise ConditionFailed(set())  # it was joined itself, just now
        both = Block.made(block.begins, following.ends, [*block.homes(), *following.homes()], following.written)
        return both if fits(both, pack(both)) else None

    def _put(self, country: str, block: Block, packed: Packed | None = None) -> dict[str, Any]:
        item = block_item(country, block, packed or pack(block), str(self._new_id()))
        return {"TableName": self._roster, "Item": item} | _same(block)

    def _delete(self, country: str, block: Block) -> dict[str, Any]:
        return {"TableName": self._roster, "Key": block_key(country, block.ends)} | _same(block)

    def _transact(self, *writes: dict[str, Any]) -> None:
        items: Any = [{"Put" if "Item" in write else "Delete": write} for write in writes]
        transact(self._client, items, tries=SAME)

    @store_errors
    def _put_alone(self, put: Any) -> None:
        """Write one block, outside a transaction: that would cost twice as much."""
        try:
            self._client.put_item(**put)
        except self._client.exceptions.ConditionalCheckFailedException as error:
            raise ConditionFailed({0}) from error


def _parts(property_ids: Iterable[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield countries, each with some keys of its homes in their order."""
    for country, keys in groupby(sorted(map(key_of, set(property_ids))), key=lambda one: one[0]):
        for part in batched((key for _, key in keys), PART, strict=False):
            yield country, part


def _same(block: Block) -> dict[str, Any]:
    """Return the condition that a block is still as it was read, or still not there."""
    if block.written is None:
        return {"ConditionExpression": "attribute_not_exists(pk)"}
    written = {":written": {"S": block.written}}
    return {"ConditionExpression": "written = :written", "ExpressionAttributeValues": written}
