"""Reviews as admins see them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from unicorn_kit.moments import rfc3339
from web_service.api.listings.views import listing_view
from web_service.api.publication.views import appeal_view, reason_view
from web_service.domain.listings.listing import Listing

if TYPE_CHECKING:
    from web_service.api.reviews import answers


def waiting_view(listing: Listing, signed: Callable[[str], str]) -> "answers.WaitingReview":
    """Return an open review; `signed` makes the addresses of the listing's photos."""
    request, review = listing.request, listing.review
    assert request and review  # it is open
    return {
        "request_id": str(request.request_id),
        "property_id": listing.property_id,
        "agent": listing.agent,
        "questions": [reason_view(question) for question in review.questions],
        "appeal": appeal_view(request.appeal) if request.appeal else None,
        "requested_at": rfc3339(request.requested_at),
        "asked_at": rfc3339(review.asked_at),
        "answer_by": rfc3339(review.answer_by),
        "listing": listing_view(listing, signed),
    }


def decided_view(listing: Listing) -> "answers.DecidedReview":
    request, decision = listing.request, listing.review and listing.review.decision
    assert request and decision  # it was decided just now
    return {
        "request_id": str(request.request_id),
        "property_id": listing.property_id,
        "verdict": decision.verdict,
        "comment": decision.comment,
        "reviewer": decision.reviewer,
        "decided_at": rfc3339(decision.at),
    }
