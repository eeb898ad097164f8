"""`/sitemap.xml` and its parts (sitemaps.org): every page that search engines are to know.

The index lists a part for each country, with its cities, and parts for each city, with its homes. A big city has 2, 4,
8, … parts, and a checksum of its id says which part a home is in: so a home that is public all the time is in one
part, whatever is published or withdrawn while a reader goes from part to part. Each part reads all homes of its city.
"""

from collections.abc import Iterator
from typing import NamedTuple
from zlib import crc32

from site_service.markup import text
from site_service.origin import Get, api_path, read_all

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
HOMES = 5_000  # of a part, about
PARTS_MAX = 64  # so that only so many addresses of a city can be asked for
ENTRIES_MAX = 50_000  # of a file, as sitemaps.org has it
READ_MAX = 100  # homes in an answer of the API, at most


class TooMany(Exception):
    """Raised when a sitemap would have more entries than it may."""


class CityPart(NamedTuple):
    country: str
    city: str
    number: int  # from 1
    parts: int

    @property
    def path(self) -> str:
        return f"/sitemaps/{self.country}/{self.city}/{self.number}-of-{self.parts}.xml"

    @property
    def exists(self) -> bool:
        return 1 <= self.number <= self.parts <= PARTS_MAX and self.parts.bit_count() == 1

    def has(self, property_id: str) -> bool:
        return crc32(property_id.encode()) % self.parts == self.number - 1


def parts_of(homes: int) -> int:
    """Return how many parts a city of so many homes has: a power of two, so that growth changes it rarely."""
    return min(PARTS_MAX, 1 << max(0, (homes - 1) // HOMES).bit_length())


def index(get: Get, base: str) -> str:
    """Return the sitemap of the sitemaps. Raises NotFound, Unavailable and TooMany."""
    return _xml("sitemapindex", "sitemap", _part_paths(get), base)


def country(get: Get, base: str, slug: str) -> str:
    """Return the sitemap of a country's cities. Raises NotFound, Unavailable and TooMany."""
    cities = (f"/search/{slug}/{one['city']}" for one in read_all(get, api_path("search", slug)))
    return _xml("urlset", "url", _all(["/", f"/search/{slug}"], cities), base)


def city(get: Get, base: str, part: CityPart) -> str:
    """Return the sitemap of a part of a city's homes. Raises NotFound, Unavailable and TooMany."""
    cards = read_all(get, api_path("search", part.country, part.city), limit=str(READ_MAX), sort="place")
    ids = dict.fromkeys(card["property_id"] for card in cards if part.has(card["property_id"]))
    return _xml("urlset", "url", (f"/properties/{property_id}" for property_id in ids), base)


def _part_paths(get: Get) -> Iterator[str]:
    for country in read_all(get, api_path("search")):
        slug = country["country"]
        yield f"/sitemaps/{slug}.xml"
        for one in read_all(get, api_path("search", slug)):
            parts = parts_of(one["listings"])
            yield from (CityPart(slug, one["city"], number, parts).path for number in range(1, parts + 1))


def _all(first: list[str], others: Iterator[str]) -> Iterator[str]:
    yield from first
    yield from others


def _xml(root: str, kind: str, paths: Iterator[str], base: str) -> str:
    entries = [f"<{kind}><loc>{text(base + path)}</loc></{kind}>" for path in paths]
    if len(entries) > ENTRIES_MAX:
        raise TooMany(f"{len(entries)} entries, of {ENTRIES_MAX} at most")
    lines = "\n".join(entries)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">\n{lines}\n</{root}>\n'
