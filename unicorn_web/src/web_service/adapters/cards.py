"""How a card is written: small, because a search pays for each byte of it, and no lookup is left to do.

An index entry of a common address has about 155 bytes, so that a page of 25 is one read unit of 4 kB.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

from web_service.domain.search import Card

INDEX_ATTRIBUTES = ("area", "price", "since")  # only cards have them


def card_sk(area: str) -> str:
    """Return the sort key of a property's card in an area; each property has four: city or street, all or one kind."""
    return f"CARD#{2 * (area.count('/') == 2) + ('#' in area)}"  # noqa: PLR2004 - country/city/street


def pack(card: Card) -> str:
    fields = card._replace(image_id=_short(card.image_id) if card.image_id else None)[1:]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def unpack(property_id: str, packed: str) -> Card:
    card = Card(property_id, *json.loads(packed))
    return card._replace(image_id=_long(card.image_id)) if card.image_id else card


def _short(image_id: str) -> str:
    return urlsafe_b64encode(UUID(image_id).bytes).decode().rstrip("=")


def _long(short: str) -> str:
    return str(UUID(bytes=urlsafe_b64decode(short + "==")))
