"""How the roster is stored, in a table of its own: blocks of rows, a read model of the public items.

| pk        | sk                        | holds                                                                        |
|-----------|---------------------------|------------------------------------------------------------------------------|
| HOMES#usa | the key that it ends with | `rows`, compressed; `begins`, the key that they are behind; `written`, an id |

A country's rows are in the order of their keys, `city#street#number`. Its blocks join without a gap, and the last one
ends with `~`, which is behind every key. So a locality is a range of blocks, and those of a city of 20,000 are about
seven. A row is a JSON array of the values of `Row`, by position; None at its end is left out. The positions are the
format: a new value goes to the end.
"""

import json
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, NamedTuple, Self
from zlib import compress, decompress

from web_service.domain.search.roster import Row

type Item = Mapping[str, Any]

END = "~"  # behind every key
ROWS_MAX = 4000  # of a block, about 100 kB
PACKED_MAX = 250_000  # bytes; an item of DynamoDB has 400 kB
FEW = ROWS_MAX // 8  # a block with fewer joins the next one
_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Block(NamedTuple):
    """Rows whose keys are in (begins, ends]."""

    begins: str
    ends: str
    rows: list[Row]
    written: str | None  # the id of the write that it was read from, None if it is not stored yet

    @classmethod
    def of(cls, item: Item) -> Self:
        rows = [Row(*row) for row in json.loads(decompress(item["rows"]["B"]))]
        return cls(item["begins"]["S"], item["sk"]["S"], rows, item["written"]["S"])

    @classmethod
    def first(cls) -> Self:
        """Return the block of a country that has none yet."""
        return cls("", END, [], None)


def blocks_pk(country: str) -> dict[str, str]:
    return {"S": f"HOMES#{country}"}


def block_key(country: str, ends: str) -> dict[str, Any]:
    return {"pk": blocks_pk(country), "sk": {"S": ends}}


def block_item(country: str, block: Block, packed: bytes, written: str) -> dict[str, Any]:
    values = {"begins": {"S": block.begins}, "rows": {"B": packed}, "written": {"S": written}}
    return block_key(country, block.ends) | values


def pack(rows: Iterable[Row]) -> bytes:
    return compress(_to_json([_short(row) for row in rows]).encode())


def fits(rows: list[Row], packed: bytes) -> bool:
    return len(rows) <= ROWS_MAX and len(packed) <= PACKED_MAX


def halves(block: Block) -> tuple[Block, Block]:
    """Return a block of many rows as two."""
    middle = len(block.rows) // 2
    between = block.rows[middle - 1].key
    return (
        Block(block.begins, between, block.rows[:middle], None),
        Block(between, block.ends, block.rows[middle:], block.written),
    )


def join(begin: str, blocks: list[Block]) -> bool:
    """Whether blocks have all rows behind a key, one after the other."""
    first = not blocks or blocks[0].begins <= begin
    return first and all(one.ends == other.begins for one, other in pairwise(blocks))


def _short(row: Row) -> list[Any]:
    values = list(row)
    while values[-1] is None:
        values.pop()
    return values
