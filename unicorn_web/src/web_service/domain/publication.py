"""A request for publication, its evaluation and its revocation: only what answers the right request counts.

Events of older systems name no request. They are matched by their own time, which has whole seconds.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from web_service.domain.listing import ApprovalPending, Listing, ListingStatus, Live, Reason, Request
from web_service.domain.pictures import close


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
    """Raised when approval is asked for what has it."""


def request_approval(listing: Listing, request: Request) -> Listing:
    """Ask for the publication of the listing as it is; nothing joins it until that is decided.

    Raises ApprovalPending and AlreadyApproved.
    """
    if listing.status is ListingStatus.PENDING:
        raise ApprovalPending("approval was asked for already; the request is still being decided")
    if listing.status is ListingStatus.APPROVED:
        raise AlreadyApproved("the listing is approved as it is; change it first")
    return replace(
        close(listing),
        status=ListingStatus.PENDING,
        sequence=listing.sequence + 1,
        request=request,
        decided_at=None,
        reasons=(),
    )


def decide(listing: Listing, evaluation: Evaluation, *, at: datetime) -> Listing:
    """Answer the pending request; an evaluation of anything else changes nothing."""
    if not _is_pending(listing, evaluation):
        return listing
    if evaluation.result is Result.APPROVED:
        return _publish(listing, at)
    return replace(listing, status=ListingStatus.DECLINED, decided_at=at, reasons=evaluation.reasons)


def revoke(listing: Listing, revocation: Revocation, *, at: datetime) -> Listing:
    """Take down what was published for the revoked request, or for one before it.

    A revocation may overtake the approval of the same request. The request is then pending no longer, so that the
    approval, when it comes, answers nothing.
    """
    pending, live = _is_pending(listing, revocation), _is_live(listing, revocation)
    if not pending and not live:
        return listing
    revoked = replace(listing, live=None)
    if pending or listing.status is ListingStatus.APPROVED:
        return replace(close(revoked), status=ListingStatus.WITHDRAWN, decided_at=at, reasons=(revocation.reason,))
    return revoked


def withdraw(listing: Listing, *, at: datetime) -> Listing:
    """Take a listing back, whatever has become of its request; an answer that comes later changes nothing."""
    if listing.status is ListingStatus.WITHDRAWN:
        return listing
    return replace(
        close(listing), status=ListingStatus.WITHDRAWN, live=None, decided_at=at, reasons=(WITHDRAWN_BY_AGENT,)
    )


def _publish(listing: Listing, at: datetime) -> Listing:
    assert listing.request
    since = listing.live.since if listing.live else at
    live = Live(request_id=listing.request.request_id, since=since, version=listing.version + 1)
    return replace(listing, status=ListingStatus.APPROVED, decided_at=at, reasons=(), live=live)


def _is_pending(listing: Listing, told: Evaluation | Revocation) -> bool:
    if listing.status is not ListingStatus.PENDING or listing.request is None:
        return False
    if told.request_id is not None:
        return told.request_id == listing.request.request_id
    return told.occurred_at >= listing.request.requested_at.replace(microsecond=0)


def _is_live(listing: Listing, told: Revocation) -> bool:
    if listing.live is None:
        return False
    if told.request_id is not None:
        return told.request_id == listing.live.request_id
    return told.occurred_at >= listing.live.since.replace(microsecond=0)
