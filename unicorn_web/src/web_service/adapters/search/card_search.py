"""A search for cards → the way to them that reads least: in order, all of them sorted, or bands of prices merged."""

from collections.abc import Callable, Mapping
from functools import cached_property
from math import log2
from typing import TYPE_CHECKING, Any

from web_service.adapters.search.card_areas import mark_of
from web_service.adapters.search.card_pages import BANDS, SORTED, InOrder, Read, Sorted, Way, card_of
from web_service.adapters.search.card_queries import CardQuery
from web_service.adapters.search.localities import IN_CURRENCY, LISTINGS, has_bands, has_filter_areas
from web_service.domain.search.cards import CardPage, Order, Position, SearchCriteria, filter_area

if TYPE_CHECKING:
    from web_service.adapters.search.merged_bands import Range

READ_MAX = 5000  # cards that one request reads, however few of them are wanted
OCTAVES = 2  # that most prices of a city are assumed to be in
WIDE = 16  # how many times its lowest price the highest of a range is whose ends are looked for

type City = Callable[[str], Mapping[str, Any] | None]  # a city → its item, None if nothing is counted there


class CardSearch:
    """One page of a search. Those behind the first one are read as it was, whatever was published meanwhile."""

    def __init__(self, read: Read, city: City, area: str, order: Order, criteria: SearchCriteria, limit: int) -> None:
        self._read, self._city, self._area, self._order, self._criteria = read, city, area, order, criteria
        self._limit = limit
        locality, separator, kind = area.partition("#")
        country, slug, *street = locality.split("/")
        self._plain, self._street = f"{country}/{slug}{separator}{kind}", street[0] if street else None
        self._narrow = filter_area(self._plain, criteria.currency, criteria.bedrooms)

    def page(self, after: Position | None) -> CardPage:
        """Read only the cards that are shown if an area and an index know the criteria, else as few as possible."""
        value = after.value if after else ""
        if value.startswith(BANDS):
            return self._merged(after)
        is_narrow = self._narrow != self._plain and self._is_there(after)
        in_order = InOrder(self._read, self._in_order(is_narrow=is_narrow), self._limit, after)
        source = self._source() if is_narrow else None
        if source is None or (after and not value.startswith(SORTED)):
            return self._filled(in_order)
        in_all = Sorted(self._read, source, self._order, self._limit, after)
        if after:
            return in_all.whole()
        if self._street or not self._has_bands():
            return _in_turns(in_all, in_order, look=self._limit + 1)
        return self._merged(None, in_all, in_order)

    def _is_there(self, after: Position | None) -> bool:
        """Whether all listings of the city have cards in areas of filters; those of older releases get them later."""
        if after:
            return after.value.startswith(SORTED) or after.place.startswith(f"{mark_of(self._narrow)}#")
        return self._item is None or has_filter_areas(self._item)

    def _has_bands(self) -> bool:
        return self._item is None or has_bands(self._item)

    @cached_property
    def _item(self) -> Mapping[str, Any] | None:
        return self._city(self._plain.partition("#")[0])

    def _in_order(self, *, is_narrow: bool) -> CardQuery:
        """Return the query of the narrowest area that has the order."""
        has_order = self._criteria.currency or "price" not in self._order
        if is_narrow and has_order and (self._street is None or self._order is Order.PLACE):
            return CardQuery(self._narrow, self._order, self._criteria, self._street)
        return CardQuery(self._area, self._order, self._criteria)

    def _source(self) -> CardQuery | None:
        """Return the query that finds the cards more exactly than the one in their order; None if there is none."""
        criteria, is_by_price = self._criteria, "price" in self._order
        has_range = criteria.has_price and criteria.currency and not is_by_price
        if self._street is None:
            return CardQuery(self._narrow, Order.PRICE, criteria) if has_range else None
        if criteria.bedrooms and self._order is not Order.PLACE:
            return CardQuery(self._narrow, Order.PLACE, criteria, self._street)
        return CardQuery(self._area, Order.PRICE, criteria) if has_range else None

    def _filled(self, way: InOrder) -> CardPage:
        way.step(self._limit + 1)
        while not way.is_done and way.read < READ_MAX:
            way.step(min(way.next_look(), READ_MAX - way.read))
        return way.page(way.read)

    def _merged(self, after: Position | None, *others: Way) -> CardPage:
        """Read the bands of a price range; where another way may be better, in turns with it."""
        from web_service.adapters.search.merged_bands import Merged, Range  # noqa: PLC0415 - few searches need it

        read, prices = (0, Range.of(after)) if after else self._range()
        if prices is None:
            return CardPage([], None, read)
        query = CardQuery(self._plain, self._order, self._criteria)
        merged = Merged(self._read, query, self._limit, prices, after)
        if not others:
            return _in_turns(merged, look=READ_MAX, read=read)
        in_all, in_order = others
        octaves = log2((prices.high + 1) / prices.low)
        if self._criteria.bedrooms or self._count() * octaves / OCTAVES <= self._limit:  # few in all, or few of many
            return _in_turns(in_all, merged, look=self._limit + 1, read=read)
        if octaves >= OCTAVES:  # most cards
            return _in_turns(in_order, merged, look=self._limit * 3 // 2 + 1, read=read)
        return _in_turns(merged, look=READ_MAX, read=read)

    def _range(self) -> "tuple[int, Range | None]":
        """Return the prices that are searched, with the ends of a wide range as cards have them, and the cards read."""
        from web_service.adapters.search.merged_bands import Range  # noqa: PLC0415
        from web_service.adapters.search.price_bands import whole  # noqa: PLC0415

        low, high = self._criteria.min_price, self._criteria.max_price
        if low is not None and high is not None and high <= low * WIDE:
            return 0, Range(whole(low), whole(high))
        ends = []
        for order in (Order.PRICE, Order.PRICE_DESCENDING):
            query = CardQuery(self._narrow, order, self._criteria)
            items, _ = self._read(query.asked(), None, 1)
            ends += [whole(price) for item in items if (price := card_of(item).price) is not None]
        return len(ends), Range(min(ends), max(ends)) if ends else None

    def _count(self) -> int:
        """Return how many listings of the city have prices in the currency, as far as they are counted."""
        if self._item is None:
            return 0
        count = self._item.get(f"{IN_CURRENCY}{self._criteria.currency}", self._item[LISTINGS])
        return int(count["N"])


def _in_turns(*ways: Way, look: int, read: int = 0) -> CardPage:
    """Read some ways in turns, in doubling steps, until one has a page: at most about twice what it would have read.

    The last way has a page even if it could not be filled.
    """
    while (rest := READ_MAX - read) > 0:
        for way in ways:
            before = way.read
            way.step(min(look, rest))
            read, rest = read + way.read - before, rest - way.read + before
            if way.is_done or rest <= 0:
                return (way if way.is_done else ways[-1]).page(read)
        look *= 2
    return ways[-1].page(read)
