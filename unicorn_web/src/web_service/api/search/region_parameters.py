"""The parameters that say in which part of the map to look: a rectangle, or a circle around a place."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from unicorn_kit.problems import invalid
from web_service.api.parameters import described

if TYPE_CHECKING:
    from web_service.domain.search.regions import Box, Circle, Region

CIRCLE = ("latitude", "longitude", "radius")
REGION_PARAMETERS = ("bbox", *CIRCLE)
RADIUS_MAX = 500_000  # metres
LATITUDE = r"-?(90(\.0{1,15})?|[1-8]?[0-9](\.[0-9]{1,15})?)"
LONGITUDE = r"-?(180(\.0{1,15})?|(1[0-7][0-9]|[1-9]?[0-9])(\.[0-9]{1,15})?)"
BBOX = f"{LONGITUDE},{LATITUDE},{LONGITUDE},{LATITUDE}"


def region(given: Mapping[str, str]) -> "Region | None":
    """Return the region of a query, None if it has none. Raises Problem, naming the first parameter that is wrong."""
    named = [name for name in CIRCLE if name in given]
    if "bbox" in given:
        if named:
            raise invalid(named[0], "use either bbox, or latitude, longitude and radius")
        return _box(given["bbox"])
    if not named:
        return None
    if missing := [name for name in CIRCLE if name not in given]:
        raise invalid(missing[0], "latitude, longitude and radius belong together")
    return _circle(given)


def _box(text: str) -> "Box":
    from web_service.domain.search.regions import Box  # noqa: PLC0415 - most searches are by place

    if not re.fullmatch(BBOX, text):
        raise invalid("bbox", "use west,south,east,north in degrees, as in 11.4,48.1,11.7,48.2")
    west, south, east, north = map(float, text.split(","))
    if south > north:
        raise invalid("bbox", "the second number, south, is at most the fourth, north")
    return Box(west, south, east, north)


def _circle(given: Mapping[str, str]) -> "Circle":
    from web_service.domain.search.regions import Circle  # noqa: PLC0415 - most searches are by place

    latitude = _degrees("latitude", given["latitude"], LATITUDE, 90)
    longitude = _degrees("longitude", given["longitude"], LONGITUDE, 180)
    if not re.fullmatch("[0-9]{1,6}", given["radius"]) or not 1 <= int(given["radius"]) <= RADIUS_MAX:
        raise invalid("radius", f"use whole metres from 1 to {RADIUS_MAX}")
    return Circle(latitude, longitude, int(given["radius"]))


def _degrees(name: str, text: str, pattern: str, most: int) -> float:
    if not re.fullmatch(pattern, text):
        raise invalid(name, f"use degrees from -{most} to {most}, as in 48.1374")
    return float(text)


REGION = (
    described(
        "bbox",
        "only in this rectangle of the map: west, south, east and north in degrees (WGS 84). It crosses the "
        "antimeridian if west is more than east",
        type="string",
        pattern=f"^{BBOX}$",
        examples=["11.4,48.1,11.7,48.2"],
    ),
    described(
        "latitude",
        "only within `radius` of this place, in degrees; the three belong together, without `bbox`",
        type="string",
        pattern=f"^{LATITUDE}$",
        examples=["48.1374"],
    ),
    described("longitude", "of the same place", type="string", pattern=f"^{LONGITUDE}$", examples=["11.5755"]),
    described("radius", "in metres", type="integer", minimum=1, maximum=RADIUS_MAX),
)
