"""What customers are shown."""

from collections.abc import Mapping
from typing import Any

from web_service.domain.moments import of_milliseconds, rfc3339
from web_service.domain.money import json_number
from web_service.domain.search import Card
from web_service.handlers.picture_urls import picture_urls

FEATURES = ("headline", "property_type", "bedrooms", "bathrooms", "living_area", "lot_size", "year_built")


def card_view(card: Card) -> dict[str, Any]:
    return {
        "property_id": card.property_id,
        "country": card.country,
        "city": card.city,
        "street": card.street,
        "number": card.number,
        "contract": card.kind,
        "listprice": json_number(card.minor, card.decimals),
        "currency": card.currency,
        "status": "APPROVED",
        "image": _image(card.property_id, card.image_id) if card.image_id else None,
    }


def details_view(property_id: str, found: Mapping[str, Any]) -> dict[str, Any]:
    images = [image | _image(property_id, image["image_id"]) for image in found["images"]]
    return {
        "property_id": property_id,
        **{part: found[part] for part in ("country", "city", "street", "number")},
        "contract": found["kind"],
        "listprice": json_number(found["minor"], found["decimals"]),
        "currency": found["currency"],
        "status": "APPROVED",
        "description": found["description"],
        **{name: found.get(name) for name in FEATURES},
        "image": _image(property_id, images[0]["image_id"]) if images else None,
        "images": images,
        "price_history": found.get("price_history", []),
        "status_history": found.get("status_history", []),
        "published_at": rfc3339(of_milliseconds(found["since"])),
    }


def _image(property_id: str, image_id: str) -> dict[str, Any]:
    return {"image_id": image_id, "urls": picture_urls(property_id, image_id)}
