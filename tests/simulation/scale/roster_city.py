"""A city of 20,000 homes in the roster, in blocks that are half full, and searches that 1 % to 50 % of them match."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import batched
from typing import Any

from web_service.adapters.roster.blocks import END, ROWS_MAX, Block, block_item, pack
from web_service.adapters.roster.roster_table import RosterTable
from web_service.adapters.search import details
from web_service.adapters.search.public_items import house_of, public_item
from web_service.domain.listings.listing import Listing
from web_service.domain.search.cards import Order, Position, SearchCriteria
from web_service.domain.search.details import PublicListing
from web_service.domain.search.roster import Comparison, FactFilter, Row, Wishes, key_of, row_of

from tests.adapters.web.agency import TABLE
from tests.dynamodb import MemoryDynamoDB
from tests.simulation.scale.large_city import CITY, LIMIT
from tests.unit.web.fakes import a_listing, approved

ROSTER = "WebRosterTable"
HOMES = 20_000
PAGES = 8
STREETS = 400
TYPES = ["house"] * 40 + ["apartment"] * 45 + ["townhouse"] * 10 + ["villa"] * 4 + ["farm"]  # of a hundred homes
HEATINGS = ["gas"] * 50 + ["oil"] * 20 + ["district"] * 15 + ["heat_pump"] * 12 + ["wood"] * 3
WORDS = {Order.PLACE: "by street and house", Order.PRICE: "the cheapest", Order.NEWEST: "the newest"}


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
}
SEARCHES = [Search(name, wishes, order) for name, wishes in WISHES.items() for order in WORDS]


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
        self.rows = sorted(self._publish())
        begins = ""
        for some in batched(self.rows, ROWS_MAX // 2, strict=False):
            ends = some[-1].key if some[-1] is not self.rows[-1] else END
            block = Block(begins, ends, list(some), None)
            self._client.roster.put_item(TableName=ROSTER, Item=block_item("usa", block, pack(block.rows), "1"))
            begins = ends

    def _publish(self) -> Iterator[Row]:
        for number, public in enumerate(_homes()):
            property_id = f"{CITY}/{public.street.lower().replace(' ', '-')}/{number}"
            item = details.public_key(property_id) | {"details": {"S": details.pack(public)}}
            self._client.listings.put_item(TableName=TABLE, Item=item)
            yield row_of(key_of(property_id)[1], house_of(public.number, None), public)

    def read(self, search: Search) -> Seen:
        seen, after = Seen(matching=len(search.wishes.among(self.rows))), None
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
        name = f"{search.name}, {WORDS[search.order]}"
        yield f"| {name} | {share:.1%} | {seen.pages} | {seen.shown} | {seen.blocks} | {seen.each:.2f} | {units:.0f} |"


def _homes() -> Iterator[PublicListing]:
    """Yield homes with facts that are as common as in a city; their texts are those of a test's listing."""
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
        yield like._replace(
            street=f"{chance.randint(1, STREETS)} Street",
            number=str(number),
            minor=chance.randint(50_000, 1_000_000) * 100,
            decimals=2,
            currency="USD",
            since=like.since + number * 60_000,
            facts={**like.facts, **facts},
        )
