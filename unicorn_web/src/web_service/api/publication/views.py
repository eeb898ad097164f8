"""The state of a publication, as the listing's agent sees it."""

from typing import TYPE_CHECKING

from unicorn_kit.moments import rfc3339
from web_service.domain.listings.listing import Listing
from web_service.domain.publication.appealing import can_appeal
from web_service.domain.publication.request import Appeal, Reason
from web_service.domain.publication.review import Review

if TYPE_CHECKING:
    from web_service.api.publication import answers


def publication_view(listing: Listing) -> "answers.Publication":
    request = listing.request
    return {
        "property_id": listing.property_id,
        "status": listing.status,
        "is_public": listing.public_version is not None,
        "request_id": str(request.request_id) if request else None,
        "reasons": [reason_view(reason) for reason in listing.reasons],
        "requested_at": rfc3339(request.requested_at) if request else None,
        "decided_at": rfc3339(listing.decided_at) if listing.decided_at else None,
        "appeal": appeal_view(request.appeal) if request and request.appeal else None,
        "review": _review(listing.review) if listing.review else None,
        "can_be_appealed": can_appeal(listing),
    }


def appeal_view(appeal: Appeal) -> "answers.Appeal":
    return {"request_id": str(appeal.request_id), "comment": appeal.comment}


def _review(review: Review) -> "answers.Review":
    decision = review.decision
    return {
        "questions": [reason_view(question) for question in review.questions],
        "asked_at": rfc3339(review.asked_at),
        "answer_by": rfc3339(review.answer_by),
        "verdict": decision.verdict if decision else None,
        "comment": decision.comment if decision else None,
        "decided_at": rfc3339(decision.at) if decision else None,
    }


def reason_view(reason: Reason) -> "answers.Reason":
    return {"code": reason.code, "subject": reason.subject, "message": reason.message}
