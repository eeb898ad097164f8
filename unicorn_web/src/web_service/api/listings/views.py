"""Listings as their agents see them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from unicorn_kit.moments import rfc3339
from unicorn_kit.numbers import json_number, scaled
from web_service.api.images.views import image_view
from web_service.domain.listings.features import FACTS, Features
from web_service.domain.listings.listing import Listing, PriceSince
from web_service.domain.listings.location import Location

if TYPE_CHECKING:
    from web_service.api import answers as shared
    from web_service.api.listings import answers


def listing_view(
    listing: Listing, signed: Callable[[str], str], *, in_list: bool = False
) -> "answers.Listing":  # fmt: skip
    """Return a listing; `signed` makes the addresses of its photos. In a list, the first one alone has addresses.

    An address has a kilobyte and more, and a listing 120 of them: a page of 100 would be larger than Lambda may answer.
    """
    first = next((image.image_id for image in listing.ready_images), None)
    return {
        "property_id": listing.property_id,
        "country": listing.address.country,
        "region": listing.address.region,
        "city": listing.address.city,
        "postcode": listing.address.postcode,
        "street": listing.address.street,
        "number": listing.address.number,
        "unit": listing.address.unit,
        **_facts(listing.features),
        "description": listing.description,
        "location": _location(listing.location) if listing.location else None,
        "contract": listing.kind,
        "listprice": scaled(listing.price.minor, listing.price.decimals),
        "currency": listing.price.currency,
        "price_on_request": listing.price_on_request,
        "status": listing.status,
        "is_public": listing.public_version is not None,  # maybe in the version before the agent's last changes
        "agent": listing.agent,
        "images": [
            image_view(listing.property_id, image, signed if not in_list or image.image_id == first else None)
            for image in listing.images
        ],
        "price_history": [_price(past) for past in listing.price_history],
        "status_history": [{"status": past.status, "at": rfc3339(past.at)} for past in listing.status_history],
        "version": listing.version,
        "created_at": rfc3339(listing.created_at),
        "modified_at": rfc3339(listing.modified_at),
    }


def _facts(features: Features) -> "shared.Facts":
    """A test holds the names to the type, which no type checker can."""
    return cast("shared.Facts", {name: json_number(getattr(features, name)) for name in FACTS})


def _location(location: Location) -> "shared.Location":
    return {
        "latitude": float(location.latitude),
        "longitude": float(location.longitude),
        "shown": location.shown,
    }


def _price(past: PriceSince) -> "shared.PricePoint":
    number = scaled(past.price.minor, past.price.decimals)
    return {"listprice": number, "currency": past.price.currency, "at": rfc3339(past.at)}
