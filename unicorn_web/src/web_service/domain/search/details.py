"""A listing as customers see it in full. The search function loads this, and no domain of agents."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypedDict

from web_service.domain.search.cards import FACTS as CARD_FACTS
from web_service.domain.search.cards import Card
from web_service.domain.search.location import PublicLocation

# The names of all facts: those of listings/features.py, without its import. A test compares them.
FACTS = (
    *CARD_FACTS,
    "lot_size",
    "year_built",
    "heating",
    "agent_name",
)


class PublicImage(TypedDict):
    image_id: str
    width: int  # pixels
    height: int
    placeholder: str  # a data URI of a few bytes, to show while the image loads
    alt_text: str | None
    caption: str | None


class PublicPrice(TypedDict):
    number: float  # in major units
    currency: str
    at: str  # when it was first offered: RFC 3339, UTC


class PublicStatus(TypedDict):
    status: str
    at: str  # RFC 3339, UTC


class PublicListing(NamedTuple):
    """One approved listing. How it is stored: adapters/search/details.py."""

    country: str
    city: str
    street: str
    number: str
    kind: str
    minor: int | None  # None: the price is on request
    decimals: int
    currency: str
    description: str
    facts: Mapping[str, Any]  # every fact, as a number or a text; None if it is not stated
    images: Sequence[PublicImage]
    price_history: Sequence[PublicPrice]
    status_history: Sequence[PublicStatus]
    since: int  # milliseconds since 1970
    region: str | None = None
    postcode: str | None = None
    unit: str | None = None
    location: PublicLocation | None = None


def card_of(property_id: str, public: PublicListing) -> Card:
    """Return the card of a home whose details were read."""
    first = public.images[0] if public.images else None
    return Card(
        property_id=property_id,
        country=public.country,
        city=public.city,
        street=public.street,
        number=public.number,
        kind=public.kind,
        minor=public.minor,
        decimals=public.decimals,
        currency=public.currency,
        image_id=first["image_id"] if first else None,
        alt_text=first["alt_text"] if first else None,
        **{name: public.facts.get(name) for name in CARD_FACTS},
        region=public.region,
        postcode=public.postcode,
        unit=public.unit,
        since=public.since,
        location=public.location,
    )
