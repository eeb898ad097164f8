"""Searching for listings: areas, orders, criteria, and the card that a search shows.

An area is a city or a street, as `country/city[/street]`, with `#sale` or `#rent` behind it if only those are wanted.
Within a city there are areas for filters too: for each currency, each least number of bedrooms, and both; and for bands
of prices. A listing has one card in each area that it can be looked for in, so that a search reads what it shows and
hardly more.
"""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, Protocol

from web_service.domain.search.location import PublicLocation

KINDS = ("sale", "rent")  # of offers; OfferKind, without its import
LEVELS = (*range(1, 11), 12, 15, 20, 30, 50)  # least numbers of bedrooms that have areas


class Order(StrEnum):
    """How cards are sorted."""

    PLACE = "place"  # by street, then by house number as people count
    PRICE = "price"
    PRICE_DESCENDING = "-price"
    NEWEST = "newest"


class Position(NamedTuple):
    """Where a card stands in an order: its property, its place among its neighbours, and the value it is sorted by."""

    property_id: str
    place: str
    value: str  # empty in the order `place`


class Filtered(Protocol):
    """What the filters of a search compare."""

    @property
    def currency(self) -> str: ...

    @property
    def price(self) -> Decimal | None: ...

    @property
    def bedrooms(self) -> int | None: ...


class Card(NamedTuple):
    """A listing in a search result. How it is stored: adapters/search/cards.py."""

    property_id: str
    country: str
    city: str
    street: str
    number: str
    kind: str
    minor: int | None  # None: the price is on request
    decimals: int
    currency: str
    image_id: str | None = None
    alt_text: str | None = None  # of that image
    headline: str | None = None
    property_type: str | None = None
    bedrooms: int | None = None
    bathrooms: float | None = None
    living_area: float | None = None  # square metres
    rent_period: str | None = None
    region: str | None = None
    postcode: str | None = None
    unit: str | None = None
    since: int | None = None  # of its publication, in milliseconds since 1970; None if it was not on the card yet
    location: PublicLocation | None = None  # None if the card was read for no region

    @property
    def price(self) -> Decimal | None:
        """In major units, exact; None if it is on request."""
        return price_of(self.minor, self.decimals)


FACTS = Card._fields[Card._fields.index("headline") : Card._fields.index("region")]


class SearchCriteria(NamedTuple):
    """The filters of a search within its area."""

    min_price: Decimal | None = None  # in major units of `currency`
    max_price: Decimal | None = None
    bedrooms: int = 0  # at least; a listing that does not state them has none
    currency: str | None = None

    @property
    def has_price(self) -> bool:
        return self.min_price is not None or self.max_price is not None

    def match(self, home: Filtered) -> bool:
        if self.currency not in {None, home.currency} or (home.bedrooms or 0) < self.bedrooms:
            return False
        return not self.has_price or self._match_price(home.price)

    def _match_price(self, price: Decimal | None) -> bool:
        """Return whether a price is in the range; one on request is in none."""
        if price is None:
            return False
        above = self.min_price is None or price >= self.min_price
        return above and (self.max_price is None or price <= self.max_price)


class CardPage(NamedTuple):
    """A page of cards. One before the last may be short: a request reads only so much."""

    cards: list[Card]
    following: Position | None  # the position behind which the next page begins, None if there is none
    read: int  # items that were read for it


def price_of(minor: int | None, decimals: int) -> Decimal | None:
    """Return a price in major units, exact; None if it is on request."""
    return None if minor is None else Decimal(minor).scaleb(-decimals)


def area(locality: str, kind: str | None = None) -> str:
    """Return the area of a city or street, of all listings or of those on sale or for rent."""
    return f"{locality}#{kind}" if kind else locality


def filter_area(plain: str, currency: str | None, bedrooms: int) -> str:
    """Return the narrowest area within `plain` that has every listing of these filters, a city's or a kind's."""
    return level_area(plain, currency, max((level for level in LEVELS if level <= bedrooms), default=0))


def level_area(plain: str, currency: str | None, level: int) -> str:
    """Return the area within `plain` of a currency and of homes with at least `level` bedrooms, 0 or one of LEVELS."""
    if not currency and not level:
        return plain
    locality, _, kind = plain.partition("#")
    return f"{locality}#{kind}#{currency or ''}#{level or ''}"


def band_area(plain: str, currency: str | None, band: str) -> str:
    """Return the area within `plain` that has the listings of a band of prices (adapters/search/price_bands.py)."""
    locality, _, kind = plain.partition("#")
    return f"{locality}#{kind}#{currency}#{band}"
