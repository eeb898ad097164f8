"""Past prices and statuses of a listing: the newest of each, oldest first."""

from dataclasses import replace
from datetime import datetime
from itertools import dropwhile, groupby

from web_service.domain.listings.listing import Listing, ListingStatus, PriceSince, StatusSince

HISTORY_MAX = 50  # prices, and as many statuses; the oldest go first
PUBLIC_STATUSES = (ListingStatus.APPROVED, ListingStatus.WITHDRAWN)  # the others are between agent and agency


def recorded(listing: Listing, *, before: Listing | None = None, at: datetime) -> Listing:
    """Return a new or changed listing with its new price and status added to its histories.

    A public version that is taken down while its agent works on the next one is recorded as WITHDRAWN too. No entry is
    earlier than the one before it: the clocks of two contexts may differ by minutes.
    """
    prices, statuses = listing.price_history, listing.status_history
    at = max([at, *(past.at for past in prices[-1:]), *(past.at for past in statuses[-1:])])
    if not prices or prices[-1].price != listing.price:
        prices = (*prices, PriceSince(price=listing.price, at=at))
    was_public = before and before.public_version
    if was_public and not listing.public_version and listing.status is not ListingStatus.WITHDRAWN:
        statuses = (*statuses, StatusSince(status=ListingStatus.WITHDRAWN, at=at))
    if not statuses or statuses[-1].status is not listing.status:
        statuses = (*statuses, StatusSince(status=listing.status, at=at))
    if listing.status is ListingStatus.APPROVED and not listing.price_on_request and not prices[-1].offered_at:
        prices = (*prices[:-1], replace(prices[-1], offered_at=at))
    return replace(listing, price_history=prices[-HISTORY_MAX:], status_history=statuses[-HISTORY_MAX:])


def public_prices(listing: Listing) -> list[PriceSince]:
    """Return the prices that customers were shown, each with the time since when; drafted prices are private.

    A listing whose price is on request shows none, nor those that were shown before.
    """
    if listing.price_on_request:
        return []
    offered = [PriceSince(price=past.price, at=past.offered_at) for past in listing.price_history if past.offered_at]
    return [next(same) for _, same in groupby(offered, lambda past: past.price)]


def public_statuses(listing: Listing) -> list[StatusSince]:
    """Return when customers could see the listing, and when they no longer could."""
    seen = dropwhile(lambda past: past.status is not ListingStatus.APPROVED, listing.status_history)
    public = (past for past in seen if past.status in PUBLIC_STATUSES)
    return [next(same) for _, same in groupby(public, lambda past: past.status)]
