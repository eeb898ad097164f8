"""The ports of the customers' search. The search function loads this module and no domain of agents or images."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from web_service.domain.search.cards import CardPage, Order, Position, SearchCriteria
from web_service.domain.search.details import PublicListing
from web_service.domain.search.localities import LocalityPage
from web_service.domain.search.roster import Wishes

if TYPE_CHECKING:
    from web_service.domain.search.regions import Region


class ListingNotPublic(Exception):
    """Raised when there is no such listing, or none that customers may see."""


class ListingWithdrawn(ListingNotPublic):
    """Raised when customers may not see a listing any more."""


class TooManyHomes(Exception):
    """Raised when all homes of a locality would have to be read, and are too many for one request."""


class Roster(Protocol):
    """Public homes by any of their facts, up to a moment behind PublicListings."""

    def cards(self, locality: str, order: Order, wishes: Wishes, *, limit: int, after: Position | None) -> CardPage:
        """Return the next homes of a country, city or street that match, `limit` at most.

        There are fewer only behind the last one, or when very many had to be read to find them. Raises TooManyHomes and
        StoreUnavailable.
        """


class PublicListings(Protocol):
    """The public versions of listings. All methods raise StoreUnavailable."""

    def cards(
        self, area: str, order: Order, criteria: SearchCriteria, *, limit: int, after: Position | None
    ) -> CardPage:
        """Return the next approved listings of an area, `limit` at most, that match the criteria.

        There are fewer only behind the last one, or when many had to be read to find them.
        """

    def in_region(self, region: "Region", kind: str | None, *, limit: int, after: Position | None) -> CardPage:
        """Return the next approved listings whose shown location is in a region, `limit` at most.

        There are fewer only behind the last one, or when much had to be read to find them.
        """

    def localities(self, country: str | None, *, limit: int, after: str | None) -> LocalityPage:
        """Return the next localities that have approved listings: cities of a country, or countries."""

    def currencies(self, locality: str) -> Mapping[str, int]:
        """Return the number of approved listings of a country or a city, `country/city`, in each currency.

        Where some of a city were published before currencies were counted, it is that of its newest listings alone;
        a country has only cities that are counted, and a thousand of them at most.
        """

    def details(self, property_id: str) -> PublicListing | None:
        """Return the public version of one listing, None if it is not approved."""

    def was_public(self, property_id: str) -> bool:
        """Return whether a listing without a public version had one before."""
