"""What agents can ask of their listings."""

from dataclasses import dataclass
from itertools import islice

from web_service.domain.listing import Listing, ListingFilter, OfferKind
from web_service.domain.money import Money
from web_service.domain.property_id import Address, InvalidPropertyId, of_address
from web_service.ports import Listings
from web_service.use_cases.calls import Call


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    listings: list[Listing]
    has_more: bool


def draft_listing(
    *,
    property_id: str | None,
    address: Address,
    description: str,
    kind: OfferKind,
    price: Money,
    listings: Listings,
    call: Call,
) -> Listing:
    """Draft a listing of a property that has none; its id follows from its address.

    Raises InvalidPropertyId (also when address and id disagree) and ListingExists.
    """
    found = of_address(address)
    if property_id not in {None, found}:
        raise InvalidPropertyId(f"the address is that of {found}, not of {property_id}")
    listing = Listing(
        property_id=found,
        address=address,
        agent=call.agent.name,
        description=description,
        kind=kind,
        price=price,
        created_at=call.now,
        modified_at=call.now,
    )
    listings.add(listing)
    return listing


def list_listings(wanted: ListingFilter, *, limit: int, listings: Listings) -> Page:
    """Return up to `limit` listings, newest first, and whether there are more."""
    found = list(islice(listings.find(wanted), limit + 1))
    return Page(listings=found[:limit], has_more=len(found) > limit)
