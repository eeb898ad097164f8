"""Where a home is, as its agent states it, and what of that customers are shown."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from web_service.domain.search.location import PublicLocation, rough


class Shown(StrEnum):
    """How exactly customers are shown where a home is."""

    EXACT = "exact"
    ROUGH = "rough"


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Degrees of WGS 84, as RESO's Latitude and Longitude and schema.org's GeoCoordinates have them."""

    latitude: Decimal  # from -90 to 90
    longitude: Decimal  # from -180 to 180, which is -180
    shown: Shown

    def public(self) -> PublicLocation:
        """Return what may leave: of a home that is shown roughly, the middle of its cell."""
        latitude, longitude = float(self.latitude), float(self.longitude)
        if self.shown is Shown.ROUGH:
            return PublicLocation(*rough(latitude, longitude), is_rough=True)
        return PublicLocation(latitude, longitude)
