"""The words of the plain pages. Those that the pages with JavaScript have too are the same: a test compares them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

OFFERS = {"sale": "For sale", "rent": "For rent"}
FACTS = {  # in the order of the page
    "property_type": "Type",
    "bedrooms": "Bedrooms",
    "bathrooms": "Bathrooms",
    "living_area": "Living area",
    "lot_size": "Lot",
    "year_built": "Built in",
    "heating": "Heating",
}
AREAS = {"living_area", "lot_size"}
CHOICES = {
    "property_type": {
        "house": "House",
        "townhouse": "Townhouse",
        "apartment": "Apartment",
        "condominium": "Condominium",
        "villa": "Villa",
        "farm": "Farm",
        "land": "Land",
        "commercial": "Commercial",
        "other": "Other",
    },
    "heating": {
        "none": "None",
        "gas": "Gas",
        "oil": "Oil",
        "electric": "Electric",
        "heat_pump": "Heat pump",
        "district": "District heating",
        "wood": "Wood",
        "solar": "Solar",
        "other": "Other",
    },
}
PRICE_PER_AREA = "Price per m²"
LOCATION = "Location"
GONE = "This home is not on offer"
GONE_BODY = "It may have been sold, let, or taken down. There may be others nearby."
VIEWINGS = "Times to see this home"
VIEWINGS_LEAD = "The agent shows you the home. All times are by the clocks at the home. To book one, allow JavaScript."
NO_HOMES = "No homes found"
NO_HOMES_BODY = "There are no homes here at the moment. Have a look nearby."
BOX_LABEL = "Where, and what kind of home?"
BOX_EXAMPLE = "Anytown 3 bed under 500k"
BOX_BUTTON = "Search"
TYPED_MAX = 200  # characters
BOX_NOT_UNDERSTOOD = "Not understood, and left out:"
NO_MATCH = "No home here matches all of this. Ask for less, or see all homes."
BOX_CHOOSE = "Which place do you mean?"
BOX_NO_PLACE = "No place with homes has this name"
BOX_NO_PLACE_BODY = "Type the name of a country, a city, or a street and its city."
BOX_SORTS = {"price": "lowest price first", "-price": "highest price first", "newest": "newest first"}
BOX_FACTS = {
    "bathrooms": "{} or more bathrooms",
    "min_living_area": "at least {} m²",
    "max_living_area": "up to {} m²",
    "min_lot_size": "lot of at least {} m²",
    "max_lot_size": "lot of up to {} m²",
    "min_year_built": "built since {}",
    "max_year_built": "built until {}",
}
BOX_CHOICES = {
    "property_type": {kind: kind for kind in CHOICES["property_type"]} | {"land": "building land"},
    "heating": {kind: f"{kind} heating" for kind in CHOICES["heating"]} | {"heat_pump": "heat pump"},
    "rent_period": {period: f"per {period}" for period in ("week", "month", "year")},
}
NO_PAGE = "There is no page at this address"
NO_PAGE_BODY = "The link may be old, or mistyped."


def counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def homes(count: int) -> str:
    return counted(count, "home", "homes")


def number(value: float) -> str:
    return f"{round(value, 3):,}".removesuffix(".0")


def area(square_metres: float) -> str:
    return f"{number(square_metres)} m²"


def date(moment: str) -> str:
    at = datetime.fromisoformat(moment)
    return f"{at.day} {at:%B %Y}"


def fact(listing: Mapping[str, Any], name: str) -> str | None:
    """Return a fact in words; None if it is not stated."""
    value = listing.get(name)
    if value is None:
        return None
    if isinstance(value, str):
        return CHOICES.get(name, {}).get(value, value)
    if name in AREAS:
        return area(value)
    return str(value) if name == "year_built" else number(value)


def location(found: Mapping[str, Any] | None) -> str | None:
    """Return `47.9936° N, 7.8517° E`; None if the home does not state where it is."""
    if found is None:
        return None
    north, east = _degrees(found["latitude"], "N", "S"), _degrees(found["longitude"], "E", "W")
    return f"{'about ' if found['shown'] == 'rough' else ''}{north}, {east}"


def _degrees(value: float, positive: str, negative: str) -> str:
    return f"{str(round(float(abs(value)), 4)).removesuffix('.0')}° {negative if value < 0 else positive}"


def in_brief(card: Mapping[str, Any]) -> str:
    """Return what a card says of a home: `3 bed · 2 bath · 120 m²`, or its type if nothing else is known."""
    known = [
        "" if card["bedrooms"] is None else f"{number(card['bedrooms'])} bed",
        "" if card["bathrooms"] is None else f"{number(card['bathrooms'])} bath",
        "" if card["living_area"] is None else area(card["living_area"]),
    ]
    return " · ".join(filter(None, known)) or fact(card, "property_type") or ""


def street_line(address: Mapping[str, Any]) -> str:
    """Return `Apt 4, 12 Main Street`."""
    return _joined(address.get("unit"), f"{address['number']} {address['street']}")


def city_line(address: Mapping[str, Any]) -> str:
    """Return `Springfield, Illinois, 62704`."""
    return _joined(address["city"], address.get("region"), address.get("postcode"))


def name_of(listing: Mapping[str, Any]) -> str:
    """Return what a home is called: its headline, or its address."""
    return str(listing["headline"] or street_line(listing))


def filters_in_words(filters: Mapping[str, str]) -> str:
    """Return the filters of a search in words: `3 or more bedrooms, up to 500,000 EUR`."""
    currency = f" {filters['currency']}" if "currency" in filters else ""
    low, high = (
        f"{amount(filters[name])}{currency}" if name in filters else None for name in ("min_price", "max_price")
    )
    known = [
        OFFERS[filters["contract"]].lower() if "contract" in filters else "",
        f"{filters['bedrooms']} or more bedrooms" if "bedrooms" in filters else "",
        *(words.format(filters[name]) for name, words in BOX_FACTS.items() if name in filters),
        *(words[filters[name]] for name, words in BOX_CHOICES.items() if name in filters),
        f"from {low}" if low else "",
        f"up to {high}" if high else "",
        f"in {filters['currency']}" if currency and not low and not high else "",
        BOX_SORTS.get(filters.get("sort", ""), ""),
        f"“{filters['words']}”" if "words" in filters else "",
    ]
    return ", ".join(filter(None, known))


def amount(price: str) -> str:
    whole, _, cents = price.partition(".")
    return f"{int(whole):,}{f'.{cents}' if cents else ''}"


def _joined(*texts: str | None) -> str:
    return ", ".join(filter(None, texts))
