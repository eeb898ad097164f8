"""Countries and cities that have public listings."""

from typing import NamedTuple


class Locality(NamedTuple):
    """A country or city that has public listings."""

    slug: str
    name: str  # as the first publisher of its present listings spelled it, or an admin
    listings: int
    cities: int  # of a country: those that have public listings


class LocalityPage(NamedTuple):
    """A page of localities, by their slugs."""

    localities: list[Locality]
    following: str | None  # the slug behind which the next page begins, None if there is none
    read: int  # items that were read for it
