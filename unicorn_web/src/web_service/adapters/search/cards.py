"""How a search card is stored: small, because a search pays for each byte of it, and no lookup is left to do.

A card is a JSON array of the values in `FIELDS`, by position; None at its end is left out, and a reader takes what is
missing for None. The positions are the format: a new field goes to the end, no position is ever given another meaning.
The first four are 0 where the property id already says what they are, and an image id is its 16 bytes in base64.

Formats, all of them read by the same rule: 1 wrote the first nine values, each in full; 2 wrote 0 for what the property
id says; 3 added the values from `alt_text` on and leaves out None at the end; 4 added those from `rent_period` on, and
its `minor` is None where the price is on request; 5 added `since`, and cards in the areas of filters; the same cards
stand in the bands of prices. Cards of the map (map_areas.py) add `location`: latitude, longitude, and 1 if it is rough.

The sort key of a card is its area's mark (card_areas.py) and the place of the home in the area, which by_house sorts
by. Up to format 3 it was `CARD#n` alone. by_house has those last, so that none is lost, and they get their place when
their listing is published again.

An index entry with every fact stated has less than 315 bytes, so that a page of 25 and one more is one read unit
(docs/scale.md).
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any
from uuid import UUID

from web_service.domain.search.cards import Card
from web_service.domain.search.location import PublicLocation

FIELDS = (
    "country",
    "city",
    "street",
    "number",
    "kind",
    "minor",
    "decimals",
    "currency",
    "image_id",
    "alt_text",
    "headline",
    "property_type",
    "bedrooms",
    "bathrooms",
    "living_area",
    "rent_period",
    "region",
    "postcode",
    "unit",
    "since",
    "location",
)
ADDRESS = slice(0, 4)
IMAGE_ID, LOCATION = FIELDS.index("image_id"), FIELDS.index("location")
_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def pack(card: Card) -> str:
    """Write a card without its property id, which is the item's key."""
    values: list[Any] = [getattr(card, name) for name in FIELDS]
    slugs = card.property_id.split("/")
    values[ADDRESS] = [0 if part == _title(slug) else part for part, slug in zip(values[ADDRESS], slugs, strict=True)]
    if card.image_id:
        values[IMAGE_ID] = _short(card.image_id)
    if card.location:
        latitude, longitude, is_rough = card.location
        values[LOCATION] = [latitude, longitude, *([1] if is_rough else [])]
    while values[-1] is None:
        values.pop()
    return _to_json(values)


def unpack(property_id: str, packed: str) -> Card:
    values: list[Any] = json.loads(packed)
    values[ADDRESS] = [part or _title(slug) for part, slug in zip(values, property_id.split("/"), strict=False)]
    if len(values) > IMAGE_ID and values[IMAGE_ID]:
        values[IMAGE_ID] = _long(values[IMAGE_ID])
    if len(values) > LOCATION:
        latitude, longitude, *is_rough = values[LOCATION]
        values[LOCATION] = PublicLocation(latitude, longitude, bool(is_rough))
    return Card(property_id=property_id, **dict(zip(FIELDS, values, strict=False)))


def _title(slug: str) -> str:
    """Return the most common spelling of a slug: main-street is Main Street."""
    return slug.replace("-", " ").title()


def _short(image_id: str) -> str:
    return urlsafe_b64encode(UUID(image_id).bytes).decode().rstrip("=")


def _long(short: str) -> str:
    return str(UUID(bytes=urlsafe_b64decode(short + "==")))
