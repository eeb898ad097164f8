"""Ask for a review, list what waits, and decide it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from unicorn_kit.receipts import Receipt
from web_service.domain.agent import check_admin
from web_service.domain.listings.listing import Listing
from web_service.domain.publication import reviewing
from web_service.domain.publication.review import Decision, Verdict
from web_service.domain.publication.reviewing import Questions
from web_service.ports.listings import ListingNotFound, Listings
from web_service.ports.reviews import Place, Reviews
from web_service.use_cases.changes import Call, change


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    listings: list[Listing]  # each with its open review
    has_more: bool


def ask_for_review(asked: Questions, *, listings: Listings, now: datetime) -> Listing | None:
    """Open a review of the pending request; return the listing, None if the questions changed nothing."""
    at = min(asked.occurred_at, now)
    try:
        before, after = change(
            asked.property_id, lambda listing: reviewing.ask(listing, asked, at=at), listings=listings, now=at
        )
    except ListingNotFound:  # an event about a property without a listing creates none
        return None
    return None if after is before else after


def list_reviews(
    after: Place | None, *, limit: int, reviews: Reviews, call: Call, on_unreadable: Callable[[str], None]
) -> ReviewPage:
    """Return up to `limit` listings whose review is open, oldest review first. Raises AdminsOnly."""
    check_admin(call.agent)
    found = list(islice(reviews.waiting(after, on_unreadable=on_unreadable), limit + 1))
    return ReviewPage(listings=found[:limit], has_more=len(found) > limit)


def decide_review(
    request_id: UUID,
    verdict: Verdict,
    comment: str,
    *,
    reviews: Reviews,
    listings: Listings,
    call: Call,
    receipt: Callable[[Listing], Receipt | None] = lambda _: None,
) -> Listing:
    """Decide the review of a request; the first decision is the only one.

    Raises AdminsOnly, ReviewNotFound, CommentMissing, OwnListing, ReviewDecided, ReviewOver, ListingNotFound,
    ListingChangedMeanwhile, AnsweredMeanwhile.
    """
    check_admin(call.agent)
    decision = Decision(
        verdict=verdict,
        reviewer=call.agent.name,
        comment=comment,
        at=call.now,
        event_id=call.new_id(),
        causation_id=call.origin.causation_id,
    )
    property_id = reviews.property_of(request_id)

    def rule(listing: Listing) -> Listing:
        return reviewing.decide(listing, request_id, decision)

    return change(property_id, rule, listings=listings, now=call.now, receipt=receipt)[1]
