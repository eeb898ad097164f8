"""The port of the names of countries and cities."""

from typing import Protocol

from web_service.domain.search.localities import Locality


class LocalityNotFound(Exception):
    """Raised when no listing is public in a country or city: it has no name then."""


class Localities(Protocol):
    """Countries and cities that have public listings."""

    def rename(self, country: str, city: str | None, name: str) -> Locality:
        """Give a city a name, or a country if `city` is None. Raises LocalityNotFound and StoreUnavailable."""
