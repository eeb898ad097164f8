"""How customers look for listings: places, areas, orders, wishes, and the card that a search shows.

An area is a city or a street, as `country/city[/street]`, with `#sale` or `#rent` behind it if only those are wanted.
A listing has one card in each area that it can be looked for in, so that a search reads what it shows and no more.
"""

from decimal import Decimal
from typing import NamedTuple

KINDS = ("sale", "rent")  # of offers; OfferKind, without its import


class Place(NamedTuple):
    """A country or city that has public listings."""

    slug: str
    name: str  # as the last one published there spells it
    listings: int
    cities: int  # of a country: those that have public listings


class Order(NamedTuple):
    """How cards are sorted: by which index, which of its attributes, and in which direction."""

    by: str
    attribute: str
    ascending: bool


ORDERS = {
    "place": Order("by_place", "pk", ascending=True),
    "price": Order("by_price", "price", ascending=True),
    "-price": Order("by_price", "price", ascending=False),
    "newest": Order("by_newest", "since", ascending=False),
}


class Spot(NamedTuple):
    """Where a card stands in an order: its property, and the value that it is sorted by."""

    property_id: str
    value: str


class Card(NamedTuple):
    """What a search shows of a listing."""

    property_id: str
    country: str
    city: str
    street: str
    number: str
    kind: str
    minor: int
    decimals: int
    currency: str
    image_id: str | None = None
    alt_text: str | None = None  # of that image
    headline: str | None = None
    property_type: str | None = None
    bedrooms: int | None = None
    bathrooms: int | None = None
    living_area: float | None = None  # square metres

    @property
    def price(self) -> Decimal:
        """In major units, exact."""
        return Decimal(self.minor).scaleb(-self.decimals)


class Wishes(NamedTuple):
    """What a customer wants of a listing, besides its area."""

    min_price: Decimal | None = None  # in major units of whatever currency the listing has
    max_price: Decimal | None = None
    bedrooms: int = 0  # at least; a listing that does not tell has none

    @property
    def price(self) -> bool:
        """Whether the price matters."""
        return self.min_price is not None or self.max_price is not None

    def met_by(self, card: Card) -> bool:
        if self.min_price is not None and card.price < self.min_price:
            return False
        if self.max_price is not None and card.price > self.max_price:
            return False
        return (card.bedrooms or 0) >= self.bedrooms


class Found(NamedTuple):
    """A page of cards. It may be short, or even empty, before the last one: a request reads only so much."""

    cards: list[Card]
    following: Spot | None  # the spot behind which the next page begins, None if there is none
    read: int  # items that were read for it


class Places(NamedTuple):
    """A page of places, by their slugs."""

    places: list[Place]
    following: str | None  # the slug behind which the next page begins, None if there is none
    read: int


def area(place: str, kind: str | None = None) -> str:
    """Return the area of a city or street, of all listings or of those on sale or for rent."""
    return f"{place}#{kind}" if kind else place


def areas(property_id: str, kind: str) -> list[str]:
    """Return every area that a listing is looked for in."""
    street = property_id.rpartition("/")[0]
    city = street.rpartition("/")[0]
    return [area(place, wanted) for place in (city, street) for wanted in (None, kind)]
