"""The areas that a listing's cards are in, and the beginning of a card's sort key in each of them.

| sort key | its area                                            |
|----------|-----------------------------------------------------|
| C0#, C1# | the city: all offers, one kind of offer              |
| C2#, C3# | the street, likewise                                 |
| C4#, C5# | the city in one currency, likewise                   |
| C0.3#    | as C0, with three bedrooms or more; C1, C4, C5 likewise |
| C4.p6#   | the city in a band of prices, of level 6; C5 likewise   |

A city's cards have their street behind it, then the house; those of a street the house.
"""

from collections.abc import Iterator
from typing import NamedTuple

from web_service.domain.search.cards import LEVELS, area, level_area

KIND, STREET, CURRENCY = 1, 2, 4  # what the number in a sort key is the sum of


class CardArea(NamedTuple):
    name: str
    mark: str  # what a card's sort key begins with
    has_prices: bool  # whether it can be sorted by price: prices in several currencies are compared nowhere
    is_city: bool  # and not a street


def card_areas(property_id: str, kind: str, currency: str, bedrooms: int) -> Iterator[CardArea]:
    """Yield every area that a listing is looked for in."""
    street = property_id.rpartition("/")[0]
    city = street.rpartition("/")[0]
    levels = [level for level in LEVELS if level <= bedrooms]
    for number, wanted in ((0, None), (KIND, kind)):
        plain = area(city, wanted)
        yield CardArea(area(street, wanted), _mark(STREET + number), has_prices=True, is_city=False)
        yield CardArea(plain, _mark(number), has_prices=True, is_city=True)
        for level in levels:
            yield CardArea(level_area(plain, None, level), _mark(number, level), has_prices=False, is_city=True)
        for level in (0, *levels):
            mark = _mark(number + CURRENCY, level)
            yield CardArea(level_area(plain, currency, level), mark, has_prices=True, is_city=True)


def mark_of(name: str) -> str:
    """Return what the sort key of a city's card in an area begins with."""
    _, kind, currency, level = (*name.split("#"), "", "", "")[:4]
    level, _, _ = level.partition(".")  # so that a price that changes overwrites its cards
    return _mark((KIND if kind else 0) + (CURRENCY if currency else 0), level)


def _mark(number: int, level: int | str = 0) -> str:
    return f"C{number}.{level}" if level else f"C{number}"
