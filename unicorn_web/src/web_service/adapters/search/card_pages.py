"""Two ways to a page of cards: read them in their order, or read all that may match and sort them."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Protocol

from web_service.adapters.search.card_queries import CardQuery
from web_service.adapters.search.cards import unpack
from web_service.domain.search.cards import Card, CardPage, Order, Position

type Item = Mapping[str, Any]
type Read = Callable[[dict[str, Any], Any, int], tuple[list[Item], Any]]  # query, key to start behind, number of items

ALL = 5000  # cards read at a time where all are
LOOK_MIN = 10  # cards read at a time to fill a page
SORTED = "sorted:"  # what the value of a position among sorted cards begins with
BANDS = "bands:"  # likewise among those of merged_bands.py, which is not imported for it


class Way(Protocol):
    """A way to a page, which reads step by step."""

    read: int  # items, so far
    is_done: bool

    def step(self, count: int) -> None:
        """Read so many items, or a little more."""

    def page(self, read: int) -> CardPage:
        """Return the page, for which `read` items were read in all."""


class InOrder:
    """Reads cards in their order and keeps those that match, one more than the page has: whether another follows."""

    def __init__(self, read: Read, query: CardQuery, limit: int, after: Position | None) -> None:
        self._from, self._query, self._limit = read, query, limit
        self._start = query.key(after) if after else None
        self._found: list[tuple[Item, Card]] = []
        self.read = 0
        self.is_done = False

    def step(self, count: int) -> None:
        items, self._start = self._from(self._query.asked(), self._start, count)
        self.read += len(items)
        self._found += [(item, card) for item in items if self._query.criteria.match(card := card_of(item))]
        self.is_done = self._start is None or len(self._found) > self._limit

    def next_look(self) -> int:
        """Return how many cards to read to fill the page, by the share of them that matched so far."""
        return max(LOOK_MIN, (self._limit + 1 - len(self._found)) * self.read // (len(self._found) or 1))

    def page(self, read: int) -> CardPage:
        shown = self._found[: self._limit]
        last = shown[-1][0] if len(self._found) > self._limit else self._start
        return CardPage([card for _, card in shown], self._query.position(last) if last else None, read)


class Sorted:
    """Reads all cards of a query, and sorts those that match in the order of another."""

    def __init__(self, read: Read, source: CardQuery, order: Order, limit: int, after: Position | None) -> None:
        self._from, self._source, self._order, self._limit, self._after = read, source, order, limit, after
        self._start: Any = None
        self._found: list[tuple[str, Card]] = []
        self.read = 0
        self.is_done = False

    def step(self, count: int) -> None:
        items, self._start = self._from(self._source.asked(), self._start, count)
        self.read += len(items)
        self._found += [(item["sk"]["S"], card) for item in items if self._source.criteria.match(card := card_of(item))]
        self.is_done = self._start is None

    def whole(self) -> CardPage:
        """Read all of it, however much that is, and return the page."""
        while not self.is_done:
            self.step(ALL)
        return self.page(self.read)

    def page(self, read: int) -> CardPage:
        known = [(sk, card) for sk, card in self._found if self._value(card) is not None]
        places = sorted((self._place(self._value(card), sk, card.property_id), sk, card) for sk, card in known)
        if self._after:
            behind = self._place(self._after.value.removeprefix(SORTED), self._after.place, self._after.property_id)
            places = [found for found in places if found[0] > behind]
        shown = places[: self._limit]
        following = self._position(*shown[-1][1:]) if len(places) > self._limit else None
        return CardPage([card for *_, card in shown], following, read)

    def _value(self, card: Card) -> str | None:
        """Return what a card is sorted by beside its place, None if it is not in the order."""
        if self._order in {Order.PLACE, Order.NEWEST}:
            return str(card.since or 0)
        return None if card.price is None else str(card.price)

    def _place(self, value: str | None, sk: str, property_id: str) -> tuple[Decimal, str, str]:
        """Return what a card is sorted by; the property id makes it unique."""
        if self._order is Order.PLACE:
            return (Decimal(0), sk, property_id)
        number = Decimal(value or 0)
        return (number if self._order is Order.PRICE else -number, "", property_id)

    def _position(self, sk: str, card: Card) -> Position:
        return Position(card.property_id, sk, f"{SORTED}{self._value(card)}")


def card_of(item: Item) -> Card:
    return unpack(item["pk"]["S"], item["card"]["S"])
