"""Bands of prices: a search by price range in another order reads those that cover the range, each in that order.

A band is the prices whose first binary digits are the same, in ten-thousandths of their currency. Level 0 has one
between each power of two and the next, level n has 2 ** n equal ones there. A listing has a card in one band of each
level, so that a wide range is covered by few bands and a narrow one by little beside it.
"""

from collections.abc import Iterator
from decimal import Decimal
from math import log2
from typing import NamedTuple

from web_service.adapters.search.card_areas import CardArea, mark_of
from web_service.domain.search.cards import area, band_area

LEVELS = (0, 3, 6, 9, 12)
DIGITS = 4  # decimals of a price, at most
PAGE = 25  # cards of a page, for which a cover is the best
BANDS_MAX = 24  # of a cover


class Band(NamedTuple):
    level: int
    low: int
    width: int

    @property
    def name(self) -> str:
        return f"p{self.level}.{self.low:x}"

    @property
    def end(self) -> int:
        """The lowest number behind it."""
        return self.low + self.width

    @property
    def size(self) -> float:
        """The share of an octave that it has, for the cards to be expected in it."""
        return _size(self.low, self.end)


def whole(price: Decimal) -> int:
    """Return a price as a number that has a band."""
    return max(1, int(price.scaleb(DIGITS)))


def bands_of(price: Decimal) -> Iterator[Band]:
    """Yield the band of each level that a price is in."""
    return (_band(whole(price), level) for level in LEVELS)


def price_areas(property_id: str, kind: str, currency: str, price: Decimal | None) -> Iterator[CardArea]:
    """Yield the areas of price bands that a listing is in: none if its price is on request."""
    if price is None:
        return
    city = property_id.rsplit("/", 2)[0]
    for wanted in (None, kind):
        for band in bands_of(price):
            name = band_area(area(city, wanted), currency, band.name)
            yield CardArea(name, mark_of(name), has_prices=False, is_city=True)


def cover(low: int, high: int) -> list[Band]:
    """Return the bands that have all of a range, from the lowest on: few, and with little beside the range."""
    return min(_covers(low, high), key=lambda bands: _cost(bands, low, high))


def _covers(low: int, high: int) -> Iterator[list[Band]]:
    """Yield covers by the bands of one level, whose outer ones are divided further and further."""
    yield list(_between(low, high, LEVELS[0]))
    for level in LEVELS:
        bands = list(_between(low, high, level))
        while len(bands) <= BANDS_MAX:
            yield bands
            first, last = bands[0], bands[-1]
            outer = 0 if low - first.low > last.end - 1 - high else len(bands) - 1
            band = bands[outer]
            inside = max(low, band.low), min(high, band.end - 1)
            if band.level == LEVELS[-1] or inside == (band.low, band.end - 1):
                break
            bands = [*bands[:outer], *_between(*inside, LEVELS[LEVELS.index(band.level) + 1]), *bands[outer + 1 :]]


def _between(low: int, high: int, level: int) -> Iterator[Band]:
    """Yield the bands of a level that have a part of the range, too many to be used at most."""
    count = 0
    while low <= high and (count <= BANDS_MAX or level == LEVELS[0]):
        band = _band(low, level)
        yield band
        low, count = band.end, count + 1


def _band(number: int, level: int) -> Band:
    shift = max(0, number.bit_length() - 1 - level)
    return Band(level, number >> shift << shift, 1 << shift)


def _cost(bands: list[Band], low: int, high: int) -> float:
    """Return how many cards are read for each one in the range: those beside it, and one of each band too many."""
    return sum(band.size for band in bands) / _size(low, high + 1) + (len(bands) - 1) / PAGE


def _size(low: int, end: int) -> float:
    return log2(end) - log2(low)
