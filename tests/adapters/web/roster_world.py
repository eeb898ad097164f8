"""An agency whose homes are entered in the roster by several writers at once, one call of anyone at a time.

Calls of other writers and changes of homes come between the calls of a writer. Records are delivered late, twice and in
any order. What a transaction has written can be read item by item, and a read that is not consistent sees an older
table.
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from web_service.adapters.reso.feed_stream import changed_properties
from web_service.adapters.roster import blocks
from web_service.adapters.roster.roster_table import RosterTable
from web_service.adapters.roster.roster_writer import RosterWriter
from web_service.domain.listings.features import Heating, PropertyType
from web_service.domain.listings.listing import Listing
from web_service.domain.listings.location import Location, Shown
from web_service.domain.search.cards import Card, Order, Position, SearchCriteria
from web_service.domain.search.free_text import sought_in
from web_service.domain.search.regions import Box, Circle
from web_service.domain.search.roster import Comparison, FactFilter, Wishes

from tests.adapters.web.agency import CURRENCIES, TABLE, Agency
from tests.dynamodb import Item, MemoryDynamoDB
from unicorn_kit import transactions

ROSTER = "WebRosterTable"
BLOCK = 8  # rows of a block here, so that a few homes have many
FACTS: dict[str, list[Any]] = {
    "property_type": [None, *PropertyType],
    "bathrooms": [None, Decimal(1), Decimal("1.5"), Decimal(2), Decimal("2.25")],
    "living_area": [None, Decimal(40), Decimal("75.5"), Decimal("120.1")],
    "lot_size": [None, Decimal(300), Decimal("1000.25")],
    "year_built": [None, 1890, 1974, 2021],
    "heating": [None, *Heating],
}


TEXTS = ["A rose garden.", "Große Küche; Rosengarten", "café, 2 balconies", "駅から徒歩5分", "garden gate"]
WANTED = {"garden": "garden", "ROSE": "rose", "kuche": "küche", "gard": "garden", "garten": "\0", "cafe": "café"}
WANTED |= {"徒歩": "徒歩", "分": "分", "balcon cafe": "café", "5": "5", "ga": "\0"}  # what a text that is found has


class RosterDouble(MemoryDynamoDB):
    """The roster's table: items of a transaction become visible one by one, and a replica lags behind."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__("unicorn_web", ROSTER)
        self._chance = chance
        self._unseen: list[tuple[tuple[str, str], Item | None]] = []  # written, and not visible yet
        self._replica = MemoryDynamoDB("unicorn_web", ROSTER)
        self._later: list[tuple[tuple[str, str], Item | None]] = []
        self._is_transaction = False

    def settle(self) -> None:
        self._show(1.0)
        self._catch_up(1.0)

    def hide(self, key: tuple[str, str]) -> Callable[[], None]:
        """Take an item out of the replica; return what puts it there again."""
        item = self._replica.items[key]
        self._replica._store(key, None)
        return lambda: self._replica._store(key, item)

    def put_item(self, **given: Any) -> None:
        self._show(1.0)
        super().put_item(**given)

    def transact_write_items(self, **given: Any) -> None:
        self._show(1.0)
        self._is_transaction = True
        try:
            super().transact_write_items(**given)
        finally:
            self._is_transaction = False
        self._chance.shuffle(self._unseen)

    def query(self, *, ConsistentRead: bool = False, **given: Any) -> Any:
        self._show(0.5)
        if ConsistentRead:
            return super().query(**given)
        self._catch_up(0.3)
        return self._replica.query(**given)

    def _store(self, key: tuple[str, str], item: Item | None) -> None:
        if self._is_transaction:
            self._unseen.append((key, item))
            return
        super()._store(key, item)
        self._later.append((key, item))

    def _show(self, share: float) -> None:
        for one in list(self._unseen):
            if self._chance.random() < share:
                self._unseen.remove(one)
                self._store(*one)

    def _catch_up(self, share: float) -> None:
        left: list[tuple[tuple[str, str], Item | None]] = []
        behind: set[tuple[str, str]] = set()
        for key, item in self._later:
            if key in behind or self._chance.random() >= share:
                behind.add(key)  # the writes of one item are seen in their order
                left.append((key, item))
            else:
                self._replica._store(key, item)
        self._later = left


