"""What a listing was, and since when: the newest of its prices and statuses, oldest first."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import dropwhile, groupby
from typing import Any

from web_service.domain.listing import Listing, ListingStatus, PriceSince, StatusSince
from web_service.domain.moments import rfc3339

HISTORY_MAX = 50  # prices, and as many statuses; the oldest go first
PUBLIC_STATUSES = (ListingStatus.APPROVED, ListingStatus.WITHDRAWN)  # the others are between agent and agency


def recorded(listing: Listing, *, before: Listing | None = None, at: datetime) -> Listing:
    """Return a new or changed listing with what is new of it in its histories.

    A version that is taken down while its agent works on the next one leaves the public too.
    """
    prices, statuses = listing.price_history, listing.status_history
    if not prices or prices[-1].price != listing.price:
        prices = (*prices, PriceSince(price=listing.price, at=at))
    if before and before.live and not listing.live and listing.status is not ListingStatus.WITHDRAWN:
        statuses = (*statuses, StatusSince(status=ListingStatus.WITHDRAWN, at=at))
    if not statuses or statuses[-1].status is not listing.status:
        statuses = (*statuses, StatusSince(status=listing.status, at=at))
    if listing.status is ListingStatus.APPROVED and not prices[-1].offered_at:
        prices = (*prices[:-1], replace(prices[-1], offered_at=at))
    return replace(listing, price_history=prices[-HISTORY_MAX:], status_history=statuses[-HISTORY_MAX:])


def public_prices(listing: Listing) -> list[PriceSince]:
    """Return the prices that customers were offered, each since it was; what was only drafted is nobody's business."""
    offered = [PriceSince(price=past.price, at=past.offered_at) for past in listing.price_history if past.offered_at]
    return [next(same) for _, same in groupby(offered, lambda past: past.price)]


def public_statuses(listing: Listing) -> list[StatusSince]:
    """Return when the listing came before customers, and when it left them."""
    seen = dropwhile(lambda past: past.status is not ListingStatus.APPROVED, listing.status_history)
    told = (past for past in seen if past.status in PUBLIC_STATUSES)
    return [next(same) for _, same in groupby(told, lambda past: past.status)]


def price_entries(history: Iterable[PriceSince]) -> list[dict[str, Any]]:
    """Return prices as they are shown."""
    return [
        {"listprice": past.price.number, "currency": past.price.currency, "at": rfc3339(past.at)} for past in history
    ]


def status_entries(history: Iterable[StatusSince]) -> list[dict[str, Any]]:
    """Return statuses as they are shown."""
    return [{"status": past.status, "at": rfc3339(past.at)} for past in history]
