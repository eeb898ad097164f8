"""A search in the roster → a page of cards: the rows that match, in the order that is wanted, and then their details.

The rows only say which homes to read: what is shown is what a home's public item says, and only if it still matches.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from web_service.adapters.batch_reads import get_items
from web_service.adapters.roster.block_queries import BlockQueries
from web_service.adapters.roster.blocks import END, Block
from web_service.adapters.search import details
from web_service.domain.search.cards import Card, CardPage, Order, Position
from web_service.domain.search.details import PublicListing, card_of
from web_service.domain.search.free_text import has_all, words_of_home
from web_service.domain.search.roster import Row, Wishes, key_of, property_id_of, row_of
from web_service.ports.search import TooManyHomes

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

BLOCKS_MAX = 60  # that one request reads: some 100,000 homes with texts of usual length
TOO_MANY = "with these filters, so many homes are only listed by street: use sort=place, or search in a smaller place"
BEGIN = "!"  # before every key


class RosterTable:
    """The port `Roster`."""

    def __init__(self, client: "DynamoDBClient", listings: str, roster: str) -> None:
        self._client = client
        self._listings = listings
        self._roster = roster

    def cards(self, locality: str, order: Order, wishes: Wishes, *, limit: int, after: Position | None) -> CardPage:
        blocks = BlockQueries(self._client, self._roster, with_words=bool(wishes.words))
        search = _Search(blocks, locality, order, wishes, after)
        found = search.rows()
        cards: list[Card] = []
        last: Position | None = None
        read = 0
        while some := list(islice(found, limit - len(cards))):
            read += len(some)
            shown = self._shown(search.country, some, wishes)
            cards += [shown[row.key] for row in some if row.key in shown]
            last = search.position(some[-1])
        following = last if next(found, None) else search.stopped_at
        return CardPage(cards, following, read + search.blocks.read)

    def _shown(self, country: str, rows: Sequence[Row], wishes: Wishes) -> dict[str, Card]:
        """Return the cards of the homes that are public still, and match still, by their keys."""
        keys = [details.public_key(property_id_of(country, row.key)) for row in rows]
        cards: dict[str, Card] = {}
        for item in get_items(self._client, self._listings, keys, is_consistent=False):
            property_id = item["pk"]["S"]
            _, key = key_of(property_id)
            public = details.unpack(item["details"]["S"])
            if wishes.match(row_of(key, "", public)) and _has_words(public, wishes):
                cards[key] = card_of(property_id, public)
        return cards


class _Search:
    """The rows of a locality that match, behind a position."""

    def __init__(
        self, blocks: BlockQueries, locality: str, order: Order, wishes: Wishes, after: Position | None
    ) -> None:
        self.blocks = blocks
        self.country, *inner = locality.split("/")
        self.stopped_at: Position | None = None  # where a request ended that has read as much as one may
        self._order, self._wishes, self._after = order, wishes, after
        within = "#".join(inner)
        self._low, self._high = (f"{within}#", f"{within}$") if inner else (BEGIN, END)  # `$` comes behind `#`

    def rows(self) -> Iterator[Row]:
        """Yield them in their order. Raises StoreUnavailable, and TooManyHomes if all have to be read and are many."""
        return self._by_place() if self._order is Order.PLACE else self._sorted()

    def position(self, row: Row) -> Position:
        value = {Order.PLACE: "", Order.NEWEST: str(row.since)}.get(self._order, str(row.price))
        return Position(property_id_of(self.country, row.key), row.place, value)

    def _sorted(self) -> Iterator[Row]:
        rows: list[Row] = []
        for number, block in enumerate(self.blocks.between(self.country, self._low, self._high, count=BLOCKS_MAX)):
            if number == BLOCKS_MAX:
                raise TooManyHomes(TOO_MANY)
            rows += self._matching(block)
        return self._in_order(rows)

    def _by_place(self) -> Iterator[Row]:
        """Yield street by street, and read no further than that takes: the rows of a block are not in house order."""
        low = _street(self._after.place) if self._after else self._low
        waiting: list[Row] = []
        for number, block in enumerate(self.blocks.between(self.country, low, self._high, count=1)):
            waiting += self._matching(block)
            until = END if block.ends >= self._high else _street(block.ends)
            if number >= BLOCKS_MAX and until > low:
                self.stopped_at = Position("", until, "")
            whole = [row for row in waiting if row.key < until]
            waiting = [row for row in waiting if row.key >= until]
            yield from self._in_order(whole)
            if self.stopped_at:
                return

    def _matching(self, block: Block) -> list[Row]:
        is_by_price = "price" in self._order  # which has no home whose price is on request
        found = block.rows_with(self._wishes.words)
        rows = self._wishes.among(row for row in found if self._low <= row.key <= self._high)
        return [row for row in rows if row.minor is not None] if is_by_price else rows

    def _in_order(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield rows in their order, those behind the position."""
        ordered = sorted((self._value(row), row.key, row) for row in rows)
        behind = self._behind()
        return (row for *place, row in ordered if behind is None or tuple(place) > behind)

    def _value(self, row: Row) -> Any:
        """Return what a row is sorted by; its key makes it unique."""
        match self._order:
            case Order.PLACE:
                return row.place
            case Order.NEWEST:
                return -row.since
            case Order.PRICE:
                return row.price
            case Order.PRICE_DESCENDING:
                return -(row.price or 0)

    def _behind(self) -> tuple[Any, str] | None:
        if self._after is None:
            return None
        property_id, place, value = self._after
        _, key = key_of(property_id)
        if self._order is Order.PLACE:
            return place, key
        is_falling = self._order in {Order.NEWEST, Order.PRICE_DESCENDING}
        return (-Decimal(value) if is_falling else Decimal(value)), key


def _has_words(public: PublicListing, wishes: Wishes) -> bool:
    return not wishes.words or has_all(words_of_home(public), wishes.words)


def _street(place: str) -> str:
    """Return where the street of a place or key begins, `city#street#`."""
    return "#".join(place.split("#")[:2]) + "#"