class Tables:
    """One client of both tables, between whose calls others do something."""

    exceptions = MemoryDynamoDB.exceptions

    def __init__(self, listings: MemoryDynamoDB, roster: RosterDouble) -> None:
        self._listings, self.roster = listings, roster
        self.between: Callable[[], None] = lambda: None

    def __getattr__(self, operation: str) -> Any:
        def call(**given: Any) -> Any:
            self.between()
            is_listings = TABLE in {given.get("TableName"), *given.get("RequestItems", ())}
            return getattr(self._listings if is_listings else self.roster, operation)(**given)

        return call


class World:
    def __init__(self, seed: int, patch: pytest.MonkeyPatch) -> None:
        self.chance = random.Random(seed)
        self.agency = Agency(seed)
        self.agency.dynamodb.recorded = {"PUBLIC"}
        self.tables = Tables(self.agency.dynamodb, RosterDouble(self.chance))
        self.unreadable: list[str] = []
        self._undelivered: list[str] = []
        self._ids = iter(range(1, 10**9))
        self._depth = 0
        patch.setattr(blocks, "ROWS_MAX", BLOCK)
        patch.setattr("web_service.adapters.roster.roster_writer.FEW", BLOCK // 3)
        for module in ("roster_writer", "block_queries"):
            patch.setattr(f"web_service.adapters.roster.{module}.pause", lambda _: self.pass_time())
        patch.setattr(transactions, "pause", lambda _: None)

    def pass_time(self) -> None:
        """Let what was written be seen by everyone: nobody waits for ever."""
        self.tables.roster.settle()

    def writer(self) -> RosterWriter:
        """Return the function's writer, as a new process has it."""
        client: Any = self.tables
        return RosterWriter(client, TABLE, ROSTER, new_id=lambda: UUID(int=next(self._ids)))

    def run(self, steps: int) -> None:
        """Let others do something between all calls, and deliver what is left in the end."""
        self.tables.between = self._between
        for _ in range(steps):
            self._step()
        self.tables.between = lambda: None
        while self._undelivered or self.agency.dynamodb.stream:
            self._deliver()
        assert self.unreadable == []

    def _between(self) -> None:
        if self._depth < 3 and self.chance.random() < 0.3:
            self._depth += 1
            self._step()
            self._depth -= 1

    def _step(self) -> None:
        self.chance.choice([self.publish, self.publish, self._change, self._withdraw, self._deliver, self._deliver])()

    def publish(self) -> Listing:
        chance, draft = self.chance, self.agency.draft()
        facts: Any = {name: chance.choice(values) for name, values in FACTS.items()}
        features = replace(draft.features, **facts)
        text, is_hidden = self._text(), chance.random() < 0.1
        home = replace(
            draft, features=features, price_on_request=is_hidden, description=text, location=self._location()
        )
        return self.agency.publish(home)

    def _location(self) -> Location | None:
        chance = self.chance
        if chance.random() < 0.3:
            return None
        latitude, longitude = (Decimal(chance.randint(-30, 30)) / 10 for _ in range(2))
        return Location(latitude=latitude, longitude=longitude, shown=chance.choice(list(Shown)))

    def _text(self) -> str:
        return " ".join(self.chance.sample(TEXTS, self.chance.choice([1, 1, 2])))

    def _change(self) -> None:
        if self.agency.public:
            home = self.chance.choice(list(self.agency.public.values()))
            features = replace(home.features, year_built=self.chance.choice(FACTS["year_built"]))
            changed = replace(home, features=features, description=self._text(), location=self._location())
            self.agency.publish_again(changed)

    def _withdraw(self) -> None:
        if self.agency.public:
            self.agency.withdraw(self.chance.choice(list(self.agency.public.values())))

    def _deliver(self) -> None:
        """Deliver some records, and some of these once more later."""
        records, self.agency.dynamodb.stream = self.agency.dynamodb.stream, []
        self._undelivered += changed_properties(records)
        self.chance.shuffle(self._undelivered)
        count = self.chance.randint(1, 6)
        some, self._undelivered = self._undelivered[:count], self._undelivered[count:]
        if self.tables.between.__name__ == "_between":
            self._undelivered += [one for one in some if self.chance.random() < 0.2]
        self.writer().enter(some, self.unreadable.append)

    def blocks(self) -> dict[str, int]:
        """Return the number of blocks of each country."""
        self.tables.roster.settle()
        return Counter(pk for pk, _ in self.tables.roster.items)

    def wishes(self) -> Wishes:
        chance = self.chance
        low, high = sorted((chance.randint(0, 40), chance.randint(0, 40)))
        criteria = SearchCriteria(
            min_price=chance.choice([None, None, Decimal(low)]),
            max_price=chance.choice([None, None, Decimal(high)]),
            bedrooms=chance.choice([0, 0, 2]),
            currency=chance.choice([None, *CURRENCIES]),
        )
        facts = [self._fact(name) for name in chance.sample(sorted(FACTS), chance.choice([0, 1, 1, 2]))]
        words = sought_in(chance.choice([*[""] * len(WANTED), *WANTED]))
        within = chance.choice([None, None, Box(-1.0, -2.0, 3.0, 1.5), Circle(0.0, 0.0, 200_000)])
        return Wishes(chance.choice([None, None, "sale", "rent"]), criteria, tuple(facts), words, within)

    def _fact(self, name: str) -> FactFilter:
        value = self.chance.choice(FACTS[name][1:])
        if isinstance(value, str):
            return FactFilter(name, Comparison.IS, str(value))
        return FactFilter(name, self.chance.choice([Comparison.LEAST, Comparison.MOST]), float(value))

    def truth(self, locality: str, order: Order, wishes: Wishes) -> set[str]:
        """Return the homes that a search must find, as people would say it."""
        found = (home for home in self.agency.public.values() if home.property_id.startswith(f"{locality}/"))
        return {home.property_id for home in found if _is_wanted(home, order, wishes)}


def _is_wanted(home: Listing, order: Order, wishes: Wishes) -> bool:
    kind, (low, high, bedrooms, currency), facts, words, within = wishes
    has_price = not home.price_on_request
    if (low is not None or high is not None or "price" in order) and not has_price:
        return False
    return (
        kind in {None, home.kind}
        and currency in {None, home.price.currency}
        and (low is None or home.price.amount >= low)
        and (high is None or home.price.amount <= high)
        and (home.features.bedrooms or 0) >= bedrooms
        and all(part in home.description.lower() for word, part in WANTED.items() if words == sought_in(word))
        and all(_has(getattr(home.features, fact), comparison, value) for fact, comparison, value in facts)
        and (within is None or bool(home.location and within.contains(*home.location.public()[:2])))
    )


def _has(stated: Any, comparison: Comparison, value: Any) -> bool:
    if stated is None:
        return False
    if comparison is Comparison.IS:
        return bool(str(stated) == value)
    return bool(float(stated) >= value if comparison is Comparison.LEAST else float(stated) <= value)


class Pages:
    """The pages of a search, one after the other."""

    def __init__(
        self, world: World, locality: str, order: Order, wishes: Wishes, limit: int, *, is_bounded: bool = False
    ) -> None:
        """`is_bounded` if pages may be short, because a request reads only so much."""
        client: Any = world.tables
        self._roster = RosterTable(client, TABLE, ROSTER)
        self._asked = locality, order, wishes
        self._limit, self._is_bounded = limit, is_bounded
        self.turns = 0
        self._after: Position | None = None
        self.cards: list[Card] = []
        self.read = 0
        self.is_done = False

    def turn(self) -> list[Card]:
        found = self._roster.cards(*self._asked, limit=self._limit, after=self._after)
        self.cards += found.cards
        self.read += found.read
        self.turns += 1
        self._after, self.is_done = found.following, found.following is None
        assert len(found.cards) == self._limit or self.is_done or self._is_bounded
        return found.cards

    def all(self) -> list[str]:
        while not self.is_done:
            self.turn()
        return [card.property_id for card in self.cards]
