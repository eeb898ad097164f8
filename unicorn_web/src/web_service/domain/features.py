"""What buyers ask about a property. docs/listing-fields.md maps the names to the RESO Data Dictionary."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

HEADLINE_MAX = 120  # characters
ROOMS_MAX = 99
LIVING_AREA_MAX = 100_000  # square metres
LOT_SIZE_MAX = 1_000_000_000  # square metres
YEAR_MIN, YEAR_MAX = 1000, 2100


class PropertyType(StrEnum):
    HOUSE = "house"
    TOWNHOUSE = "townhouse"
    APARTMENT = "apartment"
    CONDOMINIUM = "condominium"
    VILLA = "villa"
    FARM = "farm"
    LAND = "land"
    COMMERCIAL = "commercial"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """All of it optional: None is what its agent has not said."""

    headline: str | None = None
    property_type: PropertyType | None = None
    bedrooms: int | None = None
    bathrooms: int | None = None
    living_area: Decimal | None = None  # square metres, with at most two decimals
    lot_size: Decimal | None = None
    year_built: int | None = None


def feature_entries(features: Features) -> dict[str, Any]:
    """Return the features as they are shown."""
    entries = {name: getattr(features, name) for name in Features.__slots__}
    return entries | {name: _number(entries[name]) for name in ("living_area", "lot_size")}


def _number(area: Decimal | None) -> int | float | None:
    """With two decimals and eleven digits, the nearest float is written as the area is."""
    if area is None:
        return None
    return int(area) if area == area.to_integral_value() else float(area)
