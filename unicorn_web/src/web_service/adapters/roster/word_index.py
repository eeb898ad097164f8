"""The words of the homes of a block, as an index: for each word, the numbers of the rows that have it.

It is stored compressed, in 0.8 to 1 bytes for each different word of each home. First come the words in their order,
with spaces between; behind a line break the numbers of each. A number is a byte: how many rows lie between it and the
one before. 255 stands for 254 rows more, and 254 is the end of a word.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Self
from zlib import compress, decompress

from web_service.domain.search.free_text import alike

END, MORE = 254, 255
_END, _MORE = bytes([END]), bytes([MORE])


class WordIndex(NamedTuple):
    words: Sequence[str] = ()  # in their order
    numbers: Sequence[bytes] = ()  # of each: its rows

    @classmethod
    def of(cls, homes: Iterable[frozenset[str]]) -> Self:
        """Return the index of the words of each home, in the order of their rows."""
        rows: dict[str, list[int]] = {}
        for number, home in enumerate(homes):
            for word in home:
                rows.setdefault(word, []).append(number)
        words = sorted(rows)
        return cls(words, [_written(rows[word]) for word in words])

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        words, _, numbers = decompress(packed).partition(b"\n")
        return cls(words.decode().split(), numbers.split(_END) if words else [])

    def pack(self) -> bytes:
        return compress(" ".join(self.words).encode() + b"\n" + _END.join(self.numbers))

    def of_rows(self, count: int) -> list[frozenset[str]]:
        """Return the words of each row, of `count` of them."""
        homes: list[list[str]] = [[] for _ in range(count)]
        for word, numbers in zip(self.words, self.numbers, strict=True):
            for number in _read(numbers):
                homes[number].append(word)
        return [frozenset(words) for words in homes]

    def rows_with(self, sought: Sequence[str]) -> set[int]:
        """Return the numbers of the rows that have all of some words, one at least."""
        first, *others = map(self._rows_with, sought)
        return first.intersection(*others)

    def _rows_with(self, sought: str) -> set[int]:
        found = alike(sought, self.words)
        return {number for at in found for number in _read(self.numbers[at])}


def _written(rows: Iterable[int]) -> bytes:
    written, last = bytearray(), -1
    for row in rows:
        more, rest = divmod(row - last - 1, END)
        written += _MORE * more
        written.append(rest)
        last = row
    return bytes(written)


def _read(numbers: bytes) -> Iterator[int]:
    row = -1
    for byte in numbers:
        if byte == MORE:
            row += END
        else:
            row += byte + 1
            yield row
