"""Our values → those of the RESO Data Dictionary 2.0, as its column StandardLookupValue spells them."""

from web_service.domain.listings.features import Heating, PropertyType, RentPeriod
from web_service.domain.listings.listing import Listing, ListingStatus, OfferKind

# For sale, for rent. An apartment that is sold is a condominium: the dictionary has apartments for rent alone.
_TYPES: dict[PropertyType, tuple[tuple[str, str | None], tuple[str, str | None]]] = {
    PropertyType.HOUSE: (("Residential", "Single Family Residence"), ("Residential Lease", "Single Family Residence")),
    PropertyType.TOWNHOUSE: (("Residential", "Townhouse"), ("Residential Lease", "Townhouse")),
    PropertyType.APARTMENT: (("Residential", "Condominium"), ("Residential Lease", "Apartment")),
    PropertyType.CONDOMINIUM: (("Residential", "Condominium"), ("Residential Lease", "Condominium")),
    PropertyType.VILLA: (("Residential", "Single Family Residence"), ("Residential Lease", "Single Family Residence")),
    PropertyType.FARM: (("Farm", "Farm"), ("Residential Lease", "Farm")),
    PropertyType.LAND: (("Land", None), ("Land", None)),  # `Unimproved Land` is commercial
    PropertyType.COMMERCIAL: (("Commercial Sale", None), ("Commercial Lease", None)),
    PropertyType.OTHER: (("Residential", None), ("Residential Lease", None)),
}
HEATING = {
    Heating.NONE: "None",
    Heating.GAS: "Natural Gas",
    Heating.OIL: "Oil",
    Heating.ELECTRIC: "Electric",
    Heating.HEAT_PUMP: "Heat Pump",
    Heating.DISTRICT: "Other",
    Heating.WOOD: "Wood",
    Heating.SOLAR: "Solar",
    Heating.OTHER: "Other",
}
FREQUENCIES = {RentPeriod.WEEK: "Weekly", RentPeriod.MONTH: "Monthly", RentPeriod.YEAR: "Annually"}
_WITHDRAWN_BECAUSE = {
    "CONTRACT_CANCELLED": "Canceled",
    "CONTRACT_CLOSED": "Closed",
    "CONTRACT_EXPIRED": "Expired",
}
GONE_STATUSES = {"Withdrawn", *_WITHDRAWN_BECAUSE.values()}
SQUARE_METRES = "Square Meters"


def types(kind: OfferKind, property_type: PropertyType | None) -> tuple[str, str | None]:
    """Return PropertyType and PropertySubType; what is not stated is a home of no further kind."""
    for_sale, for_rent = _TYPES[property_type or PropertyType.OTHER]
    return for_rent if kind is OfferKind.RENT else for_sale


def standard_status(listing: Listing) -> str:
    """Return StandardStatus: what customers see decides, so a draft whose last version is public is Active."""
    if listing.public_version is not None:
        return "Active"
    if listing.status is not ListingStatus.WITHDRAWN:
        return "Incomplete"
    codes = (reason.code for reason in listing.reasons)
    return next((_WITHDRAWN_BECAUSE[code] for code in codes if code in _WITHDRAWN_BECAUSE), "Withdrawn")
