"""Where a home's cards are for the map: one of all offers and one of its kind, each in the area of a geohash's letter.

| sort key      | its area                                                       |
|---------------|----------------------------------------------------------------|
| C8#9q8yyk8ytp | `@9`: all offers in the part of the earth with this letter      |
| C9#9q8yyk8ytp | `@9#sale`: one kind of offer, likewise                          |

No slug has an `@`. There are 32 parts of 45 degrees each; the geohash is that of the location that customers are shown.
"""

from typing import NamedTuple

from web_service.domain.search.geohash import geohash
from web_service.domain.search.location import PublicLocation

ALL, OF_KIND = "C8", "C9"


class Spot(NamedTuple):
    area: str
    sk: str


def map_areas(kind: str, location: PublicLocation) -> tuple[Spot, Spot]:
    """Return where a home of a kind of offer is found on the map."""
    found = geohash(location.latitude, location.longitude)
    return spot(found, None), spot(found, kind)


def spot(found: str, kind: str | None) -> Spot:
    """Return where a geohash is, among all offers or those of a kind."""
    area = f"@{found[0]}"
    return Spot(f"{area}#{kind}", f"{OF_KIND}#{found}") if kind else Spot(area, f"{ALL}#{found}")


def geohash_of(sk: str) -> str:
    return sk.partition("#")[2]
