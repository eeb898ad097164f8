"""What the use cases need of the outside, and the errors it promises."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

if TYPE_CHECKING:  # the customers' search loads this module and none of these
    from datetime import datetime

    from web_service.domain.listing import Listing, ListingFilter
    from web_service.domain.live import Focus, LiveEvent, Mark, Stretch
    from web_service.domain.search import Found, Order, Places, Spot, Wishes
    from web_service.domain.upload import Developed, PictureFile, Ticket, Upload


class ListingNotFound(Exception):
    """Raised when there is no such listing, or none that the asker may see."""


class ListingExists(Exception):
    """Raised when a property is listed a second time."""


class ListingChangedMeanwhile(Exception):
    """Raised when a listing is no longer the version that a change was made from."""


class StoreUnavailable(Exception):
    """Raised when the store is throttled or failing; nothing was written, and a later try may succeed."""


class BusUnavailable(Exception):
    """Raised when the bus takes no events; a later try may succeed."""


class Listings(Protocol):
    """Every listing, and what customers see of it. All methods raise StoreUnavailable."""

    def get(self, property_id: str) -> "Listing":
        """Return the listing as last written. Raises ListingNotFound."""

    def add(self, listing: "Listing") -> None:
        """Write a new listing. Raises ListingExists."""

    def save(self, before: "Listing", after: "Listing") -> None:
        """Write a changed listing together with what customers see of it, or nothing.

        Raises ListingChangedMeanwhile unless the stored version is that of `before`.
        """

    def remove(self, listing: "Listing") -> None:
        """Delete a listing that was never public. Raises ListingChangedMeanwhile as `save` does."""

    def find(self, wanted: "ListingFilter") -> Iterator["Listing"]:
        """Yield the listings that match, newest first, reading on only as far as they are taken."""


class Uploads(Protocol):
    """Where agents' files arrive."""

    def ticket(self, property_id: str, image_id: UUID, upload: "Upload", *, seconds: int) -> "Ticket":
        """Return a ticket that expires after `seconds`."""

    def arrived(self, property_id: str) -> set[UUID]:
        """Return the images of a listing that were uploaded and are still to be processed.

        Raises StoreUnavailable.
        """


class Pictures(Protocol):
    """Uploads on their way to what customers see. All methods raise StoreUnavailable."""

    def fetch(self, property_id: str, image_id: UUID, *, size_max: int) -> bytes | None:
        """Return the upload, None if it is gone. Raises BadPicture if it is larger than `size_max` bytes."""

    def publish(self, property_id: str, image_id: UUID, files: Sequence["PictureFile"]) -> None:
        """Write the files for good. Raises BadPicture if other content stands under one of their names."""

    def discard(self, property_id: str, image_id: UUID) -> None:
        """Remove the upload; one that is gone is fine."""


class Darkroom(Protocol):
    """Makes of an upload what may be shown."""

    def develop(self, content: bytes) -> "Developed":
        """Return the picture in all sizes: upright, in sRGB, without metadata. Raises BadPicture."""


class PublicListings(Protocol):
    """What customers see. All methods raise StoreUnavailable."""

    def cards(self, area: str, order: "Order", wishes: "Wishes", *, limit: int, after: "Spot | None") -> "Found":
        """Return the next approved listings of an area, `limit` at most, that meet the wishes.

        There are fewer only behind the last one, or when many had to be read to find them.
        """

    def places(self, country: str | None, *, limit: int, after: str | None) -> "Places":
        """Return the next places that have approved listings: cities of a country, or countries."""

    def details(self, property_id: str) -> Mapping[str, Any] | None:
        """Return everything that customers see of one listing, None if it is not approved."""


class LiveEvents(Protocol):
    """The newest events of all contexts, in the order in which they arrived. All methods raise StoreUnavailable."""

    def append(self, event: "LiveEvent", *, until: "datetime") -> bool:
        """Record an event once; whether it was new. It may be forgotten at `until`, or when many came after it."""

    def newest(self, focus: "Focus", *, limit: int) -> "Stretch":
        """Return the newest events, at most `limit`."""

    def after(self, mark: "Mark", focus: "Focus", *, limit: int) -> "Stretch":
        """Return the first events after a mark, at most `limit`; from the first one on if the mark's feed is gone."""
