"""A public listing as the record `Property` of the RESO Data Dictionary 2.0.

No text is longer than the dictionary suggests. A name or number that is too long is left out, because half a name is
another one; it stands in UnparsedAddress still. docs/listing-fields.md describes the mapping.
"""

from decimal import Decimal
from enum import StrEnum
from math import floor
from typing import Any

from unicorn_kernel.address import Address, one_line
from web_service.domain.listings.features import Heating, PropertyType, RentPeriod
from web_service.domain.listings.listing import OfferKind
from web_service.domain.reso.countries import country_code
from web_service.domain.reso.lookups import FREQUENCIES, HEATING, SQUARE_METRES, types
from web_service.domain.reso.texts import ADDRESS_MAX, REMARKS_MAX, shortened, whole
from web_service.domain.search.details import PublicListing

CURRENCY = "Unicorn_Currency"  # a local field: the dictionary has none for it
PRICE_MAX = Decimal(10) ** 12  # 14 digits, two of them decimals
_PARTIAL = {25: "BathroomsOneQuarter", 50: "BathroomsHalf", 75: "BathroomsThreeQuarter"}  # by hundredths


def property_record(property_id: str, found: PublicListing) -> dict[str, Any]:
    """Return the record of a public listing, without the fields that it states nothing for."""
    facts = found.facts
    general, special = types(OfferKind(found.kind), _choice(PropertyType, facts["property_type"]))
    record = {
        "ListingKey": property_id,
        "StandardStatus": "Active",
        "PropertyType": general,
        "PropertySubType": special,
        **_address(found),
        **_prices(found),
        "PublicRemarks": shortened("\n\n".join(filter(None, (facts["headline"], found.description))), REMARKS_MAX),
        "BedroomsTotal": facts["bedrooms"],
        **_bathrooms(facts["bathrooms"]),
        **_area("LivingArea", "LivingAreaUnits", facts["living_area"]),
        **_area("LotSizeArea", "LotSizeUnits", facts["lot_size"]),
        "YearBuilt": facts["year_built"],
        **_location(found),
        **_heating(_choice(Heating, facts["heating"])),
        "PhotosCount": len(found.images),
        "StatusChangeTimestamp": found.status_history[-1]["at"] if found.status_history else None,
    }
    return {name: value for name, value in record.items() if value is not None}


def _choice[Choice: StrEnum](of: type[Choice], value: str | None) -> Choice | None:
    return None if value is None else of(value)


def _address(found: PublicListing) -> dict[str, str | None]:
    address = Address(
        country=found.country,
        region=found.region,
        city=found.city,
        postcode=found.postcode,
        street=found.street,
        number=found.number,
        unit=found.unit,
    )
    is_code = found.region is not None and found.region.isascii() and found.region.isupper()
    return {
        "UnparsedAddress": shortened(one_line(address), ADDRESS_MAX),
        "Country": country_code(found.country),
        "StateOrProvince": whole(found.region, 2) if is_code else None,
        "City": whole(found.city, 50),
        "PostalCode": whole(found.postcode, 10),
        "StreetName": whole(found.street, 50),
        "StreetNumber": whole(found.number, 25),
        "UnitNumber": whole(found.unit, 25),
    }


def _prices(found: PublicListing) -> dict[str, Any]:
    """Return the price, the one before in the same currency, and what a rent is for; prices on request are not said."""
    period = _choice(RentPeriod, found.facts["rent_period"])
    frequency = {"LeaseAmountFrequency": FREQUENCIES[period] if period else None}
    if found.minor is None:
        return frequency
    past = found.price_history[-2] if len(found.price_history) > 1 else None
    previous = Decimal(str(past["number"])) if past and past["currency"] == found.currency else None
    return frequency | {
        CURRENCY: found.currency,
        "ListPrice": _price(Decimal(found.minor).scaleb(-found.decimals)),
        "PreviousListPrice": None if previous is None else _price(previous),
    }


def _price(amount: Decimal) -> float | None:
    """Return an amount with at most two decimals and twelve digits before them, None for any other."""
    return float(amount) if amount < PRICE_MAX and not amount % Decimal("0.01") else None


def _bathrooms(count: float | None) -> dict[str, int]:
    """Return full bathrooms, one that is not full, and the simple sum of them."""
    if count is None:
        return {}
    full = floor(count)
    partial = {_PARTIAL[round(100 * (count - full))]: 1} if count > full else {}
    return {"BathroomsTotalInteger": full + len(partial), "BathroomsFull": full} | partial


def _location(found: PublicListing) -> dict[str, float]:
    """Return where customers are shown that the home is: roughly, if its agent wants that."""
    return {"Latitude": found.location.latitude, "Longitude": found.location.longitude} if found.location else {}


def _area(name: str, units: str, area: float | None) -> dict[str, Any]:
    return {} if area is None else {name: area, units: SQUARE_METRES}


def _heating(heating: Heating | None) -> dict[str, Any]:
    if heating is None:
        return {}
    return {"Heating": [HEATING[heating]], "HeatingYN": heating is not Heating.NONE}
