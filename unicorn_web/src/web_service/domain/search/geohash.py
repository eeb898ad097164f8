"""Geohashes: the earth divided in half again and again, by longitude and latitude in turns.

A place has the halves that it is in, as bits, five in a letter. Places whose geohashes begin alike are near each other,
and a cell is all that begins with certain bits, so it is a range of them in their order as texts.
"""

from typing import NamedTuple, Self

from web_service.domain.search.regions import Box

LETTERS = "0123456789bcdefghjkmnpqrstuvwxyz"  # in the order of ASCII
LENGTH = 10  # letters: half a metre
BITS = 5 * LENGTH
_AXIS = BITS // 2


def geohash(latitude: float, longitude: float) -> str:
    """Return the geohash of a place."""
    return to_text(_interleaved(_half(longitude, 360), _half(latitude, 180)))


def to_text(number: int) -> str:
    return "".join(LETTERS[number >> 5 * (LENGTH - 1 - at) & 31] for at in range(LENGTH))


def to_number(text: str) -> int:
    number = 0
    for letter in text:
        number = number << 5 | LETTERS.index(letter)
    return number


class Cell(NamedTuple):
    """All places whose geohashes begin with certain bits."""

    bits: int  # how many
    begin: int  # the bits, as a number

    @classmethod
    def of_letter(cls, letter: str) -> Self:
        return cls(5, LETTERS.index(letter))

    @property
    def first(self) -> int:
        return self.begin << BITS - self.bits

    @property
    def last(self) -> int:
        return self.first + self.size - 1

    @property
    def size(self) -> int:
        """The number of geohashes."""
        return 1 << BITS - self.bits

    @property
    def halves(self) -> tuple[Self, Self]:
        return self._replace(bits=self.bits + 1, begin=self.begin * 2), self._replace(
            bits=self.bits + 1, begin=self.begin * 2 + 1
        )

    @property
    def box(self) -> Box:
        across, up = (self.bits + 1) // 2, self.bits // 2  # longitude is the first to be halved
        written = self.begin << self.bits % 2  # so that it ends with a bit of latitude
        column, row = _part(written >> 1), _part(written) >> self.bits % 2
        width, height = 360 / (1 << across), 180 / (1 << up)
        west, south = column * width - 180, row * height - 90
        return Box(west, south, west + width, south + height)


def _half(degrees: float, full: float) -> int:
    """Return in which of equal parts a place is; the north pole and the antimeridian are no parts of their own."""
    part = int((degrees + full / 2) / full * (1 << _AXIS))
    return part % (1 << _AXIS) if full == 360 else min(part, (1 << _AXIS) - 1)  # noqa: PLR2004 - all around


def _interleaved(across: int, up: int) -> int:
    number = 0
    for bit in reversed(range(_AXIS)):
        number = number << 2 | (across >> bit & 1) << 1 | up >> bit & 1
    return number


def _part(number: int) -> int:
    """Return every second bit of a number, the last one among them."""
    part, at = 0, 0
    while number:
        part |= (number & 1) << at
        number >>= 2
        at += 1
    return part
