"""The roster: a row of facts for each public home, by which a search finds homes that no area of cards is of."""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from web_service.domain.search.cards import SearchCriteria, price_of
from web_service.domain.search.details import PublicListing

if TYPE_CHECKING:
    from web_service.domain.search.regions import Region


class Row(NamedTuple):
    """What is compared of a public home. How it is stored: adapters/roster/blocks.py."""

    key: str  # `city#street#number`: its property id behind the country
    house: str  # its place in its street
    since: int  # of its publication, in milliseconds since 1970
    kind: str
    minor: int | None  # None: the price is on request
    decimals: int
    currency: str
    bedrooms: int | None = None
    property_type: str | None = None
    bathrooms: float | None = None
    living_area: float | None = None  # square metres
    lot_size: float | None = None  # square metres
    year_built: int | None = None
    heating: str | None = None
    rent_period: str | None = None
    latitude: float | None = None  # as customers are shown it
    longitude: float | None = None

    @property
    def price(self) -> Decimal | None:
        return price_of(self.minor, self.decimals)

    @property
    def place(self) -> str:
        """What homes are sorted by in the order `place`: city, street, house."""
        return f"{self.key.rpartition('#')[0]}#{self.house}"


FACTS = Row._fields[Row._fields.index("bedrooms") : Row._fields.index("latitude")]


class Comparison(StrEnum):
    IS = "is"
    LEAST = "least"
    MOST = "most"


class FactFilter(NamedTuple):
    """One wish. A home that does not state a fact is in no range of it."""

    fact: str
    comparison: Comparison
    value: str | float

    def match(self, row: Row) -> bool:
        stated: Any = getattr(row, self.fact)
        if stated is None:
            return False
        match self.comparison:
            case Comparison.IS:
                return bool(stated == self.value)
            case Comparison.LEAST:
                return bool(stated >= self.value)
            case Comparison.MOST:
                return bool(stated <= self.value)


class Wishes(NamedTuple):
    """All that a search wants of a home in its locality."""

    kind: str | None = None
    criteria: SearchCriteria = SearchCriteria()
    facts: tuple[FactFilter, ...] = ()
    words: tuple[str, ...] = ()  # that the home's texts have, as free_text.py compares them
    within: "Region | None" = None

    @property
    def are_in_areas(self) -> bool:
        """Whether areas of cards have what is wanted."""
        return not self.facts and not self.words and not self.within

    def match(self, row: Row) -> bool:
        """Whether a row is wanted. It has no words."""
        if self.kind not in {None, row.kind} or not self.criteria.match(row):
            return False
        return all(fact.match(row) for fact in self.facts) and self._has(row)

    def _has(self, row: Row) -> bool:
        if self.within is None:
            return True
        if row.latitude is None or row.longitude is None:
            return False
        return self.within.contains(row.latitude, row.longitude)

    def among(self, rows: Iterable[Row]) -> list[Row]:
        return [row for row in rows if self.match(row)]


def key_of(property_id: str) -> tuple[str, str]:
    """Return the country and the key of a home's row."""
    country, _, rest = property_id.partition("/")
    return country, rest.replace("/", "#")


def property_id_of(country: str, key: str) -> str:
    return f"{country}/{key.replace('#', '/')}"


def row_of(key: str, house: str, public: PublicListing) -> Row:
    facts = {name: public.facts.get(name) for name in FACTS}
    facts |= dict(zip(("latitude", "longitude"), public.location or (), strict=False))
    return Row(key, house, public.since, public.kind, public.minor, public.decimals, public.currency, **facts)
