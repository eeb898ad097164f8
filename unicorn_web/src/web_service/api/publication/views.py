"""The state of a publication, as the listing's agent sees it."""

from typing import TYPE_CHECKING

from unicorn_kit.moments import rfc3339
from web_service.domain.listings.listing import Listing
from web_service.domain.publication.request import Reason

if TYPE_CHECKING:
    from web_service.api.publication import answers


def publication_view(listing: Listing) -> "answers.Publication":
    request = listing.request
    return {
        "property_id": listing.property_id,
        "status": listing.status,
        "is_public": listing.public_version is not None,
        "request_id": str(request.request_id) if request else None,
        "reasons": [_reason(reason) for reason in listing.reasons],
        "requested_at": rfc3339(request.requested_at) if request else None,
        "decided_at": rfc3339(listing.decided_at) if listing.decided_at else None,
    }


def _reason(reason: Reason) -> "answers.Reason":
    return {"code": reason.code, "subject": reason.subject, "message": reason.message}
