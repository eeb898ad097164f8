"""An image of a listing: expected as an upload, then ready or rejected."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from web_service.domain.images.edit import ImageEdit


class ImageStatus(StrEnum):
    EXPECTED = "EXPECTED"  # a ticket was issued
    READY = "READY"  # checked, and its files are stored
    REJECTED = "REFUSED"


class RejectionCode(StrEnum):
    NOT_AN_IMAGE = "NOT_AN_IMAGE"
    OTHER_FORMAT = "OTHER_FORMAT"  # an image, but of a format that is not supported
    DAMAGED = "DAMAGED"
    TOO_LARGE = "TOO_LARGE"
    TOO_MANY_PIXELS = "TOO_MANY_PIXELS"
    CHANGED_MEANWHILE = "CHANGED_MEANWHILE"
    PROCESSING_FAILED = "PROCESSING_FAILED"
    NOT_UPLOADED = "NOT_UPLOADED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """Why an upload was rejected."""

    code: RejectionCode
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageInfo:
    """Properties of a stored image."""

    width: int  # pixels, upright
    height: int
    placeholder: str  # a data URI of a few bytes, to show while the image loads


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    image_id: UUID
    filename: str
    status: ImageStatus
    expires_at: datetime  # of the upload ticket
    info: ImageInfo | None = None  # if READY
    rejection: Rejection | None = None  # if REJECTED
    alt_text: str | None = None  # describes it for people who cannot see it
    caption: str | None = None
    is_private: bool = False  # its files were written to `photos/`; those of earlier releases to `published/`
    replaces: UUID | None = None  # the image that it was made from, and whose place it takes
    edit: ImageEdit | None = None  # how it is made from that one, while it is expected

    @property
    def is_being_edited(self) -> bool:
        return self.status is ImageStatus.EXPECTED and self.replaces is not None

    def ready(self, info: ImageInfo) -> "Image":
        return replace(self, status=ImageStatus.READY, info=info, is_private=True, edit=None)

    def rejected(self, rejection: Rejection) -> "Image":
        return replace(self, status=ImageStatus.REJECTED, rejection=rejection, edit=None)
