"""How a card is written: small, because a search pays for each byte of it, and no lookup is left to do.

An index entry with everything told has less than 327 bytes, so that a page of 25 is one read unit (docs/scale.md).
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any
from uuid import UUID

from web_service.domain.search import Card


def card_sk(area: str) -> str:
    """Return the sort key of a property's card in an area; each property has four: city or street, all or one kind."""
    return f"CARD#{2 * (area.count('/') == 2) + ('#' in area)}"  # noqa: PLR2004 - country/city/street


def pack(card: Card) -> str:
    """Write a card without its property id, which is the item's key, and without what that id tells already."""
    told = (card.country, card.city, card.street, card.number)
    slugs = card.property_id.split("/")
    parts = [0 if part == _read(slug) else part for part, slug in zip(told, slugs, strict=True)]
    fields = [*parts, *card._replace(image_id=_short(card.image_id) if card.image_id else None)[5:]]
    while fields[-1] is None:  # what is not told is not written
        fields.pop()
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def unpack(property_id: str, packed: str) -> Card:
    fields: list[Any] = json.loads(packed)
    fields[:4] = [part or _read(slug) for part, slug in zip(fields, property_id.split("/"), strict=False)]
    card = Card(property_id, *fields)
    return card._replace(image_id=_long(card.image_id)) if card.image_id else card


def _read(slug: str) -> str:
    """Return how a slug is most often spelled: main-street is Main Street."""
    return slug.replace("-", " ").title()


def _short(image_id: str) -> str:
    return urlsafe_b64encode(UUID(image_id).bytes).decode().rstrip("=")


def _long(short: str) -> str:
    return str(UUID(bytes=urlsafe_b64decode(short + "==")))
