"""A listing as customers see it in full."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple


class PublicImage(NamedTuple):
    image_id: str
    width: int  # pixels
    height: int
    placeholder: str  # a data URI of a few bytes, to show while the image loads
    alt_text: str | None
    caption: str | None


class PublicPrice(NamedTuple):
    number: float  # in major units
    currency: str
    at: str  # when it was first offered: RFC 3339, UTC


class PublicStatus(NamedTuple):
    status: str
    at: str  # RFC 3339, UTC


class PublicListing(NamedTuple):
    """One approved listing. How it is stored: adapters/search/details.py."""

    country: str
    city: str
    street: str
    number: str
    kind: str
    minor: int
    decimals: int
    currency: str
    description: str
    facts: Mapping[str, Any]  # every fact of the features, plain
    images: Sequence[PublicImage]
    price_history: Sequence[PublicPrice]
    status_history: Sequence[PublicStatus]
    since: int  # milliseconds since 1970
