"""Web's state that came from Properties' events: how a test loses it, and the parts that no event can restore.

See docs/adr/0017.
"""

from dataclasses import replace

from web_service.adapters.listings.listing_items import listing_item
from web_service.adapters.publication.listing_stream import to_event
from web_service.domain.listings.listing import Listing, ListingStatus
from web_service.domain.publication.rules import WITHDRAWN_BY_AGENT

from unicorn_cli.bus.envelopes import Envelope

PENDING, WITHDRAWN = ListingStatus.PENDING, ListingStatus.WITHDRAWN
ANSWERED = {ListingStatus.APPROVED, ListingStatus.DECLINED, WITHDRAWN}


def has_its_answer_in(archive: list[Envelope], listing: Listing) -> bool:
    """Whether the listing's status came from Properties, and the listing was not changed since its request."""
    if listing.request is None or listing.status not in ANSWERED or WITHDRAWN_BY_AGENT in listing.reasons:
        return False
    asked = to_event({"dynamodb": {"NewImage": listing_item(replace(listing, status=PENDING))}})
    assert asked is not None
    (request,) = [
        event for event in archive if event["detail"]["metadata"]["event_id"] == str(listing.request.event_id)
    ]
    return bool(request["detail"] == asked.model_dump(mode="json"))


def unanswered(listing: Listing) -> Listing:
    """Return the listing as it was before its last request was evaluated."""
    assert listing.request
    asked_at = listing.request.requested_at
    price = listing.price_history[-1]
    if price.offered_at and price.offered_at > asked_at:
        price = replace(price, offered_at=None)
    is_older = listing.public_version is not None and listing.public_version.request_id != listing.request.request_id
    return replace(
        listing,
        status=PENDING,
        decided_at=None,
        reasons=(),
        public_version=listing.public_version if is_older else None,
        price_history=(*listing.price_history[:-1], price),
        status_history=tuple(past for past in listing.status_history if past.at <= asked_at),
        version=listing.version + 1,
    )


def comparable(listing: Listing, original: Listing) -> Listing:
    """Return the listing without the parts that no event can restore to the original."""
    public, before = listing.public_version, original.public_version
    public = public and replace(public, version=0)  # a rebuild is a write
    if public and before and before.since != original.decided_at:  # it was public before, and stayed so
        public = replace(public, since=before.since)
    listing = replace(listing, version=0, modified_at=original.created_at, public_version=public)
    if was_revoked_out_of_turn(original):
        listing = replace(listing, status_history=(), price_history=())
    return listing


def was_revoked_out_of_turn(listing: Listing) -> bool:
    """Whether a revocation overtook its approval, or took down an older version after a newer one was requested."""
    asked_at = listing.request.requested_at if listing.request else listing.created_at
    asked = next((n for n, past in enumerate(listing.status_history) if past.at == asked_at), 0)
    since = [past.status for past in listing.status_history[asked + 1 :]]
    return since == [WITHDRAWN] or WITHDRAWN in since[:-1]
