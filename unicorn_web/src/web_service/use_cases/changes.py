"""The context of an agent's request, and the change of a listing that all use cases share."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from unicorn_kit.receipts import Receipt
from web_service.domain.agent import Agent, Origin
from web_service.domain.listings.history import recorded
from web_service.domain.listings.listing import Listing, check_owner
from web_service.ports.listings import ListingChangedMeanwhile, Listings

TRIES = 10  # images of one listing that are ready at the same moment all change it


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """An agent's request: the agent, its origin, its moment, and the source of new ids."""

    agent: Agent
    origin: Origin
    now: datetime
    new_id: Callable[[], UUID]


def own_listing(property_id: str, *, listings: Listings, call: Call) -> Listing:
    """Return a listing to its agent. Raises ListingNotFound, NotYourListing."""
    listing = listings.get(property_id)
    check_owner(listing, call.agent)
    return listing


def change(
    property_id: str,
    rule: Callable[[Listing], Listing],
    *,
    listings: Listings,
    now: datetime,
    receipt: Callable[[Listing], Receipt | None] = lambda _: None,
) -> tuple[Listing, Listing]:
    """Return a listing before and after `rule`, which runs again whenever somebody else was quicker.

    A rule that changes nothing returns the listing itself. `receipt` returns what is written together with the
    changed listing, if the request is to be answered once.

    Raises what the rule does, ListingNotFound, AnsweredMeanwhile, and ListingChangedMeanwhile if others are quicker
    all the time.
    """
    for _ in range(TRIES):
        before = listings.get(property_id)
        after = rule(before)
        if after is before:
            return before, before
        after = replace(recorded(after, before=before, at=now), version=before.version + 1, modified_at=now)
        try:
            listings.save(before, after, receipt(after))
        except ListingChangedMeanwhile:
            continue
        return before, after
    raise ListingChangedMeanwhile(f"{property_id} is being changed by others; send the request again")
