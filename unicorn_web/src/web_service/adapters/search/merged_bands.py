"""A third way to a page of cards: read the bands that cover a price range, each in the wanted order, and merge them.

Cards with the same value are in the order of their bands, and within a band in that of the index. So a position says
the range, the number of its band among those that cover it, and the value.
"""

from collections import deque
from typing import Any, NamedTuple

from web_service.adapters.search.card_pages import BANDS, Item, Read, card_of
from web_service.adapters.search.card_queries import CardQuery
from web_service.adapters.search.price_bands import Band, cover
from web_service.domain.search.cards import Card, CardPage, Order, Position, band_area


class Range(NamedTuple):
    """A range of prices as numbers of price_bands.py, and a place among the cards of the bands that cover it."""

    low: int
    high: int
    band: int = 0
    value: str = ""  # the moment of a card if the newest are first

    @classmethod
    def of(cls, position: Position) -> "Range":
        low, high, band, value = position.value.removeprefix(BANDS).split(":")
        return cls(int(low), int(high), int(band), value)

    def position(self, band: int, item: Item) -> Position:
        value = item["since"]["N"] if "since" in item else ""
        return Position(item["pk"]["S"], item["sk"]["S"], f"{BANDS}{self.low}:{self.high}:{band}:{value}")


class _Band:
    """The cards of a band, read ahead a little."""

    def __init__(self, number: int, query: CardQuery, share: float, start: Any = None) -> None:
        self.number, self.query, self.share, self.start = number, query, share, start
        self.ahead: deque[tuple[Item, Card]] = deque()
        self.is_done = False

    @property
    def has_to_be_read(self) -> bool:
        return not self.ahead and not self.is_done

    def place(self) -> tuple[Any, int]:
        """Return where its next card is among those of all bands."""
        item = self.ahead[0][0]
        is_newest = self.query.order is Order.NEWEST
        return (-int(item["since"]["N"]) if is_newest else _house(item["sk"]["S"]), self.number)


class Merged:
    """Reads the bands of a range; a look ahead says whether another card follows the page."""

    def __init__(self, read: Read, query: CardQuery, limit: int, prices: Range, after: Position | None) -> None:
        """`query` is of all cards of a city or of one kind of offer there."""
        self._from, self._query, self._limit, self._prices = read, query, limit, prices
        bands = cover(prices.low, prices.high)
        size = sum(band.size for band in bands)
        self._bands = [self._begin(number, band, band.size / size, after) for number, band in enumerate(bands)]
        self._shown: list[Card] = []
        self._last: tuple[int, Item] | None = None  # the band and item of the card that was taken last
        self._taken = 0
        self.read = 0
        self.is_done = False
        self._follows = False

    def step(self, count: int) -> None:
        end = self.read + count
        while not self.is_done and self.read < end:
            if len(self._shown) == self._limit and any(map(self._has_match, self._bands)):
                self.is_done = self._follows = True
            elif dry := next((band for band in self._bands if band.has_to_be_read), None):
                self._read_on(dry, end - self.read)
            else:
                self._take()

    def page(self, read: int) -> CardPage:
        is_last = self.is_done and not self._follows
        following = None if is_last or not self._last else self._prices.position(*self._last)
        return CardPage(self._shown, following, read)

    def _begin(self, number: int, band: Band, share: float, after: Position | None) -> _Band:
        plain, currency = self._query.area, self._query.criteria.currency
        query = self._query._replace(area=band_area(plain, currency, band.name))
        if after is None:
            return _Band(number, query, share)
        value = self._prices.value if self._query.order is Order.NEWEST else _house(after.place)
        if number == self._prices.band:
            return _Band(number, query, share, query.key(after._replace(value=value)))
        return _Band(number, query.behind(value, inclusive=number > self._prices.band), share)

    def _read_on(self, band: _Band, most: int) -> None:
        """Read as many cards of a band as the page is expected to take from it."""
        wanted = (self._limit + 1 - len(self._shown)) * max(1, self._taken) / max(1, len(self._shown))
        count = min(most, max(1, round(wanted * band.share)))
        items, band.start = self._from(band.query.asked(), band.start, count)
        band.is_done = band.start is None
        band.ahead.extend((item, card_of(item)) for item in items)
        self.read += len(items)

    def _take(self) -> None:
        """Take the first of all cards, and show it if it matches."""
        bands = [band for band in self._bands if band.ahead]
        if not bands:
            self.is_done = True
            return
        band = min(bands, key=_Band.place)
        item, card = band.ahead.popleft()
        self._taken += 1
        self._last = band.number, item
        if self._query.criteria.match(card):
            self._shown.append(card)

    def _has_match(self, band: _Band) -> bool:
        return any(self._query.criteria.match(card) for _, card in band.ahead)


def _house(sk: str) -> str:
    """Return the street and house of a sort key, without the mark of its area."""
    return sk.partition("#")[2]
