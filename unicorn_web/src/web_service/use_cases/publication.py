"""Request publication, appeal a decline, and apply evaluations and revocations."""

from collections.abc import Callable, Set
from datetime import datetime
from uuid import UUID

from unicorn_kit.receipts import Receipt
from web_service.domain.images.collection import expected_images
from web_service.domain.listings.listing import Listing, check_owner
from web_service.domain.publication import appealing, rules
from web_service.domain.publication.request import PublicationRequest
from web_service.domain.publication.rules import Evaluation, Revocation
from web_service.ports.listings import ListingNotFound, Listings
from web_service.use_cases.changes import Call, change

LOOKS = 20  # for images that are still being processed, before the agent is asked to come back


class ImagesInProgress(Exception):
    """Raised when images were uploaded and are not yet processed."""


def request_approval(
    property_id: str,
    *,
    appeal: str | None = None,
    listings: Listings,
    arrived: Callable[[str], Set[UUID]],
    call: Call,
    pause: Callable[[], None],
    receipt: Callable[[Listing], Receipt | None] = lambda _: None,
) -> Listing:
    """Request the publication of a listing with every image uploaded so far.

    Waits for those in progress: `arrived` returns the listing's images that were uploaded and not yet processed.
    With the comment of an appeal, a person judges what was declined.

    Raises ListingNotFound, NotYourListing, ApprovalPending, AlreadyApproved, RentPeriodMissing,
    ImagesInProgress, AnsweredMeanwhile; of an appeal what `check_appeal` does.
    """
    request = PublicationRequest(
        request_id=call.new_id(), event_id=call.new_id(), requested_at=call.now, origin=call.origin
    )  # fmt: skip

    def rule(listing: Listing) -> Listing:
        check_owner(listing, call.agent)
        requested = (
            rules.request_approval(listing, request)
            if appeal is None
            else appealing.appeal(listing, request, comment=appeal)
        )
        if requested is not listing:
            _check_images(listing, arrived, call.now)
        return requested

    for _ in range(LOOKS):
        try:
            return change(property_id, rule, listings=listings, now=call.now, receipt=receipt)[1]
        except ImagesInProgress:
            pause()
    raise ImagesInProgress("images are still being processed; repeat the request in a few seconds")


def apply_evaluation(evaluation: Evaluation, *, listings: Listings, now: datetime) -> Listing | None:
    """Approve or decline the pending request; return the listing, None if the evaluation changed nothing."""
    at = min(evaluation.occurred_at, now)  # the event's own moment, so that a replay records the same
    return _apply(evaluation.property_id, lambda listing: rules.decide(listing, evaluation, at=at), listings, at)


def apply_revocation(revocation: Revocation, *, listings: Listings, now: datetime) -> Listing | None:
    """Take down a revoked listing; return it, None if the revocation changed nothing."""
    at = min(revocation.occurred_at, now)
    return _apply(revocation.property_id, lambda listing: rules.revoke(listing, revocation, at=at), listings, at)


def _apply(property_id: str, rule: Callable[[Listing], Listing], listings: Listings, at: datetime) -> Listing | None:
    try:
        before, after = change(property_id, rule, listings=listings, now=at)
    except ListingNotFound:  # an event about a property without a listing creates none
        return None
    return None if after is before else after


def _check_images(listing: Listing, arrived: Callable[[str], Set[UUID]], now: datetime) -> None:
    """Raise ImagesInProgress while an upload is processed, or an edit, which begins with no file that has arrived."""
    expected = expected_images(listing.images)
    if any(image.is_being_edited and image.expires_at > now for image in expected):
        raise ImagesInProgress
    if expected and {image.image_id for image in expected} & arrived(listing.property_id):
        raise ImagesInProgress
