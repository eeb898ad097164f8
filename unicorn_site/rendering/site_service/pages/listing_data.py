"""A listing by schema.org: `RealEstateListing`, its offer, and the home that it is about."""

from collections.abc import Mapping, Sequence
from math import ceil, floor
from typing import Any

from site_service.pages.parts import SCHEMA, Step, breadcrumb, file_of
from site_service.texts import name_of, street_line

type Json = dict[str, Any]

HOMES = {
    "house": "SingleFamilyResidence",
    "villa": "SingleFamilyResidence",
    "townhouse": "House",
    "apartment": "Apartment",
    "condominium": "Apartment",
}
UNIT_CODES = {"week": "WEE", "month": "MON", "year": "ANN"}  # of UN/CEFACT
FUNCTIONS = {"sale": "Sell", "rent": "LeaseOut"}
LARGEST = 1600  # pixels
ROUGH = 800  # metres around a rough location, within which the home is


def listing_data(listing: Mapping[str, Any], base: str, steps: Sequence[Step]) -> Json:
    url = base + steps[-1].path
    return {
        "@context": SCHEMA,
        "@type": "RealEstateListing",
        "@id": url,
        "url": url,
        "name": name_of(listing),
        "description": listing["description"],
        "datePosted": listing["published_at"],
        "image": [base + file_of(image["urls"], LARGEST) for image in listing["images"]],
        "offers": {
            "@type": "Offer",
            "url": url,
            **_price(listing),
            "businessFunction": {"@id": f"http://purl.org/goodrelations/v1#{FUNCTIONS[listing['contract']]}"},
            "availability": f"{SCHEMA}/InStock",
        },
        "about": _home(listing),
        "breadcrumb": breadcrumb(base, steps),
    }


def _price(listing: Mapping[str, Any]) -> Json:
    """A rent is the price of a unit of time; a price on request is not there."""
    if listing["price_on_request"] or listing["listprice"] is None:
        return {}
    price = {"price": _exact(listing["listprice"]), "priceCurrency": listing["currency"]}
    period = listing["rent_period"]
    if period is None:
        return price
    return {"priceSpecification": {"@type": "UnitPriceSpecification", **price, "unitCode": UNIT_CODES[period]}}


def _home(listing: Mapping[str, Any]) -> Json:
    kind = listing["property_type"]
    address = {
        "@type": "PostalAddress",
        "addressCountry": listing["country"],
        "addressRegion": listing["region"],
        "addressLocality": listing["city"],
        "postalCode": listing["postcode"],
        "streetAddress": street_line(listing),
    }
    more: Json = {"name": street_line(listing), "address": _stated(address), **_geo(listing.get("location"))}
    if listing["lot_size"] is not None:
        lot = {"@type": "PropertyValue", "name": "Lot size", **_square_metres(listing["lot_size"])}
        more["additionalProperty"] = lot
    if kind == "land":
        return {"@type": "Place", **more}
    if kind in HOMES:
        return {"@type": HOMES[kind], **more, **_rooms(listing)}
    category = {"accommodationCategory": kind.title()} if kind else {}  # a farm, commercial, or another kind
    return {"@type": "Accommodation", **more, **category, **_rooms(listing)}


def _geo(location: Mapping[str, Any] | None) -> Json:
    """Return where a home is; of one that is shown roughly, the circle that it is in."""
    if location is None:
        return {}
    place = {"@type": "GeoCoordinates", "latitude": location["latitude"], "longitude": location["longitude"]}
    if location["shown"] == "rough":
        return {"geo": {"@type": "GeoCircle", "geoMidpoint": place, "geoRadius": ROUGH}}
    return {"geo": place}


def _rooms(listing: Mapping[str, Any]) -> Json:
    """Bathrooms are counted as in the RESO dictionary: 2.5 are two full ones and a partial one, 3 in all."""
    baths, space = listing["bathrooms"], listing["living_area"]
    return _stated(
        {
            "numberOfBedrooms": listing["bedrooms"],
            "numberOfBathroomsTotal": None if baths is None else ceil(baths),
            "numberOfFullBathrooms": None if baths is None else floor(baths),
            "numberOfPartialBathrooms": None if baths is None else ceil(baths) - floor(baths),
            "floorSize": None if space is None else {"@type": "QuantitativeValue", **_square_metres(space)},
            "yearBuilt": listing["year_built"],
        }
    )


def _exact(amount: float) -> float:
    return int(amount) if float(amount).is_integer() else amount


def _square_metres(value: float) -> Json:
    return {"value": value, "unitCode": "MTK"}


def _stated(members: Mapping[str, Any]) -> Json:
    return {name: value for name, value in members.items() if value is not None}
