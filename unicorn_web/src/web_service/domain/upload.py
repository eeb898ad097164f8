"""A file on its way from an agent to the customers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from web_service.domain.image import Picture, Refusal

SIZE_MAX = 15_000_000  # bytes
TICKET_SECONDS = 900  # how long an agent has to begin an upload
CONTENT_TYPES = ("image/jpeg", "image/png", "image/webp", "image/gif")


class BadPicture(Exception):
    """Raised when an upload is nothing that could be shown."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """What an agent is about to upload."""

    filename: str
    content_type: str
    size: int  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A form that lets its holder upload that one file: its address, and the fields to send before the file."""

    url: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFile:
    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Developed:
    """A picture in all its sizes."""

    picture: Picture
    files: Sequence[PictureFile]
