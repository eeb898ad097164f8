"""How the roster is stored, in a table of its own: blocks of rows, a read model of the public items.

| pk        | sk                        | holds                                                                        |
|-----------|---------------------------|------------------------------------------------------------------------------|
| HOMES#usa | the key that it ends with | `rows`, compressed; `words` of their texts (word_index.py); `begins`, the    |
|           |                           | key that they are behind; `written`, an id                                   |

A country's rows are in the order of their keys, `city#street#number`. Its blocks join without a gap, and the last one
ends with `~`, which is behind every key. So a locality is a range of blocks, and those of a city of 20,000 are about
seven. A row is a JSON array of the values of `Row`, by position; None at its end is left out. The positions are the
format: a new value goes to the end. Blocks that were written before there was free text have no `words`.
"""

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple, Self
from zlib import compress, decompress

from web_service.adapters.roster.word_index import WordIndex
from web_service.domain.search.roster import Row

type Item = Mapping[str, Any]

END = "~"  # behind every key
ROWS_MAX = 4000  # of a block, about 100 kB without words
PACKED_MAX = 390_000  # bytes with words, of the 409,600 that an item of DynamoDB may have
FEW = ROWS_MAX // 8  # a block with fewer joins the next one
_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Home(NamedTuple):
    """What the roster knows of a home."""

    row: Row
    words: frozenset[str]  # of its headline and description


class Block(NamedTuple):
    """Homes whose keys are in (begins, ends]."""

    begins: str
    ends: str
    rows: list[Row]
    words: WordIndex  # empty if they were not read
    written: str | None  # the id of the write that it was read from, None if it is not stored yet

    @classmethod
    def of(cls, item: Item) -> Self:
        rows = [Row(*row) for row in json.loads(decompress(item["rows"]["B"]))]
        words = WordIndex.unpack(item["words"]["B"]) if "words" in item else WordIndex()
        return cls(item["begins"]["S"], item["sk"]["S"], rows, words, item["written"]["S"])

    @classmethod
    def first(cls) -> Self:
        """Return the block of a country that has none yet."""
        return cls.made("", END, [])

    @classmethod
    def made(cls, begins: str, ends: str, homes: Sequence[Home], written: str | None = None) -> Self:
        words = WordIndex.of(home.words for home in homes)
        return cls(begins, ends, [home.row for home in homes], words, written)

    def homes(self) -> list[Home]:
        return list(map(Home, self.rows, self.words.of_rows(len(self.rows))))

    def rows_with(self, words: Sequence[str]) -> list[Row]:
        """Return the rows of the homes whose texts have all of some words; all rows if there are none."""
        return [self.rows[number] for number in sorted(self.words.rows_with(words))] if words else self.rows


class Packed(NamedTuple):
    rows: bytes
    words: bytes


def blocks_pk(country: str) -> dict[str, str]:
    return {"S": f"HOMES#{country}"}


def block_key(country: str, ends: str) -> dict[str, Any]:
    return {"pk": blocks_pk(country), "sk": {"S": ends}}


def block_item(country: str, block: Block, packed: Packed, written: str) -> dict[str, Any]:
    values = {"begins": {"S": block.begins}, "rows": {"B": packed.rows}, "words": {"B": packed.words}}
    return block_key(country, block.ends) | values | {"written": {"S": written}}


def pack(block: Block) -> Packed:
    return Packed(compress(_to_json([_short(row) for row in block.rows]).encode()), block.words.pack())


def fits(block: Block, packed: Packed) -> bool:
    return len(block.rows) <= ROWS_MAX and sum(map(len, packed)) <= PACKED_MAX


def parts(block: Block) -> list[Block]:
    """Return a block as several that fit, itself if it fits."""
    homes = block.homes()
    middle = len(homes) // 2
    if not middle or fits(block, pack(block)):
        return [block]
    between = homes[middle - 1].row.key
    lower = Block.made(block.begins, between, homes[:middle])
    upper = Block.made(between, block.ends, homes[middle:], block.written)
    return [*parts(lower), *parts(upper)]


def join(begin: str, blocks: list[Block]) -> bool:
    """Whether blocks have all rows behind a key, one after the other."""
    first = not blocks or blocks[0].begins <= begin
    return first and all(one.ends == other.begins for one, other in pairwise(blocks))


def _short(row: Row) -> list[Any]:
    values = list(row)
    while values[-1] is None:
        values.pop()
    return values
