"""The port of reviews: whose they are, and which wait for a decision."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Protocol
from uuid import UUID

from web_service.domain.listings.listing import Listing

type Place = tuple[datetime, str]  # of an open review: when it was asked for, and its property id


class ReviewNotFound(Exception):
    """Raised when no review was ever asked for that request, or long ago."""


class Reviews(Protocol):
    """The reviews of all listings, as `Listings.save` opens and closes them. All methods raise StoreUnavailable."""

    def property_of(self, request_id: UUID) -> str:
        """Return the property whose request is reviewed, also when that is over. Raises ReviewNotFound."""

    def waiting(self, after: Place | None, *, on_unreadable: Callable[[str], None]) -> Iterator[Listing]:
        """Yield the listings whose review is open, oldest review first, reading on only as far as they are taken.

        One that is unreadable is left out, and `on_unreadable` gets its property id.
        """

    def count_waiting(self, *, most: int) -> int:
        """Return how many reviews are open, `most` at most."""
