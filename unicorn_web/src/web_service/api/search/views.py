"""Localities, cards and details as customers see them."""

from typing import TYPE_CHECKING, cast

from unicorn_kit.moments import of_milliseconds, rfc3339
from unicorn_kit.numbers import scaled
from web_service.api.images.urls import image_urls
from web_service.domain.search.cards import FACTS, Card
from web_service.domain.search.details import PublicImage, PublicListing
from web_service.domain.search.localities import Locality
from web_service.domain.search.location import PublicLocation

if TYPE_CHECKING:
    from web_service.api import answers as shared
    from web_service.api.images.answers import DetailsImage, FirstImage
    from web_service.api.search import answers
    from web_service.domain.listings.listing import ListingStatus, OfferKind
    from web_service.domain.listings.location import Shown
    from web_service.use_cases.search_box import NamedLocality, Understood

OPTIONAL = ("region", "postcode", "unit", *FACTS)
APPROVED = cast("ListingStatus", "APPROVED")


def country_view(country: Locality) -> "answers.Country":
    return {"country": country.slug, "name": country.name, "listings": country.listings, "cities": country.cities}


def city_view(city: Locality, country: str) -> "answers.City":
    return {"country": country, "city": city.slug, "name": city.name, "listings": city.listings}


def understood_view(found: "Understood") -> "answers.Understood":
    return {
        "locality": _locality_view(found.locality) if found.locality else None,
        "filters": cast("answers.Filters", found.filters),
        "suggestions": list(map(_locality_view, found.suggestions)),
        "not_understood": found.not_understood,
    }


def _locality_view(locality: "NamedLocality") -> "answers.NamedLocality":
    slugs = dict(zip(("country", "city", "street"), locality.slugs, strict=False))
    counted = {} if locality.listings is None else {"listings": locality.listings}
    view = {"kind": list(slugs)[-1], **slugs, "name": locality.name, "within": locality.within, **counted}
    return cast("answers.NamedLocality", view)


def card_view(card: Card, *, is_dated: bool = False, is_located: bool = False) -> "answers.Card":
    """Return a card without what it does not state: a page of them is small before it is compressed."""
    optional = {name: value for name in OPTIONAL if (value := getattr(card, name)) is not None}
    is_hidden = card.minor is None
    view = {
        "property_id": card.property_id,
        "country": card.country,
        "city": card.city,
        "street": card.street,
        "number": card.number,
        "contract": card.kind,
        "listprice": None if card.minor is None else scaled(card.minor, card.decimals),
        "currency": card.currency,
        **({"price_on_request": True} if is_hidden else {}),
        "status": APPROVED,
        **optional,
        **({"image": _card_image(card)} if card.image_id else {}),
        **({"location": _location(card.location)} if is_located and card.location else {}),
        **({"published_at": rfc3339(of_milliseconds(card.since))} if is_dated and card.since else {}),
    }
    return cast("answers.Card", view)


def details_view(property_id: str, found: PublicListing, images_url: str) -> "answers.Details":
    first = next(iter(found.images), None)
    return {
        "property_id": property_id,
        "country": found.country,
        "city": found.city,
        "street": found.street,
        "number": found.number,
        "region": found.region,
        "postcode": found.postcode,
        "unit": found.unit,
        "contract": cast("OfferKind", found.kind),
        "listprice": None if found.minor is None else scaled(found.minor, found.decimals),
        "currency": found.currency,
        "price_on_request": found.minor is None,
        "status": APPROVED,
        **cast("shared.Facts", found.facts),
        "description": found.description,
        "location": _location(found.location) if found.location else None,
        "image": _image(property_id, first["image_id"], first["alt_text"], images_url) if first else None,
        "images": [_details_image(property_id, image, images_url) for image in found.images],
        "price_history": [
            {"listprice": past["number"], "currency": past["currency"], "at": past["at"]}
            for past in found.price_history
        ],
        "status_history": [
            {"status": cast("ListingStatus", past["status"]), "at": past["at"]} for past in found.status_history
        ],
        "published_at": rfc3339(of_milliseconds(found.since)),
    }


def _location(location: PublicLocation) -> "shared.Location":
    shown = cast("Shown", "rough" if location.is_rough else "exact")
    return {"latitude": location.latitude, "longitude": location.longitude, "shown": shown}


def _card_image(card: Card) -> dict[str, str | None]:
    return {"image_id": card.image_id} | ({"alt_text": card.alt_text} if card.alt_text else {})


def _image(property_id: str, image_id: str, alt_text: str | None, images_url: str) -> "FirstImage":
    return {"image_id": image_id, "urls": image_urls(property_id, image_id, images_url), "alt_text": alt_text}


def _details_image(property_id: str, image: PublicImage, images_url: str) -> "DetailsImage":
    return {
        "image_id": image["image_id"],
        "width": image["width"],
        "height": image["height"],
        "placeholder": image["placeholder"],
        "alt_text": image["alt_text"],
        "caption": image["caption"],
        "urls": image_urls(property_id, image["image_id"], images_url),
    }
