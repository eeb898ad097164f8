"""How customers look for listings: areas, orders, and the card that a search shows.

An area is a city or a street, as `country/city[/street]`, with `#sale` or `#rent` behind it if only those are wanted.
A listing has one card in each area that it can be looked for in, so that a search reads what it shows and no more.
"""

from typing import NamedTuple


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
    image_id: str | None


class Found(NamedTuple):
    """A page of cards."""

    cards: list[Card]
    following: Spot | None  # the spot behind which the next page begins, None if there is none
    read: int  # items that were read for it


def area(place: str, kind: str | None = None) -> str:
    """Return the area of a city or street, of all listings or of those on sale or for rent."""
    return f"{place}#{kind}" if kind else place


def areas(property_id: str, kind: str) -> list[str]:
    """Return every area that a listing is looked for in."""
    street = property_id.rpartition("/")[0]
    city = street.rpartition("/")[0]
    return [area(place, wanted) for place in (city, street) for wanted in (None, kind)]
