"""An upload on its way from an agent to the customers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from web_service.domain.images.image import ImageInfo, Rejection

SIZE_MAX = 15_000_000  # bytes
TICKET_SECONDS = 900  # how long an agent has to begin an upload
CONTENT_TYPES = ("image/jpeg", "image/png", "image/webp", "image/gif")


class ImageRejected(Exception):
    """Raised when an upload cannot be shown."""

    def __init__(self, rejection: Rejection) -> None:
        super().__init__(rejection.message)
        self.rejection = rejection


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """The file that an agent is about to upload."""

    filename: str
    content_type: str
    size: int  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A form that allows the upload of one file: its address, and the fields to send before the file."""

    url: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageFile:
    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessedImage:
    """An image in all its sizes."""

    info: ImageInfo
    files: Sequence[ImageFile]
