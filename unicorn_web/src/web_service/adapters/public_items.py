"""How what customers see of a listing is written as DynamoDB items; listing_items.py has the table of all items."""

import json
from typing import TYPE_CHECKING, Any

from web_service.adapters.attributes import to_item
from web_service.adapters.cards import card_sk, pack
from web_service.domain.features import feature_entries
from web_service.domain.history import price_entries, public_prices, public_statuses, status_entries
from web_service.domain.property_id import PARTS
from web_service.domain.search import Card, areas

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef as Value

    from web_service.domain.image import Image
    from web_service.domain.listing import Listing, Live

SKS = ("PUBLIC", "CARD#0", "CARD#1", "CARD#2", "CARD#3")


def public_items(listing: "Listing", live: "Live") -> list[dict[str, "Value"]]:
    """Return the items that show a listing to customers as it is now."""
    card = pack(_card(listing))
    price, since = listing.price.amount.normalize(), int(live.since.timestamp() * 1000)
    cards = [
        {"pk": listing.property_id, "sk": card_sk(area), "area": area, "price": price, "since": since, "card": card}
        for area in areas(listing.property_id, listing.kind)
    ]
    return [to_item(item) for item in [_public(listing, live), *cards]]


def public_keys(property_id: str) -> list[dict[str, "Value"]]:
    return [{"pk": {"S": property_id}, "sk": {"S": sk}} for sk in SKS]


def _card(listing: "Listing") -> Card:
    address, first = listing.address, next(iter(listing.pictures), None)
    told = feature_entries(listing.features)
    return Card(
        property_id=listing.property_id,
        country=address.country,
        city=address.city,
        street=address.street,
        number=address.number,
        kind=listing.kind,
        minor=listing.price.minor,
        decimals=listing.price.decimals,
        currency=listing.price.currency,
        image_id=str(first.image_id) if first else None,
        alt_text=first.alt_text if first else None,
        **{name: told[name] for name in ("headline", "property_type", "bedrooms", "bathrooms", "living_area")},
    )


def _public(listing: "Listing", live: "Live") -> dict[str, Any]:
    details = {
        **{part: getattr(listing.address, part) for part in PARTS},
        **feature_entries(listing.features),
        "description": listing.description,
        "kind": listing.kind,
        "minor": listing.price.minor,
        "decimals": listing.price.decimals,
        "currency": listing.price.currency,
        "images": [_image(image) for image in listing.pictures],
        "price_history": price_entries(public_prices(listing)),
        "status_history": status_entries(public_statuses(listing)),
        "since": int(live.since.timestamp() * 1000),
    }
    return {"pk": listing.property_id, "sk": "PUBLIC", "details": json.dumps(details, ensure_ascii=False)}


def _image(image: "Image") -> dict[str, Any]:
    assert image.picture
    return {
        "image_id": str(image.image_id),
        "width": image.picture.width,
        "height": image.picture.height,
        "placeholder": image.picture.placeholder,
        "alt_text": image.alt_text,
        "caption": image.caption,
    }
