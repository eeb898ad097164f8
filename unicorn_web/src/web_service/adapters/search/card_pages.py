"""Two ways to a page of cards: read them in their order, or read all in a price range and sort them."""

from collections.abc import Callable, Mapping
from typing import Any

from web_service.adapters.search.card_queries import CardQuery
from web_service.adapters.search.cards import unpack
from web_service.domain.search.cards import Card, CardPage, Order, Position

type _Item = Mapping[str, Any]
type Read = Callable[[dict[str, Any], Any, int], tuple[list[_Item], Any]]  # query, key to start behind, number of items

LOOK_MIN = 10  # cards read at a time to fill a page
SORTED = "sorted:"  # what the value of a position among sorted cards begins with


class InOrder:
    """Reads cards in their order and keeps those that match."""

    def __init__(self, read: Read, query: CardQuery, limit: int, after: Position | None) -> None:
        self._from, self._query, self._limit = read, query, limit
        self._start = query.key(after) if after else None
        self._found: list[tuple[_Item, Card]] = []
        self.read = 0
        self.is_done = False

    def step(self, count: int) -> None:
        items, self._start = self._from(self._query.asked(), self._start, count)
        self.read += len(items)
        self._found += [(item, card) for item in items if self._query.criteria.match(card := _card(item))]
        self.is_done = self._start is None or len(self._found) >= self._limit

    def next_look(self) -> int:
        """Return how many cards to read to fill the page, by the share of them that matched so far."""
        return max(LOOK_MIN, (self._limit - len(self._found)) * self.read // (len(self._found) or 1))

    def page(self, read: int) -> CardPage:
        shown = self._found[: self._limit]
        last = shown[-1][0] if len(self._found) > self._limit else self._start
        return CardPage([card for _, card in shown], self._query.position(last) if last else None, read)


class Sorted:
    """Reads all cards in a price range, by their price, and sorts them in another order."""

    def __init__(self, read: Read, query: CardQuery, limit: int, after: Position | None) -> None:
        self._from, self._query, self._limit, self._after = read, query, limit, after
        self._start: Any = None
        self._found: list[tuple[str, Card]] = []
        self.read = 0
        self.is_done = False

    def step(self, count: int) -> None:
        by_price = self._query._replace(order=Order.PRICE)
        items, self._start = self._from(by_price.asked(), self._start, count)
        self.read += len(items)
        self._found += [(item["sk"]["S"], card) for item in items if self._query.criteria.match(card := _card(item))]
        self.is_done = self._start is None

    def page(self, read: int) -> CardPage:
        places = sorted((self._place(sk, card), sk, card) for sk, card in self._found)
        if self._after:
            behind = self._place_of(self._after)
            places = [found for found in places if found[0] > behind]
        shown = places[: self._limit]
        following = self._position(*shown[-1][1:]) if len(places) > self._limit else None
        return CardPage([card for *_, card in shown], following, read)

    def _place(self, sk: str, card: Card) -> tuple[int, str, str]:
        """Return what a card is sorted by; the property id makes it unique."""
        if self._query.order is Order.NEWEST:
            return (-(card.since or 0), "", card.property_id)
        return (0, sk, card.property_id)

    def _position(self, sk: str, card: Card) -> Position:
        return Position(card.property_id, sk, f"{SORTED}{card.since or 0}")

    def _place_of(self, position: Position) -> tuple[int, str, str]:
        since = int(position.value.removeprefix(SORTED))
        return (-since, "", position.property_id) if self._query.order is Order.NEWEST else (0, *position[1::-1])


def _card(item: _Item) -> Card:
    return unpack(item["pk"]["S"], item["card"]["S"])
