"""An upload on its way from an agent to the customers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from web_service.domain.images.image import ImageInfo, Rejection

SIZE_MAX = 15_000_000  # bytes
TICKET_SECONDS = 900  # how long an agent has to begin an upload
CONTENT_TYPES = ("image/jpeg", "image/png", "image/webp", "image/gif", "image/avif")
OTHER_NAMES = {"image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg"}  # as some clients write a type
HEIC_TYPES = frozenset({"image/heic", "image/heif", "image/heic-sequence", "image/heif-sequence"})
HEIC_ADVICE = (
    "It is a HEIC photo; save it as JPEG and upload that. "
    "An iPhone takes JPEG when Settings, Camera, Formats is at Most Compatible."
)
CONTENT_TYPE_MAX = 200  # characters, parameters included


def _of_any_case(text: str) -> str:
    return "".join(f"[{c.upper()}{c}]" if c.isalpha() else re.escape(c) for c in text)


# RFC 9110 8.3.1: a media type is written in any case, and may have parameters.
CONTENT_TYPE_PATTERN = (
    f"^({'|'.join(_of_any_case(name) for name in (*CONTENT_TYPES, *OTHER_NAMES))})[ \\t]*(;[\\t -~]*)?$"
)


class ImageRejected(Exception):
    """Raised when an upload cannot be shown."""

    def __init__(self, rejection: Rejection) -> None:
        super().__init__(rejection.message)
        self.rejection = rejection


def media_type(content_type: str) -> str:
    """Return a content type in lower case, without its parameters, under its registered name."""
    name = content_type.partition(";")[0].strip(" \t").lower()
    return OTHER_NAMES.get(name, name)


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
