"""A page for readers without JavaScript: what goes into the document's head, and its plain content."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, NamedTuple

BRAND = "Unicorn Properties"
DESCRIPTION_MAX = 200  # characters; search engines and previews show fewer


class Preview(NamedTuple):
    """The image of a shared link."""

    path: str
    width: int
    height: int
    alt: str


BRAND_PREVIEW = Preview("/assets/preview.png", 1200, 630, f"{BRAND}: homes for sale and for rent")


class Page(NamedTuple):
    """Texts are plain: whoever writes them into HTML escapes them. Only `content` is HTML already."""

    title: str
    description: str
    content: str
    path: str | None = None  # the canonical one; None: search engines are not to keep the page
    data: Mapping[str, Any] | None = None  # by schema.org; None as for `path`
    preview: Preview = BRAND_PREVIEW
    feed: str | None = None  # the path of its Atom feed
    status: HTTPStatus = HTTPStatus.OK


def titled(title: str) -> str:
    return f"{title}: {BRAND}"


def shortened(text: str, limit: int = DESCRIPTION_MAX) -> str:
    """Return a text on one line, cut behind a word if it is longer than `limit` characters."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    words = line[: limit - 1]
    if not line[limit - 1].isspace() and " " in words:  # a language without spaces is cut anywhere
        words = words.rpartition(" ")[0]
    return f"{words.rstrip(' ,;:')}…"
