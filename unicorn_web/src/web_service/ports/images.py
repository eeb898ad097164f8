"""The ports of uploads, image processing and image storage."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from web_service.domain.images.edit import ImageEdit
from web_service.domain.images.upload import ImageFile, ProcessedImage, Ticket, Upload


class Uploads(Protocol):
    """Where agents' files arrive. All methods raise StoreUnavailable."""

    def ticket(self, property_id: str, image_id: UUID, upload: Upload, *, seconds: int) -> Ticket:
        """Return a ticket that expires after `seconds`."""

    def arrived(self, property_id: str) -> set[UUID]:
        """Return the images of a listing that were uploaded and are still to be processed."""


class Images(Protocol):
    """Uploads that become private files. All methods raise StoreUnavailable."""

    def fetch(self, property_id: str, image_id: UUID, *, size_max: int) -> bytes | None:
        """Return the upload, None if it is gone. Raises ImageRejected if it is larger than `size_max` bytes."""

    def store(self, property_id: str, image_id: UUID, files: Sequence[ImageFile]) -> None:
        """Write the files. Raises ImageRejected if other content is stored under one of their names."""

    def discard(self, property_id: str, image_id: UUID) -> None:
        """Remove the upload, if it is still there."""


class ImageProcessor(Protocol):
    """Makes safe files of an upload."""

    def process(self, content: bytes, edit: ImageEdit | None = None) -> ProcessedImage:
        """Return the image in all sizes: upright, in sRGB, without metadata, and edited. Raises ImageRejected."""
