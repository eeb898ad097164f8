"""The map's cards: a search finds every public home of a region and no other, and reads hardly more than it shows."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from web_service.adapters.search import map_search
from web_service.adapters.search.map_areas import map_areas
from web_service.adapters.search.public_items import public_items
from web_service.adapters.search.public_listings import PublicListingTable
from web_service.domain.listings.listing import Listing, OfferKind
from web_service.domain.listings.location import Location, Shown
from web_service.domain.search.cards import Position
from web_service.domain.search.location import PublicLocation
from web_service.domain.search.regions import Box, Circle, Region

from tests.adapters.web.agency import Agency
from tests.adapters.web.conftest import TABLE
from tests.generated import examples
from tests.unit.web.fakes import a_listing, approved

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

EDGES = ((90.0, 0.0), (-90.0, -180.0), (0.0, -180.0), (0.0, 179.999999), (45.0, 45.0), (0.0, 0.0))


class Earth:
    """Homes all over the earth, most of them near each other, some at one place; they move, come and go."""

    def __init__(self, seed: int) -> None:
        self.agency = Agency(seed)
        self.chance = Random(seed)
        self.towns = [self._anywhere() for _ in range(3)] + [self.chance.choice(EDGES)]

    def publish(self) -> None:
        self.agency.publish(replace(self.agency.draft(), location=self._location()))

    def change(self) -> None:
        home = self.chance.choice(list(self.agency.public.values()))
        if self.chance.random() < 0.4:
            self.agency.withdraw(home)
        else:
            self.agency.publish_again(replace(home, location=self._location()))

    def region(self) -> Region:
        latitude, longitude = self.chance.choice(self.towns)
        if self.chance.random() < 0.5:
            return Circle(latitude, longitude, self.chance.choice((1, 900, 20_000, 500_000)))
        wide, high = self.chance.choice((0.001, 0.1, 3, 200)), self.chance.choice((0.001, 0.1, 3, 200))
        south, north = max(-90.0, latitude - high / 2), min(90.0, latitude + high / 2)
        return Box(_around(longitude - wide / 2), south, _around(longitude + wide / 2), north)

    def truth(self, region: Region, kind: OfferKind | None) -> set[str]:
        homes = (home for home in self.agency.public.values() if kind in {None, home.kind} and home.location)
        return {home.property_id for home in homes if home.location and region.contains(*home.location.public()[:2])}

    def _location(self) -> Location | None:
        chance = self.chance.random()
        if chance < 0.1:
            return None
        latitude, longitude = self._anywhere() if chance < 0.2 else self.chance.choice(self.towns)
        if chance > 0.3:
            spread = self.chance.choice((0.0005, 0.02))
            latitude = min(90.0, max(-90.0, self.chance.gauss(latitude, spread)))
            longitude = self.chance.gauss(longitude, spread)
        shown = self.chance.choice(list(Shown))
        return Location(latitude=_decimal(latitude), longitude=_decimal(_around(longitude)), shown=shown)

    def _anywhere(self) -> tuple[float, float]:
        return self.chance.uniform(-90, 90), self.chance.uniform(-180, 180)


def _around(longitude: float) -> float:
    return (longitude + 180) % 360 - 180


def _decimal(degrees: float) -> Decimal:
    return Decimal(str(round(degrees, 5)))


def pages(public: PublicListingTable, region: Region, kind: str | None, limit: int) -> Iterator[Any]:
    after: Position | None = None
    while True:
        found = public.in_region(region, kind, limit=limit, after=after)
        yield found
        after = found.following
        if after is None:
            return


@pytest.mark.slow
@given(seed=st.integers(0, 2**32), count=st.integers(0, 120), changes=st.integers(0, 60), limit=st.integers(1, 40))
@settings(max_examples=examples(25), deadline=None)
def test_all_pages_of_a_region_together_have_exactly_its_public_homes(
    seed: int, count: int, changes: int, limit: int
) -> None:
    earth = Earth(seed)
    for _ in range(count):
        earth.publish()
    for _ in range(min(changes, count)):
        if earth.agency.public:
            earth.change()
    for region in [Box(-180.0, -90.0, 180.0, 90.0), *(earth.region() for _ in range(6))]:
        kind = earth.chance.choice([None, *OfferKind])
        found = list(pages(earth.agency.search, region, kind, limit))
        assert all(len(page.cards) == limit for page in found[:-1] if page.read < map_search.READS_MAX)
        ids = [card.property_id for page in found for card in page.cards]
        assert len(ids) == len(set(ids))
        assert set(ids) == earth.truth(region, kind)


def test_the_map_has_the_cards_of_public_homes_alone_and_none_of_where_they_were() -> None:
    """A home that moves leaves no card behind; one that is taken down has none."""
    earth = Earth(5)
    for _ in range(40):
        earth.publish()
    for _ in range(60):
        earth.change()
        earth.publish()
    stored = {(item["pk"]["S"], item["sk"]["S"]) for item in earth.agency.dynamodb.items.values() if _is_on_map(item)}
    homes = [home for home in earth.agency.public.values() if home.location]
    spots = [(home, spot) for home in homes if home.location for spot in map_areas(home.kind, home.location.public())]
    assert stored == {(home.property_id, spot.sk) for home, spot in spots}
    assert len(stored) > 50


def _is_on_map(item: dict[str, Any]) -> bool:
    return str(item.get("area", {}).get("S", "")).startswith("@")


def a_home(number: int, latitude: float, longitude: float) -> Listing:
    location = Location(latitude=_decimal(latitude), longitude=_decimal(longitude), shown=Shown.EXACT)
    return approved(a_listing(str(number), location=location))


@pytest.fixture
def town(dynamodb: "DynamoDBClient") -> PublicListingTable:
    """300 homes in a town, and forty at one place."""
    chance = Random(3)
    homes = [a_home(number, chance.uniform(48, 48.1), chance.uniform(11, 11.1)) for number in range(300)]
    homes += [a_home(1000 + number, 48.05, 11.05) for number in range(40)]
    for home in homes:
        assert home.public_version
        for item in public_items(home, home.public_version):
            if _is_on_map(dict(item)):
                dynamodb.put_item(TableName=TABLE, Item=item)
    return PublicListingTable(dynamodb, TABLE)


def test_the_cells_of_a_region_are_read_in_their_order_by_dynamodbs_own_rules(town: PublicListingTable) -> None:
    everything = [card for page in pages(town, Box(10.0, 47.0, 12.0, 49.0), None, 7) for card in page.cards]
    assert len({card.property_id for card in everything}) == len(everything) == 340
    some = [card for page in pages(town, Circle(48.05, 11.05, 2000), "sale", 25) for card in page.cards]
    near = {card.property_id for card in everything if Circle(48.05, 11.05, 2000).contains(*card.location[:2])}
    assert {card.property_id for card in some} == near
    assert len(near) > 60


def test_a_request_reads_a_bounded_number_of_cells(town: PublicListingTable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_search, "READS_MAX", 2)
    found = list(pages(town, Circle(48.05, 11.05, 4000), None, 50))
    assert any(len(page.cards) < 50 for page in found[:-1])
    ids = [card.property_id for page in found for card in page.cards]
    monkeypatch.setattr(map_search, "READS_MAX", 1000)
    assert len(ids) == len(set(ids))
    whole = {card.property_id for page in pages(town, Circle(48.05, 11.05, 4000), None, 50) for card in page.cards}
    assert set(ids) == whole


def test_a_page_behind_another_one_knows_how_near_to_each_other_homes_are(town: PublicListingTable) -> None:
    first = town.in_region(Circle(48.05, 11.05, 4000), None, limit=25, after=None)
    assert first.following
    assert float(first.following.value) > 1
    guessed = first.following._replace(value="1")
    known = town.in_region(Circle(48.05, 11.05, 4000), None, limit=25, after=first.following)
    unknown = town.in_region(Circle(48.05, 11.05, 4000), None, limit=25, after=guessed)
    assert known.cards == unknown.cards


def test_a_rough_home_is_found_where_it_is_shown() -> None:
    location = Location(latitude=Decimal("48.0049"), longitude=Decimal("11.0"), shown=Shown.ROUGH)
    shown = location.public()
    assert shown == PublicLocation(48.005, shown.longitude, is_rough=True)
    assert {spot.sk for spot in map_areas("sale", shown)} == {spot.sk for spot in map_areas("sale", location.public())}
