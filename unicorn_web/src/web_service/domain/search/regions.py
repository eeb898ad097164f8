"""Parts of the earth in which homes are looked for: a rectangle between meridians and parallels, or a circle."""

from math import asin, atan2, cos, degrees, pi, radians, sin, sqrt
from typing import NamedTuple

EARTH = 6_371_008.8  # metres: the mean radius, by the IUGG
SLACK = 1e-7  # degrees, a centimetre: no cell is left out by how floats are rounded


class Box(NamedTuple):
    """A rectangle in degrees. The one of a search may cross the antimeridian: its west is east of its east then."""

    west: float
    south: float
    east: float
    north: float

    def contains(self, latitude: float, longitude: float) -> bool:
        return self.south <= latitude <= self.north and _east_of(self.west, longitude) <= self.width

    def meets(self, cell: "Box") -> bool:
        """Whether they have a point in common. A cell does not cross the antimeridian."""
        if cell.north < self.south - SLACK or cell.south > self.north + SLACK:
            return False
        begins, behind = _east_of(self.west, cell.west), _east_of(cell.west, self.west)
        return begins <= self.width + SLACK or behind <= cell.width + SLACK

    def covers(self, cell: "Box") -> bool:
        if cell.south < self.south or cell.north > self.north:
            return False
        return self.width == FULL or _east_of(self.west, cell.west) + cell.width <= self.width

    @property
    def width(self) -> float:
        """Degrees from west to east; all of them if that is the same meridian, met again."""
        wide = self.east - self.west
        return wide if 0 <= wide <= FULL else wide % FULL

    @property
    def share(self) -> float:
        """The share of all degrees of latitude and longitude that it has."""
        return self.width / FULL * (self.north - self.south) / 180


class Circle(NamedTuple):
    """All that is within a radius on the sphere."""

    latitude: float
    longitude: float
    radius: float  # metres

    def contains(self, latitude: float, longitude: float) -> bool:
        return self.distance(latitude, longitude) <= self.radius

    def meets(self, cell: Box) -> bool:
        return _nearest(self.latitude, self.longitude, cell) <= self.radius * (1 + SLACK) + SLACK * METRES

    def covers(self, cell: Box) -> bool:
        """Whether the farthest point is within the radius: it is the nearest one to the other side of the earth."""
        farthest = pi * EARTH - _nearest(-self.latitude, self.longitude + 180, cell)
        return farthest <= self.radius

    def distance(self, latitude: float, longitude: float) -> float:
        """Return the metres from its middle."""
        return _metres(self.latitude, self.longitude, latitude, longitude)

    @property
    def share(self) -> float:
        """The share of all degrees that its square has, at least as wide as it is high."""
        across = min(1.0, 2 * self.radius / METRES / 180)
        return across * across / 2


type Region = Box | Circle

FULL = 360.0
METRES = EARTH * pi / 180  # of a degree of latitude


def _east_of(meridian: float, longitude: float) -> float:
    """Return how many degrees a longitude is east of a meridian, less than 360."""
    east = longitude - meridian
    return east if 0 <= east < FULL else east % FULL


def _nearest(latitude: float, longitude: float, cell: Box) -> float:
    """Return the metres from a place to a cell, 0 if it is in it.

    The nearest point is due north or south if the place is between the cell's meridians, and else on one of these.
    """
    if _east_of(cell.west, longitude) <= cell.width:
        return abs(latitude - min(max(latitude, cell.south), cell.north)) * METRES
    return min(_to_meridian(latitude, longitude, edge, cell.south, cell.north) for edge in (cell.west, cell.east))


def _to_meridian(latitude: float, longitude: float, meridian: float, south: float, north: float) -> float:
    """Return the metres to a part of a meridian: to its point nearest to the foot of the perpendicular, or an end."""
    away = radians(meridian - longitude)
    foot = degrees(atan2(sin(radians(latitude)), cos(radians(latitude)) * cos(away)))
    places = {south, north, min(max(foot, south), north)}
    return min(_metres(latitude, longitude, place, meridian) for place in places)


def _metres(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    """Return a great-circle distance, by the haversine formula."""
    north, east = radians(to_latitude - latitude), radians(to_longitude - longitude)
    part = sin(north / 2) ** 2 + cos(radians(latitude)) * cos(radians(to_latitude)) * sin(east / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(part)))
