"""A city of 20,000 homes on the map, and regions that have 1 % to 50 % of them.

Half of the homes are about the centre, as densely as there, and the others all over the city.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from web_service.adapters.search.public_items import public_items
from web_service.adapters.search.public_listings import PublicListingTable
from web_service.domain.listings.location import Location, Shown
from web_service.domain.search.cards import Position
from web_service.domain.search.regions import METRES, Box, Circle, Region

from tests.adapters.web.agency import TABLE
from tests.dynamodb import MemoryDynamoDB
from tests.simulation.scale.large_city import LIMIT
from tests.unit.web.fakes import a_listing, approved

HOMES = 20_000
PAGES = 8
NORTH, EAST = 48.137, 11.575  # the centre
SHARES = (0.01, 0.03, 0.1, 0.25, 0.5)
SHAPES = {"a rectangle": 1.6, "a circle": 0.0}  # the width of a rectangle is so many times its height
CENTRES = {"the centre": (NORTH, EAST), "the outskirts": (NORTH + 0.05, EAST - 0.06)}


@dataclass(frozen=True)
class Search:
    name: str
    region: Region
    matching: int


@dataclass
class Seen:
    pages: int = 0
    shown: int = 0
    read: int = 0
    queries: int = 0
    units: float = 0.0

    @property
    def each(self) -> float:
        return self.read / (self.shown or 1)


class _Counting:
    """A client that counts queries."""

    def __init__(self) -> None:
        self.memory = MemoryDynamoDB("unicorn_web", TABLE)
        self.queries = 0

    def query(self, **given: Any) -> Any:
        self.queries += 1
        return self.memory.query(**given)


class MapCity:
    """Keeps the cards of the map alone; all others would only take memory."""

    def __init__(self) -> None:
        self._client = _Counting()
        client: Any = self._client
        self._search = PublicListingTable(client, TABLE)
        self.places = list(_places())
        like = approved(a_listing())
        for number, (latitude, longitude) in enumerate(self.places):
            location = Location(latitude=_degrees(latitude), longitude=_degrees(longitude), shown=Shown.EXACT)
            home = approved(a_listing(str(number), location=location, features=like.features))
            assert home.public_version
            for item in public_items(home, home.public_version):
                if item.get("area", {}).get("S", "").startswith("@"):
                    self._client.memory.put_item(Item=dict(item), TableName=TABLE)

    def searches(self) -> Iterator[Search]:
        for where, (latitude, longitude) in CENTRES.items():
            for shape, wide in SHAPES.items():
                for share in SHARES:
                    region = self._region(latitude, longitude, wide, round(share * HOMES))
                    yield Search(f"{shape} about {where}", region, self._count(region))

    def read(self, search: Search) -> Seen:
        seen, after = Seen(), None
        self._client.queries, self._client.memory.units = 0, 0.0
        while seen.pages < PAGES:
            found = self._page(search, after)
            seen.pages, seen.shown, seen.read = seen.pages + 1, seen.shown + len(found.cards), seen.read + found.read
            after = found.following
            if after is None:
                break
        seen.queries, seen.units = self._client.queries, self._client.memory.units
        return seen

    def _page(self, search: Search, after: Position | None) -> Any:
        return self._search.in_region(search.region, None, limit=LIMIT, after=after)

    def _region(self, latitude: float, longitude: float, wide: float, homes: int) -> Region:
        """Return the region of a shape that has so many homes, or nearly."""
        low, high = 0.0, 40_000.0
        for _ in range(14):
            metres = (low + high) / 2
            low, high = (
                (metres, high) if self._count(_shaped(latitude, longitude, wide, metres)) < homes else (low, metres)
            )
        return _shaped(latitude, longitude, wide, high)

    def _count(self, region: Region) -> int:
        return sum(region.contains(*place) for place in self.places)


def on_map() -> Iterator[str]:
    """Yield the rows of a table of all searches."""
    city = MapCity()
    begin = f"| the map of a city of {HOMES:,} | of all | pages of {LIMIT} | shown | read | read for each "
    yield f"{begin}| queries a page | read units a page |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    for search in city.searches():
        seen = city.read(search)
        share, pages = search.matching / HOMES, seen.pages
        yield (
            f"| {search.name} | {share:.0%} | {pages} | {seen.shown} | {seen.read} | {seen.each:.2f} "
            f"| {seen.queries / pages:.0f} | {seen.units / pages:.0f} |"
        )


def _shaped(latitude: float, longitude: float, wide: float, metres: float) -> Region:
    if not wide:
        return Circle(latitude, longitude, metres)
    high = metres / METRES
    return Box(longitude - high * wide, latitude - high, longitude + high * wide, latitude + high)


def _places() -> Iterator[tuple[float, float]]:
    chance = Random(11)
    for number in range(HOMES):
        if number % 2:
            yield chance.gauss(NORTH, 0.02), chance.gauss(EAST, 0.03)
        else:
            yield chance.uniform(NORTH - 0.09, NORTH + 0.09), chance.uniform(EAST - 0.14, EAST + 0.14)


def _degrees(value: float) -> Decimal:
    return Decimal(f"{value:.6f}")
