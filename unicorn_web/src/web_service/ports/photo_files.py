"""The ports of the files of photos, and of what they should be."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from web_service.domain.images.image import Image
from web_service.domain.images.photo_files import Changes, Files, Photos


class PhotoFiles(Protocol):
    """The private files of photos, and their public copies. All methods raise StoreUnavailable."""

    def of(self, property_id: str) -> Files:
        """Return the files of one listing that are there now."""

    def walk(self, after: str | None, *, until: datetime | None) -> Iterator[tuple[str, Files]]:
        """Yield each property with its files in an order that stays; all were written until then, if it is given.

        Begins behind the property `after` if it is given.
        """

    def bring(self, property_id: str, first: Image, new_id: UUID) -> None:
        """Put a copy of a photo's master where uploads arrive, under the id of another image; none if it is gone."""

    def change(self, property_id: str, wanted: Changes) -> None:
        """Copy and delete; a file that is gone meanwhile is left out."""


class ShownPhotos(Protocol):
    """What the listings' storage says of photos. Raises StoreUnavailable."""

    def of(self, property_ids: Sequence[str]) -> Mapping[str, Photos | None]:
        """Return the photos of each listing, as last written: none of one that is gone; None if unreadable."""
