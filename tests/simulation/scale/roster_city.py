"""A city of 20,000 homes in the roster, in blocks that are half full, and searches that 1 % to 50 % of them match.

A home's texts are 80 words of a language of 8,000, in which some are frequent and most are rare; and some homes have
certain words.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, batched
from typing import Any

from web_service.adapters.roster.blocks import END, Block, Home, block_item, fits, pack
from web_service.adapters.roster.roster_table import RosterTable
from web_service.adapters.search import details
from web_service.adapters.search.public_items import house_of, public_item
from web_service.domain.listings.listing import Listing
from web_service.domain.search.cards import Order, Position, SearchCriteria
from web_service.domain.search.details import PublicListing
from web_service.domain.search.free_text import has_all, words_of_home
from web_service.domain.search.roster import Comparison, FactFilter, Wishes, key_of, row_of

from tests.adapters.web.agency import TABLE
from tests.dynamodb import MemoryDynamoDB
from tests.simulation.scale.large_city import CITY, LIMIT
from tests.unit.web.fakes import a_listing, approved

ROSTER = "WebRosterTable"
HOMES = 20_000
PAGES = 8
STREETS = 400
HALF = 1850  # homes of a block that is half full, with such texts
TYPES = ["house"] * 40 + ["apartment"] * 45 + ["townhouse"] * 10 + ["villa"] * 4 + ["farm"]  # of a hundred homes
HEATINGS = ["gas"] * 50 + ["oil"] * 20 + ["district"] * 15 + ["heat_pump"] * 12 + ["wood"] * 3
CERTAIN = {"garden": 50, "balcony": 20, "fireplace": 7, "orchard": 1}  # percent of the homes whose texts have them
ORDERS = {Order.PLACE: "by street and house", Order.PRICE: "the cheapest", Order.NEWEST: "the newest"}


@dataclass(frozen=True)
class Search:
    name: str
    wishes: Wishes
    order: Order


@dataclass
class Seen:
    matching: int
    pages: int = 0
    shown: int = 0
    read: int = 0
    blocks: int = 0
    units: float = 0.0

    @property
    def each(self) -> float:
        return self.read / (self.shown or 1)


def _is(fact: str, value: str) -> FactFilter:
    return FactFilter(fact, Comparison.IS, value)


def _least(fact: str, value: float) -> FactFilter:
    return FactFilter(fact, Comparison.LEAST, value)


USD = SearchCriteria(currency="USD")
WISHES = {
    "farms": Wishes(None, USD, (_is("property_type", "farm"),)),
    "villas with a heat pump": Wishes(None, USD, (_is("property_type", "villa"), _is("heating", "heat_pump"))),
    "2 bathrooms or more, 150 m² or more": Wishes(None, USD, (_least("bathrooms", 2), _least("living_area", 150))),
    "houses for 300,000 to 400,000": Wishes(
        "sale", SearchCriteria(Decimal(300_000), Decimal(400_000), currency="USD"), (_is("property_type", "house"),)
    ),
    "3 bedrooms or more, built since 1990": Wishes(
        None, SearchCriteria(bedrooms=3, currency="USD"), (_least("year_built", 1990),)
    ),
    "gas heating": Wishes(None, USD, (_is("heating", "gas"),)),
    "“orchard”": Wishes(words=("orchard",)),
    "“firepl”, the beginning of a word": Wishes(words=("firepl",)),
    "“garden balcony”": Wishes(words=("garden", "balcony")),
    "“garden”, house": Wishes(None, USD, (_is("property_type", "house"),), words=("garden",)),
    "“garden”": Wishes(words=("garden",)),
}
SEARCHES = [Search(name, wishes, order) for name, wishes in WISHES.items() for order in ORDERS]


class _Counting:
    """A client of both tables that counts what is read of the roster."""

    exceptions = MemoryDynamoDB.exceptions

    def __init__(self) -> None:
        self.listings, self.roster = MemoryDynamoDB("unicorn_web", TABLE), MemoryDynamoDB("unicorn_web", ROSTER)
        self.blocks = 0

    def query(self, **given: Any) -> Any:
        found = self.roster.query(**given)
        self.blocks += len(found["Items"])
        return found

    def batch_get_item(self, **given: Any) -> Any:
        return self.listings.batch_get_item(**given)


class RosterCity:
    def __init__(self) -> None:
        self._client = _Counting()
        client: Any = self._client
        self._search = RosterTable(client, TABLE, ROSTER)
        self.homes = sorted(self._publish(), key=lambda home: home.row.key)
        begins = ""
        whole = Block.made("", END, self.homes[: 2 * HALF])
        assert fits(whole, pack(whole))
        for some in batched(self.homes, HALF, strict=False):
            ends = some[-1].row.key if some[-1] is not self.homes[-1] else END
            block = Block.made(begins, ends, some)
            self._client.roster.put_item(TableName=ROSTER, Item=block_item("usa", block, pack(block), "1"))
            begins = ends

    def _publish(self) -> Iterator[Home]:
        for number, public in enumerate(_homes()):
            property_id = f"{CITY}/{public.street.lower().replace(' ', '-')}/{number}"
            item = details.public_key(property_id) | {"details": {"S": details.pack(public)}}
            self._client.listings.put_item(TableName=TABLE, Item=item)
            row = row_of(key_of(property_id)[1], house_of(public.number, None), public)
            yield Home(row, words_of_home(public))

    def read(self, search: Search) -> Seen:
        wishes = search.wishes
        matching = [home for home in self.homes if wishes.match(home.row) and has_all(home.words, wishes.words)]
        seen, after = Seen(matching=len(matching)), None
        self._client.blocks, self._client.roster.units = 0, 0.0
        while seen.pages < PAGES:
            found = self._page(search, after)
            seen.pages, seen.shown, seen.read = seen.pages + 1, seen.shown + len(found.cards), seen.read + found.read
            after = found.following
            if after is None:
                break
        seen.blocks = self._client.blocks
        seen.units = self._client.roster.units + seen.shown / 2  # half a unit for each home's public item
        return seen

    def _page(self, search: Search, after: Position | None) -> Any:
        return self._search.cards(CITY, search.order, search.wishes, limit=LIMIT, after=after)


def filtered() -> Iterator[str]:
    """Yield the rows of a table of all searches."""
    city = RosterCity()
    city_of, pages = f"filters in a city of {HOMES:,}", f"pages of {LIMIT}"
    yield f"| {city_of} | of all | {pages} | shown | blocks | read for each | read units a page |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for search in SEARCHES:
        seen = city.read(search)
        share, units = seen.matching / HOMES, seen.units / seen.pages
        name = f"{search.name}, {ORDERS[search.order]}"
        yield f"| {name} | {share:.1%} | {seen.pages} | {seen.shown} | {seen.blocks} | {seen.each:.2f} | {units:.0f} |"


def _homes() -> Iterator[PublicListing]:
    """Yield homes with facts that are as common as in a city."""
    words = list(_language())
    weights = list(accumulate(1 / (rank + 8) for rank in range(len(words))))
    chance = random.Random(7)
    listing: Listing = approved(a_listing())
    assert listing.public_version
    like = details.unpack(public_item(listing, listing.public_version)["details"]["S"])
    for number in range(HOMES):
        facts = {
            "property_type": chance.choice(TYPES),
            "bedrooms": chance.randint(1, 5),
            "bathrooms": chance.choice([1, 1, 1.5, 2, 2.5, 3]),
            "living_area": chance.randint(300, 2500) / 10,
            "lot_size": chance.choice([None, chance.randint(100, 3000)]),
            "year_built": chance.randint(1890, 2025),
            "heating": chance.choice(HEATINGS),
        }
        certain = [word for word, percent in CERTAIN.items() if chance.random() * 100 < percent]
        description = " ".join([*chance.choices(words, cum_weights=weights, k=80), *certain])
        yield like._replace(
            description=description,
            street=f"{chance.randint(1, STREETS)} Street",
            number=str(number),
            minor=chance.randint(50_000, 1_000_000) * 100,
            decimals=2,
            currency="USD",
            since=like.since + number * 60_000,
            facts={**like.facts, **facts},
        )


def _language() -> Iterator[str]:
    """Yield 8,000 different words of one to four syllables, none of them a certain one."""
    chance = random.Random(8)
    words: set[str] = set()
    while len(words) < 8000:
        syllables = chance.choice([1, 2, 2, 3, 3, 4])
        words.add("".join(chance.choice("bcdfghklmnprstvw") + chance.choice("aeiou") for _ in range(syllables)))
    ordered = sorted(words)
    chance.shuffle(ordered)
    yield from ordered
