"""The port of the listings' storage."""

from collections.abc import Iterator
from typing import Protocol

from unicorn_kernel.address import one_line
from unicorn_kit.receipts import Receipt
from web_service.domain.listings.listing import Listing, ListingFilter


class ListingNotFound(Exception):
    """Raised when there is no such listing, or none that the caller may see."""


class ListingExists(Exception):
    """Raised when a property is listed a second time; `holder` is the listing that has its id."""

    def __init__(self, wanted: Listing, holder: Listing) -> None:
        self.holder = holder
        self.is_own = wanted.agent == holder.agent
        owner = "you" if self.is_own else "another agent"
        super().__init__(f"{holder.property_id} is listed already by {owner}, as {one_line(holder.address)}")


class ListingChangedMeanwhile(Exception):
    """Raised when a listing is no longer the version that a change was made from."""


class Listings(Protocol):
    """Every listing, and the public version of it. All methods raise StoreUnavailable."""

    def get(self, property_id: str) -> Listing:
        """Return the listing as last written. Raises ListingNotFound."""

    def add(self, listing: Listing, receipt: Receipt | None = None) -> None:
        """Write a new listing, and the request's receipt, or nothing. Raises ListingExists, AnsweredMeanwhile.

        A write whose answer was lost, and that was therefore repeated, has succeeded: here, in `save` and in `remove`.
        """

    def save(self, before: Listing, after: Listing, receipt: Receipt | None = None) -> None:
        """Write a changed listing, the public version that follows from it and the request's receipt, or nothing.

        Raises ListingChangedMeanwhile unless the stored version is that of `before`, and AnsweredMeanwhile.
        """

    def remove(self, listing: Listing) -> None:
        """Delete a listing that was never public. Raises ListingChangedMeanwhile as `save` does."""

    def find(self, wanted: ListingFilter) -> Iterator[Listing]:
        """Yield the listings that match, newest first, reading on only as far as they are taken."""
