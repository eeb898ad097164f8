"""Ask for publication, see where that stands, and do what the answers call for."""

from collections.abc import Callable, Set
from datetime import datetime
from uuid import UUID

from web_service.domain import publication as rules
from web_service.domain.listing import Listing, Request, check_owner
from web_service.domain.pictures import expected_images
from web_service.domain.publication import Evaluation, Revocation
from web_service.ports import ListingNotFound, Listings
from web_service.use_cases.calls import Call, change

LOOKS = 20  # at pictures that are still being processed, before the agent is asked to come back


class PicturesInWork(Exception):
    """Raised when pictures were uploaded and are not yet processed."""


def request_approval(
    property_id: str,
    *,
    listings: Listings,
    arrived: Callable[[str], Set[UUID]],
    call: Call,
    pause: Callable[[], None],
) -> Listing:
    """Ask for the publication of a listing with every picture uploaded so far.

    One still in work is waited for: `arrived` tells which of a listing's pictures were uploaded and not yet processed.

    Raises ListingNotFound, NotYourListing, ApprovalPending, AlreadyApproved, PicturesInWork.
    """
    request = Request(
        request_id=call.new_id(), event_id=call.new_id(), requested_at=call.now, origin=call.origin
    )  # fmt: skip

    def rule(listing: Listing) -> Listing:
        check_owner(listing, call.agent)
        asked = rules.request_approval(listing, request)
        _check_pictures(listing, arrived)
        return asked

    for _ in range(LOOKS):
        try:
            return change(property_id, rule, listings=listings, now=call.now)[1]
        except PicturesInWork:
            pause()
    raise PicturesInWork("pictures are still being processed; ask again in a few seconds")


def publication_of(property_id: str, *, listings: Listings, call: Call) -> Listing:
    """Return the listing, to tell where its publication stands. Raises ListingNotFound, NotYourListing."""
    listing = listings.get(property_id)
    check_owner(listing, call.agent)
    return listing


def apply_evaluation(evaluation: Evaluation, *, listings: Listings, now: datetime) -> Listing | None:
    """Approve or decline the pending request; return the listing if the evaluation answered it, else None."""
    at = min(evaluation.occurred_at, now)  # the fact's own moment, so that the record tells the same ever after
    return _apply(evaluation.property_id, lambda listing: rules.decide(listing, evaluation, at=at), listings, at)


def apply_revocation(revocation: Revocation, *, listings: Listings, now: datetime) -> Listing | None:
    """Take down what was revoked; return the listing if there was anything to take down, else None."""
    at = min(revocation.occurred_at, now)
    return _apply(revocation.property_id, lambda listing: rules.revoke(listing, revocation, at=at), listings, at)


def _apply(property_id: str, rule: Callable[[Listing], Listing], listings: Listings, at: datetime) -> Listing | None:
    try:
        before, after = change(property_id, rule, listings=listings, now=at)
    except ListingNotFound:  # an event about a property that nobody listed makes no listing
        return None
    return None if after is before else after


def _check_pictures(listing: Listing, arrived: Callable[[str], Set[UUID]]) -> None:
    expected = {image.image_id for image in expected_images(listing.images)}
    if expected and expected & arrived(listing.property_id):
        raise PicturesInWork
