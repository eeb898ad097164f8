"""A picture of a listing: a place kept for an upload, then what became of it."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class ImageStatus(StrEnum):
    EXPECTED = "EXPECTED"  # a ticket was given out
    READY = "READY"  # checked, and stored for good
    REFUSED = "REFUSED"


class RefusalCode(StrEnum):
    NOT_AN_IMAGE = "NOT_AN_IMAGE"
    OTHER_FORMAT = "OTHER_FORMAT"  # a picture, but of a kind that is not read
    DAMAGED = "DAMAGED"
    TOO_LARGE = "TOO_LARGE"
    TOO_MANY_PIXELS = "TOO_MANY_PIXELS"
    CHANGED_MEANWHILE = "CHANGED_MEANWHILE"
    PROCESSING_FAILED = "PROCESSING_FAILED"
    NOT_UPLOADED = "NOT_UPLOADED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    code: RefusalCode
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What is known of a stored picture."""

    width: int  # pixels, upright
    height: int
    placeholder: str  # a data URI of a few bytes, to show while the picture loads


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    image_id: UUID
    filename: str
    status: ImageStatus
    expires_at: datetime  # of the ticket
    picture: Picture | None = None  # of one that is READY
    refusal: Refusal | None = None  # of one that is REFUSED
    alt_text: str | None = None  # what it shows, for who cannot see it
    caption: str | None = None

    def ready(self, picture: Picture) -> "Image":
        return replace(self, status=ImageStatus.READY, picture=picture)

    def refused(self, refusal: Refusal) -> "Image":
        return replace(self, status=ImageStatus.REFUSED, refusal=refusal)
