"""A listing → the items that show it to customers; listings/listing_items.py has the table of all items."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from unicorn_kernel.house_numbers import sort_key
from unicorn_kernel.spelling import Unspellable, canonical_text
from unicorn_kit.attributes import to_item
from unicorn_kit.moments import rfc3339
from unicorn_kit.numbers import json_number, scaled
from web_service.adapters.search import cards, details
from web_service.adapters.search.card_areas import card_areas
from web_service.adapters.search.map_areas import map_areas
from web_service.adapters.search.price_bands import price_areas
from web_service.domain.images.image import Image
from web_service.domain.listings.features import CARD_FACTS, FACTS
from web_service.domain.listings.history import public_prices, public_statuses
from web_service.domain.listings.listing import Listing, PriceSince
from web_service.domain.publication.request import PublicVersion
from web_service.domain.search.cards import Card
from web_service.domain.search.details import PublicImage, PublicListing, PublicPrice
from web_service.domain.search.location import PublicLocation

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef as Value

CARDS = ("C", "D")  # sort keys between which all cards are, of every release
PLACE_MAX = 40  # characters of the place among neighbours; what follows is too rare to be worth its bytes


def public_items(listing: Listing, public: PublicVersion) -> list[dict[str, "Value"]]:
    """Return the items that show a listing to customers as it is now."""
    return [public_item(listing, public), *_card_items(listing, _since(public))]


def public_item(listing: Listing, public: PublicVersion) -> dict[str, "Value"]:
    """Return the one with all that customers see."""
    packed = details.pack(public_listing(listing, _since(public)))
    return details.public_key(listing.property_id) | to_item({"details": packed})


def _card_items(listing: Listing, since: int) -> Iterator[dict[str, "Value"]]:
    """Yield one item for each area, the same but for the area and whether it has a price; those of the map."""
    house = house_of(listing.address.number, listing.address.unit)
    in_city = f"{listing.property_id.split('/')[2]}#{house}"
    price = None if listing.price_on_request else listing.price.amount.normalize()  # by_price has no card without one
    pk, priced = to_item({"pk": listing.property_id}), to_item({"price": price})
    plain = _card(listing, since)
    card = to_item({"since": since, "card": cards.pack(plain)})
    whose = listing.property_id, listing.kind, listing.price.currency
    for area in (*card_areas(*whose, listing.features.bedrooms or 0), *price_areas(*whose, price)):
        sk = f"{area.mark}#{in_city if area.is_city else house}"
        where: dict[str, Value] = {"sk": {"S": sk}, "area": {"S": area.name}}
        yield pk | where | (priced if area.has_prices else {}) | card
    if location := _location(listing):
        located = to_item({"card": cards.pack(plain._replace(location=location))})
        for spot in map_areas(listing.kind, location):  # sorted by nothing else: they are in no other index
            yield pk | {"sk": {"S": spot.sk}, "area": {"S": spot.area}} | located


def _since(public: PublicVersion) -> int:
    return int(public.since.timestamp() * 1000)


def house_of(number: str, unit: str | None) -> str:
    """Return the place of a home in its street; in a city, the street is before it."""
    return "#".join(sort_key(_spelled(text)) for text in (number, unit) if text)[:PLACE_MAX]


def _spelled(text: str) -> str:
    """Return a text in its canonical spelling; one that was stored before there was any may have none."""
    try:
        return canonical_text(text)
    except Unspellable:
        return text


def _card(listing: Listing, since: int) -> Card:
    address, first = listing.address, next(iter(listing.ready_images), None)
    return Card(
        property_id=listing.property_id,
        country=address.country,
        city=address.city,
        street=address.street,
        number=address.number,
        kind=listing.kind,
        minor=_shown_minor(listing),
        decimals=listing.price.decimals,
        currency=listing.price.currency,
        image_id=str(first.image_id) if first else None,
        alt_text=first.alt_text if first else None,
        **_facts(listing, CARD_FACTS),
        region=address.region,
        postcode=address.postcode,
        unit=address.unit,
        since=since,
    )


def public_listing(listing: Listing, since: int) -> PublicListing:
    return PublicListing(
        country=listing.address.country,
        city=listing.address.city,
        street=listing.address.street,
        number=listing.address.number,
        kind=listing.kind,
        minor=_shown_minor(listing),
        decimals=listing.price.decimals,
        currency=listing.price.currency,
        description=listing.description,
        facts=_facts(listing, FACTS),
        images=[_image(image) for image in listing.ready_images],
        price_history=[_price(past) for past in public_prices(listing)],
        status_history=[{"status": past.status, "at": rfc3339(past.at)} for past in public_statuses(listing)],
        since=since,
        region=listing.address.region,
        postcode=listing.address.postcode,
        unit=listing.address.unit,
        location=_location(listing),
    )


def _location(listing: Listing) -> PublicLocation | None:
    return listing.location.public() if listing.location else None


def _shown_minor(listing: Listing) -> int | None:
    """Return the price if customers are shown it; else nothing that they can read holds it."""
    return None if listing.price_on_request else listing.price.minor


def _facts(listing: Listing, names: Iterable[str]) -> dict[str, Any]:
    return {name: json_number(getattr(listing.features, name)) for name in names}


def _image(image: Image) -> PublicImage:
    assert image.info
    return {
        "image_id": str(image.image_id),
        "width": image.info.width,
        "height": image.info.height,
        "placeholder": image.info.placeholder,
        "alt_text": image.alt_text,
        "caption": image.caption,
    }


def _price(past: PriceSince) -> PublicPrice:
    number = scaled(past.price.minor, past.price.decimals)
    return {"number": number, "currency": past.price.currency, "at": rfc3339(past.at)}
