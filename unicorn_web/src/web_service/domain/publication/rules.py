"""A request for publication, its evaluation and its revocation: only what answers the right request counts.

Events of older systems have no request id. They are matched by their own time, in whole seconds.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from web_service.domain.images.collection import close
from web_service.domain.listings.listing import ApprovalPending, Listing, ListingStatus
from web_service.domain.listings.rent import check_has_rent_period
from web_service.domain.publication.request import PublicationRequest, PublicVersion, Reason


class Result(StrEnum):
    APPROVED = "APPROVED"
    DECLINED = "DECLINED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    property_id: str
    request_id: UUID | None
    result: Result
    reasons: tuple[Reason, ...] = ()
    occurred_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation:
    property_id: str
    request_id: UUID | None
    reason: Reason
    occurred_at: datetime


WITHDRAWN_BY_AGENT = Reason(code="WITHDRAWN_BY_AGENT", subject="listing", message="Its agent has withdrawn it.")


class AlreadyApproved(Exception):
    """Raised when approval is requested for a listing that is approved as it is."""


def request_approval(listing: Listing, request: PublicationRequest) -> Listing:
    """Request the publication of the listing as it is; it cannot change until that is decided.

    A request that the listing has already changes nothing: an earlier attempt has written it, and its answer was lost.
    Raises ApprovalPending, AlreadyApproved and RentPeriodMissing.
    """
    if listing.request and listing.request.request_id == request.request_id:
        return listing
    if listing.status is ListingStatus.PENDING:
        raise ApprovalPending("approval was requested already; the request is still being decided")
    if listing.status is ListingStatus.APPROVED:
        raise AlreadyApproved("the listing is approved as it is; change it first")
    check_has_rent_period(listing)
    return pending(listing, request)


def pending(listing: Listing, request: PublicationRequest) -> Listing:
    """Return a listing whose request is to be decided."""
    return replace(
        close(listing),
        status=ListingStatus.PENDING,
        sequence=listing.sequence + 1,
        request=request,
        review=None,
        is_changed=False,
        decided_at=None,
        reasons=(),
    )


def decide(listing: Listing, evaluation: Evaluation, *, at: datetime) -> Listing:
    """Apply an evaluation to the pending request; one of another request changes nothing."""
    if not _is_pending(listing, evaluation):
        return listing
    if evaluation.result is Result.APPROVED:
        return _publish(listing, at)
    return replace(listing, status=ListingStatus.DECLINED, decided_at=at, reasons=evaluation.reasons)


def revoke(listing: Listing, revocation: Revocation, *, at: datetime) -> Listing:
    """Take down the version that was published for the revoked request.

    A revocation may overtake the approval of the same request. The request is then no longer pending, so that the
    late approval changes nothing.
    """
    pending, public = _is_pending(listing, revocation), _is_public(listing, revocation)
    if not pending and not public:
        return listing
    revoked = replace(listing, public_version=None)
    if pending or listing.status is ListingStatus.APPROVED:
        return replace(close(revoked), status=ListingStatus.WITHDRAWN, decided_at=at, reasons=(revocation.reason,))
    return revoked


def withdraw(listing: Listing, *, at: datetime) -> Listing:
    """Withdraw a listing, whatever the state of its request; a late evaluation changes nothing."""
    if listing.status is ListingStatus.WITHDRAWN:
        return listing
    return replace(
        close(listing),
        status=ListingStatus.WITHDRAWN,
        public_version=None,
        decided_at=at,
        reasons=(WITHDRAWN_BY_AGENT,),
    )


def _publish(listing: Listing, at: datetime) -> Listing:
    assert listing.request
    since = listing.public_version.since if listing.public_version else at
    public_version = PublicVersion(
        request_id=listing.request.request_id,
        since=since,
        version=listing.version + 1,
        currency=listing.price.currency,
        is_filed=True,
        is_banded=True,
    )
    return replace(listing, status=ListingStatus.APPROVED, decided_at=at, reasons=(), public_version=public_version)


def _is_pending(listing: Listing, answer: Evaluation | Revocation) -> bool:
    if listing.status is not ListingStatus.PENDING or listing.request is None:
        return False
    if answer.request_id is not None:
        return answer.request_id == listing.request.request_id
    return answer.occurred_at >= listing.request.requested_at.replace(microsecond=0)


def _is_public(listing: Listing, revocation: Revocation) -> bool:
    if listing.public_version is None:
        return False
    if revocation.request_id is not None:
        return revocation.request_id == listing.public_version.request_id
    return revocation.occurred_at >= listing.public_version.since.replace(microsecond=0)
