"""Countries and cities that have public listings."""

from typing import NamedTuple


class Locality(NamedTuple):
    """A country or city that has public listings."""

    slug: str
    name: str  # as in the address of the listing that was published there last
    listings: int
    cities: int  # of a country: those that have public listings


class LocalityPage(NamedTuple):
    """A page of localities, by their slugs."""

    localities: list[Locality]
    following: str | None  # the slug behind which the next page begins, None if there is none
    read: int  # items that were read for it
