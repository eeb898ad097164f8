"""Agents' requests about their listings."""

from collections.abc import Callable, Set
from dataclasses import dataclass
from itertools import islice

from unicorn_kernel.address import canonical
from unicorn_kernel.given_ids import id_beside
from unicorn_kit.receipts import Receipt
from web_service.domain.listings.drafting import Draft
from web_service.domain.listings.editing import Edit, edit
from web_service.domain.listings.history import recorded
from web_service.domain.listings.listing import Listing, ListingFilter, check_owner, check_version
from web_service.domain.listings.rent import check_rent_period
from web_service.domain.publication.rules import withdraw
from web_service.ports.listings import ListingNotFound, Listings
from web_service.use_cases.changes import Call, change


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    listings: list[Listing]
    has_more: bool


def draft_listing(
    draft: Draft, *, listings: Listings, call: Call, receipt: Callable[[Listing], Receipt | None] = lambda _: None
) -> Listing:
    """Draft a listing of a property that has none; its id follows from its address.

    Raises InvalidAddress, InvalidPropertyId (also when address and id disagree), InvalidRentPeriod, ListingExists and
    AnsweredMeanwhile.
    """
    check_rent_period(draft.kind, draft.features.rent_period)
    drafted = Listing(
        property_id=id_beside(draft.address, draft.property_id),
        address=canonical(draft.address),
        agent=call.agent.name,
        description=draft.description,
        kind=draft.kind,
        price=draft.price,
        price_on_request=draft.price_on_request,
        features=draft.features,
        location=draft.location,
        created_at=call.now,
        modified_at=call.now,
    )
    listing = recorded(drafted, at=call.now)
    listings.add(listing, receipt(listing))
    return listing


def edit_listing(
    property_id: str, wanted: Edit, *, if_version: Set[int] | None, listings: Listings, call: Call
) -> Listing:  # fmt: skip
    """Change a listing if it still is of a version in `if_version` (None: whichever it is).

    Raises ListingNotFound, NotYourListing, AnotherVersion, ApprovalPending, UnknownCurrency, InvalidPrice,
    InvalidRentPeriod.
    """

    def rule(listing: Listing) -> Listing:
        check_owner(listing, call.agent)
        check_version(listing, if_version)
        return edit(listing, wanted)

    return change(property_id, rule, listings=listings, now=call.now)[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    listing: Listing | None  # None if it was removed
    is_new: bool  # False of one that was withdrawn before


def withdraw_listing(property_id: str, *, if_version: Set[int] | None, listings: Listings, call: Call) -> Withdrawal:
    """Withdraw a listing; a draft that never asked for publication is removed.

    Raises ListingNotFound, NotYourListing, AnotherVersion, ListingChangedMeanwhile.
    """

    def rule(listing: Listing) -> Listing:
        check_owner(listing, call.agent)
        check_version(listing, if_version)
        return withdraw(listing, at=call.now) if listing.request else listing

    before, after = change(property_id, rule, listings=listings, now=call.now)
    if after.request:
        return Withdrawal(listing=after, is_new=after is not before)
    listings.remove(after)
    return Withdrawal(listing=None, is_new=True)


def list_listings(wanted: ListingFilter, *, limit: int, listings: Listings) -> Page:
    """Return up to `limit` listings, newest first, and whether there are more."""
    if wanted.property_id is not None:
        return Page(listings=_one(wanted.property_id, wanted, listings), has_more=False)
    found = list(islice(listings.find(wanted), limit + 1))
    return Page(listings=found[:limit], has_more=len(found) > limit)


def _one(property_id: str, wanted: ListingFilter, listings: Listings) -> list[Listing]:
    """Return the one listing if it is wanted; another agent's listing is hidden like one that does not exist."""
    try:
        listing = listings.get(property_id)
    except ListingNotFound:
        return []
    matches = wanted.agent in {None, listing.agent} and wanted.status in {None, listing.status}
    return [listing] if matches else []
