"""Geohashes and regions: a cell is in a region as all its places are, at the poles and the antimeridian too."""

from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from web_service.domain.search.geohash import BITS, LETTERS, Cell, geohash, to_number, to_text
from web_service.domain.search.location import rough
from web_service.domain.search.regions import Box, Circle, Region

from tests.generated import examples

EDGES = (-180.0, -179.999999, -90.0, -45.0, 0.0, 45.0, 90.0, 135.0, 179.999999)
longitudes = st.integers(-180_000_000, 179_999_999).map(lambda millionths: millionths / 1e6) | st.sampled_from(EDGES)
latitudes = st.integers(-90_000_000, 90_000_000).map(lambda millionths: millionths / 1e6) | st.sampled_from(
    (-90.0, -89.999, -45.0, 0.0, 45.0, 89.999, 90.0)
)
places = st.tuples(latitudes, longitudes)
boxes = st.tuples(latitudes, latitudes, longitudes, longitudes | st.just(180.0)).map(
    lambda given: Box(given[2], min(given[:2]), given[3], max(given[:2]))
)
circles = st.builds(Circle, latitudes, longitudes, st.sampled_from((1, 300, 20_000, 500_000)) | st.integers(1, 500_000))
regions: st.SearchStrategy[Region] = boxes | circles


def cell_of(place: tuple[float, float], bits: int) -> Cell:
    return Cell(bits, to_number(geohash(*place)) >> BITS - bits)


@pytest.mark.parametrize(
    ("place", "known"),
    [((42.605, -5.603), "ezs42"), ((57.64911, 10.40744), "u4pruydqqv"), ((-25.382708, -49.265506), "6gkzwgjzn8")],
)
def test_geohashes_are_those_that_others_know(place: tuple[float, float], known: str) -> None:
    assert geohash(*place).startswith(known)


@given(number=st.integers(0, (1 << BITS) - 1))
@settings(max_examples=examples(200))
def test_a_number_is_the_same_geohash_and_has_its_order(number: int) -> None:
    assert to_number(to_text(number)) == number
    assert (to_text(number) < to_text(number ^ 1)) == (number < number ^ 1)
    assert sorted(LETTERS) == list(LETTERS)


@given(place=places, bits=st.integers(5, BITS))
@settings(max_examples=examples(300))
def test_a_place_is_in_the_cells_that_its_geohash_begins_with(place: tuple[float, float], bits: int) -> None:
    cell = cell_of(place, bits)
    assert cell.first <= to_number(geohash(*place)) <= cell.last
    assert cell.box.contains(*place)
    if bits < BITS:
        lower, upper = cell.halves
        assert (lower.first, lower.last + 1, upper.last) == (cell.first, upper.first, cell.last)


@given(region=regions, place=places, bits=st.integers(5, BITS))
@settings(max_examples=examples(1000))
def test_a_region_meets_the_cells_of_its_places_and_covers_no_cell_with_another(
    region: Region, place: tuple[float, float], bits: int
) -> None:
    cell = cell_of(place, bits).box
    if region.contains(*place):
        assert region.meets(cell)
    else:
        assert not region.covers(cell)


@given(circle=circles, bits=st.integers(5, 40))
@settings(max_examples=examples(300))
def test_a_circle_meets_the_cell_of_its_middle_and_is_as_large_as_its_radius(circle: Circle, bits: int) -> None:
    cell = cell_of((circle.latitude, circle.longitude), bits).box
    assert circle.meets(cell)
    for latitude, longitude in ((cell.south, cell.west), (cell.north, cell.east), (cell.south, cell.east)):
        if circle.covers(cell):
            assert circle.distance(latitude, longitude) <= circle.radius * 1.000001 + 0.01
    north = circle.latitude + (circle.radius / 111_195.08)
    if north < 90:
        assert isclose(circle.distance(north, circle.longitude), circle.radius, rel_tol=1e-4)


def test_a_rectangle_may_cross_the_antimeridian_and_go_all_around() -> None:
    fiji = Box(176.0, -20.0, -178.0, -15.0)
    assert [fiji.contains(-17.0, east) for east in (178.0, 179.999, -180.0, -179.0, -177.0, 0.0)] == [True] * 4 + [
        False
    ] * 2
    assert fiji.width == 6
    assert Box(170.0, 0.0, 180.0, 1.0).contains(0.5, -180.0)  # which is 180
    world = Box(-180.0, -90.0, 180.0, 90.0)
    assert all(world.covers(Cell.of_letter(letter).box) for letter in LETTERS)
    assert Box(10.0, 0.0, 10.0, 1.0).contains(0.5, 10.0)  # a meridian alone
    assert not Box(10.0, 0.0, 10.0, 1.0).contains(0.5, 10.1)


def test_a_circle_around_a_pole_reaches_every_meridian() -> None:
    pole = Circle(90.0, 0.0, 10_000)
    assert all(pole.contains(89.95, east) for east in (-180.0, -90.0, 0.0, 90.0, 179.0))
    assert not pole.contains(89.85, 0.0)
    assert Circle(89.95, 0.0, 12_000).contains(89.95, 180.0)


@given(place=places)
@settings(max_examples=examples(500))
def test_a_rough_place_is_the_same_for_all_of_its_cell_and_near(place: tuple[float, float]) -> None:
    found = rough(*place)
    assert rough(*found) == found
    assert Circle(*place, 1).distance(*found) < 800
    assert -90 <= found[0] <= 90
    assert -180 <= found[1] < 180
    assert all(round(degrees, 4) == degrees for degrees in found)


def test_rough_cells_are_about_as_wide_as_high_wherever_they_are() -> None:
    for latitude in (0.0, 30.0, 48.0, 60.0, 75.0, 85.0):
        some = {rough(latitude + north / 1000, 8 + east / 1000) for north in range(50) for east in range(50)}
        latitudes_, longitudes_ = {place[0] for place in some}, {place[1] for place in some}
        width = Circle(latitude, min(longitudes_), 1).distance(latitude, max(longitudes_)) / max(
            1, len(longitudes_) // len(latitudes_)
        )
        assert width > 1000 or len(longitudes_) < 3
