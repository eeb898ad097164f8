"""How countries and cities with public listings are stored; city_counts.py and country_counts.py count them.

| item    | pk         | sk      | holds                                                                     |
|---------|------------|---------|---------------------------------------------------------------------------|
| country | PLACES     | usa     | its name, its public listings, the cities with any                        |
| city    | PLACES#usa | anytown | its name, its public listings, and how many of them are in each currency   |

Format 2 of a city added `in_USD`, `in_EUR`, …: the number of its listings in a currency, without those that were
published in format 1. Format 3 added `filed`: the number of its listings that have cards in the areas of filters;
`due`: the number that its country does not count yet; `settled`: how often that was paid; and `country_name`. Format 4
added `banded`: the number of its listings that have cards in the bands of prices. Format 5 added `area`,
which is `CITIES`: so a city is found by the beginning of its slug in the index by_house, whatever its country.
"""

from collections.abc import Mapping
from typing import Any

from web_service.domain.search.localities import Locality

IN_CURRENCY = "in_"  # an attribute's name is this and a currency
LISTINGS, CITIES, FILED, BANDED = "listings", "cities", "filed", "banded"
DUE, COUNTRY_NAME = "due", "country_name"
CITIES_AREA = "CITIES"

type CityKey = tuple[str, str]  # the slugs of its country and of itself


def city_of(property_id: str) -> CityKey:
    country, city, *_ = property_id.split("/")
    return country, city


def city_of_key(key: Mapping[str, Any]) -> CityKey | None:
    """Return the city whose item has this key, None if it is no city's."""
    prefix, _, country = key["pk"]["S"].partition("#")
    return (country, key["sk"]["S"]) if prefix == "PLACES" and country else None


def localities_pk(country: str | None) -> str:
    """Return the partition key of a country's cities, or of the countries."""
    return f"PLACES#{country}" if country else "PLACES"


def locality_key(country: str | None, slug: str) -> dict[str, Any]:
    return {"pk": {"S": localities_pk(country)}, "sk": {"S": slug}}


def to_locality(item: Mapping[str, Any]) -> Locality:
    cities = int(item["cities"]["N"]) if "cities" in item else 0
    return Locality(item["sk"]["S"], item["spelling"]["S"], int(item["listings"]["N"]), cities)


def counted_currencies(item: Mapping[str, Any]) -> dict[str, int] | None:
    """Return a city's listings in each currency, None if some of them are in no such count."""
    counts = {name: int(item[name]["N"]) for name in item if name.startswith(IN_CURRENCY)}
    found = {name.removeprefix(IN_CURRENCY): number for name, number in counts.items() if number > 0}
    return found if sum(found.values()) >= int(item["listings"]["N"]) else None


def has_filter_areas(item: Mapping[str, Any]) -> bool:
    """Return whether all listings of a city have cards in the areas of filters."""
    return _has_all(item, FILED)


def has_bands(item: Mapping[str, Any]) -> bool:
    """Return whether all listings of a city have cards in the bands of prices."""
    return _has_all(item, BANDED)


def _has_all(item: Mapping[str, Any], count: str) -> bool:
    return count in item and int(item[count]["N"]) >= int(item["listings"]["N"])
