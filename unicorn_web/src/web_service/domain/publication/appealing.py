"""An agent's appeal: a person judges what was declined, once for the listing as it is.

It is a request for publication that says so. A change of the listing makes another appeal possible.
"""

from dataclasses import replace

from web_service.domain.listings.listing import ApprovalPending, Listing, ListingStatus
from web_service.domain.publication.request import Appeal, PublicationRequest
from web_service.domain.publication.rules import pending

NOT_OF_CONTENT = frozenset(  # the reasons that no person can judge away; any other is about texts and photos
    (
        "CONTRACT_NOT_FOUND",
        "CONTRACT_ENDED",
        "CONTRACT_OF_ANOTHER_ADDRESS",
        "CONTRACT_NOT_APPROVED_IN_TIME",
        "NO_IMAGES",
        "EVALUATION_FAILED",
    )
)


class NotDeclined(Exception):
    """Raised when an appeal is about a listing that is not declined."""


class ChangedSinceDecline(Exception):
    """Raised when an appeal is about a listing that is no longer as it was declined."""


class AppealedBefore(Exception):
    """Raised at the second appeal of the same listing as it is."""


class NothingToJudge(Exception):
    """Raised when an appeal is about reasons that no person can judge away."""


def check_appeal(listing: Listing) -> None:
    """Raise why an appeal is not possible: one of the above, or ApprovalPending."""
    if listing.status is ListingStatus.PENDING:
        raise ApprovalPending("the request is still being decided; only a decline can be appealed")
    if listing.status is not ListingStatus.DECLINED:
        raise NotDeclined(f"the listing is {listing.status}; only a decline can be appealed")
    if listing.is_changed:
        raise ChangedSinceDecline("the listing was changed after it was declined; request its publication as it is now")
    if listing.is_appealed:
        raise AppealedBefore("the listing was appealed once as it is; change it and request its publication again")
    if all(reason.code in NOT_OF_CONTENT for reason in listing.reasons):
        raise NothingToJudge(
            "its texts and photos were not declined; see the reasons, and request its publication again"
        )


def can_appeal(listing: Listing) -> bool:
    try:
        check_appeal(listing)
    except (ApprovalPending, NotDeclined, ChangedSinceDecline, AppealedBefore, NothingToJudge):
        return False
    return True


def appeal(listing: Listing, request: PublicationRequest, *, comment: str) -> Listing:
    """Request the publication of a declined listing by a person's judgement. Raises what `check_appeal` does.

    A request that the listing has already changes nothing, as in `request_approval`.
    """
    if listing.request and listing.request.request_id == request.request_id:
        return listing
    check_appeal(listing)
    assert listing.request  # a declined listing has one
    appealed = replace(request, appeal=Appeal(request_id=listing.request.request_id, comment=comment))
    return replace(pending(listing, appealed), is_appealed=True)
