"""Blocks of a country's roster from a key on, as a reader and a writer need them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from unicorn_kit.errors import StoreUnavailable
from unicorn_kit.transactions import pause, store_errors
from web_service.adapters.roster.blocks import Block, blocks_pk, join

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TRIES = 8
CHANGING = "the blocks of the roster kept changing"
COUNT_MAX = 16  # blocks of a read: up to six megabytes
WITHOUT_WORDS = {
    "ProjectionExpression": "sk, begins, #rows, written",
    "ExpressionAttributeNames": {"#rows": "rows"},  # a reserved word
}


class BlockQueries:
    """Counts the blocks that it has read."""

    def __init__(self, client: "DynamoDBClient", table: str, *, with_words: bool) -> None:
        """`with_words` if the words of homes are to be read, which are most of a block."""
        self._client = client
        self._table = table
        self._wanted: Any = {} if with_words else WITHOUT_WORDS
        self.read = 0

    def covering(self, country: str, key: str) -> Block | None:
        """Return the block that a key is in, as last written; None if the country has none. Raises StoreUnavailable.

        A query may see one item of a transaction and not the other one yet, even if it is consistent.
        """
        for tried in range(TRIES):
            if tried:
                pause(tried)
            found = self._query(country, " AND sk >= :low", {":low": key}, count=1, is_consistent=True)
            if not found or found[0].begins < key:
                return found[0] if found else None
        raise StoreUnavailable(CHANGING)

    def following(self, country: str, ends: str) -> Block | None:
        """Return the block behind one, as last written."""
        found = self._query(country, " AND sk > :low", {":low": ends}, count=1, is_consistent=True)
        return found[0] if found else None

    def between(self, country: str, low: str, high: str, *, count: int) -> Iterator[Block]:
        """Yield the blocks that have all keys from `low` to `high`, and read `count` of them first, then more.

        A block that is being divided or joined may be seen halfway: it is read again then. Raises StoreUnavailable.
        """
        begin, behind = low, ""
        while begin <= high:
            found = self._joined(country, begin, high, behind or low, count)
            if not found:
                return  # the country has no roster
            yield from found
            behind = found[-1].ends
            begin = f"{behind} "  # a space is before everything that a key may go on with
            count = min(2 * count, COUNT_MAX)

    def _joined(self, country: str, low: str, high: str, behind: str, count: int) -> list[Block]:
        for tried in range(TRIES):
            if tried:
                pause(tried)
            found = self._some(country, low, high, count, is_consistent=bool(tried))
            if join(behind, found) and (found or low == behind):
                return found
        raise StoreUnavailable(CHANGING)

    def _some(self, country: str, low: str, high: str, count: int, *, is_consistent: bool) -> list[Block]:
        bounds = {":low": low, ":high": high}
        found = self._query(country, " AND sk BETWEEN :low AND :high", bounds, count=count, is_consistent=is_consistent)
        if len(found) < count and (not found or found[-1].ends < high):  # the block that has `high` ends behind it
            found += self._query(country, " AND sk > :low", {":low": high}, count=1, is_consistent=is_consistent)
        return found

    @store_errors
    def _query(
        self, country: str, condition: str, values: dict[str, str], *, count: int, is_consistent: bool
    ) -> list[Block]:
        found: list[Block] = []
        begin: Any = {}
        while len(found) < count:
            page = self._client.query(
                TableName=self._table,
                KeyConditionExpression=f"pk = :pk{condition}",
                ExpressionAttributeValues={":pk": blocks_pk(country)} | {n: {"S": v} for n, v in values.items()},
                Limit=count - len(found),
                ConsistentRead=is_consistent,
                **self._wanted,
                **begin,
            )
            found += map(Block.of, page["Items"])
            self.read += len(page["Items"])
            if "LastEvaluatedKey" not in page:
                break
            begin = {"ExclusiveStartKey": page["LastEvaluatedKey"]}
        return found
