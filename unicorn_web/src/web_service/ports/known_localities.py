"""The port of the localities that the search box knows: those with public listings."""

from typing import NamedTuple, Protocol

from web_service.domain.search.localities import Locality


class Street(NamedTuple):
    slug: str
    name: str  # as its first home spells it


class KnownLocalities(Protocol):
    """Countries, cities and streets by the beginning of their slugs. All methods raise StoreUnavailable."""

    def countries(self) -> list[Locality]:
        """Return all countries."""

    def cities(self, beginning: str, *, limit: int) -> list[tuple[str, str]]:
        """Return the slugs of cities of any country, by their own slugs: country and city."""

    def cities_of(self, country: str, *, limit: int) -> list[Locality]:
        """Return the first cities of a country."""

    def city(self, country: str, city: str) -> Locality | None:
        """Return a city with its name and count, None if it has no listings any more."""

    def streets(self, country: str, city: str, beginning: str, *, limit: int) -> list[Street]:
        """Return streets of a city."""
