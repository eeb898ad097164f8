"""A rent has a period that it is the price of, a price of a sale has none."""

from web_service.domain.listings.features import RentPeriod
from web_service.domain.listings.listing import Listing, OfferKind


class InvalidRentPeriod(ValueError):
    """Raised when a listing for rent is to have no rent period, or one for sale is to have one."""


class RentPeriodMissing(Exception):
    """Raised when publication is requested for a listing for rent without a period, written before there were any."""


def check_rent_period(kind: OfferKind, period: RentPeriod | None) -> None:
    """Raise InvalidRentPeriod unless offers of this kind have such a period."""
    if kind is OfferKind.RENT and period is None:
        raise InvalidRentPeriod(f"a listing for rent needs the time that its price is for: {', '.join(RentPeriod)}")
    if kind is OfferKind.SALE and period is not None:
        raise InvalidRentPeriod("a listing for sale has no rent period; leave it out")


def check_has_rent_period(listing: Listing) -> None:
    """Raise RentPeriodMissing if customers could not tell what the listing's rent is for."""
    if listing.kind is OfferKind.RENT and listing.features.rent_period is None:
        raise RentPeriodMissing("a listing for rent needs a rent period before it is published; state it first")
