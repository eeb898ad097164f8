"""A review: asked for by its questions, decided once, over when its request is."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from web_service.domain.listings.listing import Listing, ListingStatus
from web_service.domain.publication.request import Reason
from web_service.domain.publication.review import Decision, Review, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """What no machine can judge of a request, or what its agent has appealed."""

    property_id: str
    request_id: UUID
    questions: tuple[Reason, ...]
    answer_by: datetime
    occurred_at: datetime


class OwnListing(Exception):
    """Raised when an admin is to review a listing of their own."""


class CommentMissing(Exception):
    """Raised when a person declines without a word of why."""


class ReviewDecided(Exception):
    """Raised when a review is decided a second time."""

    def __init__(self, decision: Decision) -> None:
        self.verdict = decision.verdict
        super().__init__(f"{decision.reviewer} has decided this review already: {decision.verdict}")


class ReviewOver(Exception):
    """Raised when a review is decided whose request is no longer pending, or whose time is over."""


OVER = {
    ListingStatus.WITHDRAWN: "the listing was withdrawn meanwhile; there is nothing to decide any more",
    ListingStatus.DECLINED: "the request was declined meanwhile; there is nothing to decide any more",
}


def is_open(listing: Listing) -> bool:
    """Return whether the listing waits for a decision."""
    review = listing.review
    return listing.status is ListingStatus.PENDING and review is not None and review.decision is None


def ask(listing: Listing, asked: Questions, *, at: datetime) -> Listing:
    """Open a review of the pending request; questions about another one, or asked before, change nothing."""
    request = listing.request
    if listing.status is not ListingStatus.PENDING or listing.review or not request:
        return listing
    if request.request_id != asked.request_id:
        return listing
    return replace(listing, review=Review(questions=asked.questions, asked_at=at, answer_by=asked.answer_by))


def decide(listing: Listing, request_id: UUID, decision: Decision) -> Listing:
    """Decide the review of a request. Raises CommentMissing, OwnListing, ReviewDecided and ReviewOver."""
    if decision.verdict is Verdict.DECLINED and not decision.comment:
        raise CommentMissing("say in the comment why it is declined; the agent reads it")
    if decision.reviewer == listing.agent:
        raise OwnListing("this is your own listing; another admin has to review it")
    review = _open_review(listing, request_id)
    if decision.at >= review.answer_by:
        raise ReviewOver("the time to decide is over; the request is declined")
    return replace(listing, review=replace(review, decision=decision))


def _open_review(listing: Listing, request_id: UUID) -> Review:
    if listing.request is None or listing.request.request_id != request_id:
        raise ReviewOver("publication was requested again meanwhile; what waits now is in the list of reviews")
    review = listing.review
    if review is not None and review.decision is not None:
        raise ReviewDecided(review.decision)
    if listing.status is not ListingStatus.PENDING or review is None:
        raise ReviewOver(OVER.get(listing.status, "the request is decided; there is nothing to decide any more"))
    return review
