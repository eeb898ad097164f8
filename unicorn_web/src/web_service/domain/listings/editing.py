"""An agent's changes to a listing that is drafted."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from typing import Any, Literal

from web_service.domain.listings.features import Features
from web_service.domain.listings.listing import Listing, OfferKind, check_not_pending, unapproved
from web_service.domain.listings.location import Location
from web_service.domain.listings.money import Money
from web_service.domain.listings.rent import check_rent_period


class Keep(Enum):
    """Stands for the old value where None clears it."""

    KEEP = "keep"


KEEP: Literal[Keep.KEEP] = Keep.KEEP


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """The new values; None leaves the old one."""

    description: str | None = None
    kind: OfferKind | None = None
    amount: Decimal | None = None  # in major units
    currency: str | None = None
    price_on_request: bool | None = None
    features: Mapping[str, Any] = field(default_factory=dict)  # by their names; here None clears
    location: Location | Literal[Keep.KEEP] | None = KEEP  # None clears


def edit(listing: Listing, wanted: Edit) -> Listing:
    """Change a listing; an approved one is then a draft again, and the approved version stays public.

    Every field counts: customers see nothing that was not approved. An edit without a change returns the same
    listing.

    Raises ApprovalPending, UnknownCurrency, InvalidPrice and InvalidRentPeriod.
    """
    check_not_pending(listing)
    edited = replace(
        listing,
        description=wanted.description or listing.description,
        kind=wanted.kind or listing.kind,
        price=_price(listing.price, wanted),
        price_on_request=_given(wanted.price_on_request, listing.price_on_request),
        features=_features(listing.features, wanted),
        location=listing.location if wanted.location is KEEP else wanted.location,
    )
    if edited.kind != listing.kind or edited.features.rent_period != listing.features.rent_period:
        check_rent_period(edited.kind, edited.features.rent_period)
    return listing if edited == listing else unapproved(edited)


def _features(features: Features, wanted: Edit) -> Features:
    """Return the facts as wanted; a listing that is put on sale loses its rent period."""
    dropped = {"rent_period": None} if wanted.kind is OfferKind.SALE else {}
    return replace(features, **(dropped | dict(wanted.features)))


def _price(price: Money, wanted: Edit) -> Money:
    if wanted.amount is None and wanted.currency is None:
        return price
    amount = price.amount if wanted.amount is None else wanted.amount
    return Money.of(amount, wanted.currency or price.currency)


def _given(wanted: bool | None, old: bool) -> bool:
    return old if wanted is None else wanted
