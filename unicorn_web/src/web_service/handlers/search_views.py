"""What customers are shown."""

from collections.abc import Mapping
from typing import Any

from web_service.domain.moments import of_milliseconds, rfc3339
from web_service.domain.money import json_number
from web_service.domain.search import Card, Place
from web_service.handlers.picture_urls import picture_urls

FACTS = ("headline", "property_type", "bedrooms", "bathrooms", "living_area")  # on every card
MORE_FACTS = ("lot_size", "year_built")  # in the details alone


def place_view(place: Place, country: str | None) -> dict[str, Any]:
    """Show a city of a country, or a country."""
    if country:
        return {"country": country, "city": place.slug, "name": place.name, "listings": place.listings}
    return {"country": place.slug, "name": place.name, "listings": place.listings, "cities": place.cities}


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
        **{name: getattr(card, name) for name in FACTS},
        "image": _image(card.property_id, card.image_id, card.alt_text) if card.image_id else None,
    }


def details_view(property_id: str, found: Mapping[str, Any]) -> dict[str, Any]:
    images = [image | _image(property_id, image["image_id"], image.get("alt_text")) for image in found["images"]]
    first = images[0] if images else None
    return {
        "property_id": property_id,
        **{part: found[part] for part in ("country", "city", "street", "number")},
        "contract": found["kind"],
        "listprice": json_number(found["minor"], found["decimals"]),
        "currency": found["currency"],
        "status": "APPROVED",
        **{name: found.get(name) for name in (*FACTS, *MORE_FACTS)},
        "description": found["description"],
        "image": {name: first[name] for name in ("image_id", "urls", "alt_text")} if first else None,
        "images": images,
        "price_history": found.get("price_history", []),
        "status_history": found.get("status_history", []),
        "published_at": rfc3339(of_milliseconds(found["since"])),
    }


def _image(property_id: str, image_id: str, alt_text: str | None) -> dict[str, Any]:
    return {"image_id": image_id, "urls": picture_urls(property_id, image_id), "alt_text": alt_text}
