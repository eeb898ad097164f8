"""How the public version of a listing is stored: a JSON object of the names below, in the item's attribute `details`.

A fact (domain/listings/features.py) has its declared name; one that is absent is read as None, so a new fact needs no
new format. Formats, all of them read: 1 has no facts, no histories and no texts of images; 2 has them, and null for a
fact that is not stated; 3 leaves such a fact out; 4 has the region, postcode and unit of an address that has them; 5
has the location of a home that states it, which is rough if customers are shown it so.
"""

import json
from collections.abc import Mapping
from typing import Any

from web_service.domain.search.details import FACTS, PublicImage, PublicListing, PublicPrice
from web_service.domain.search.location import PublicLocation

PUBLIC = "PUBLIC"  # the item's sort key
ADDRESS = ("country", "region", "city", "postcode", "street", "number", "unit")
_to_json = json.JSONEncoder(ensure_ascii=False).encode


def public_key(property_id: str) -> dict[str, Any]:
    return {"pk": {"S": property_id}, "sk": {"S": PUBLIC}}


def pack(listing: PublicListing) -> str:
    details = {
        **{name: text for name in ADDRESS if (text := getattr(listing, name)) is not None},
        **{name: value for name, value in listing.facts.items() if value is not None},
        "description": listing.description,
        "kind": listing.kind,
        "minor": listing.minor,
        "decimals": listing.decimals,
        "currency": listing.currency,
        "images": [_image(image) for image in listing.images],
        "price_history": [
            {"listprice": past["number"], "currency": past["currency"], "at": past["at"]}
            for past in listing.price_history
        ],
        "status_history": [{"status": past["status"], "at": past["at"]} for past in listing.status_history],
        "since": listing.since,
        **({"location": listing.location._asdict()} if listing.location else {}),
    }
    return _to_json(details)


def unpack(packed: str) -> PublicListing:
    found: dict[str, Any] = json.loads(packed)
    address: dict[str, Any] = {name: found.get(name) for name in ADDRESS}
    return PublicListing(
        **address,
        kind=found["kind"],
        minor=found["minor"],
        decimals=found["decimals"],
        currency=found["currency"],
        description=found["description"],
        facts={name: found.get(name) for name in FACTS},
        images=[_to_image(image) for image in found["images"]],
        price_history=[_to_price(past) for past in found.get("price_history", ())],
        status_history=[{"status": past["status"], "at": past["at"]} for past in found.get("status_history", ())],
        since=found["since"],
        location=PublicLocation(**found["location"]) if "location" in found else None,
    )


def _image(image: PublicImage) -> dict[str, Any]:
    return {
        "image_id": image["image_id"],
        "width": image["width"],
        "height": image["height"],
        "placeholder": image["placeholder"],
        "alt_text": image["alt_text"],
        "caption": image["caption"],
    }


def _to_image(found: Mapping[str, Any]) -> PublicImage:
    return {
        "image_id": found["image_id"],
        "width": found["width"],
        "height": found["height"],
        "placeholder": found["placeholder"],
        "alt_text": found.get("alt_text"),
        "caption": found.get("caption"),
    }


def _to_price(found: Mapping[str, Any]) -> PublicPrice:
    return {"number": found["listprice"], "currency": found["currency"], "at": found["at"]}
