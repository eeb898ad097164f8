"""Only the evaluation of its own pending request changes a listing's status."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from web_service.domain.images.collection import expect
from web_service.domain.images.image import ImageStatus, RejectionCode
from web_service.domain.listings.listing import ApprovalPending, Listing, ListingStatus
from web_service.domain.publication.request import Reason
from web_service.domain.publication.rules import AlreadyApproved, Result, Revocation, decide, request_approval, revoke

from tests.unit.web.fakes import (
    MONDAY,
    TUESDAY,
    a_listing,
    a_request,
    an_image,
    answer_to,
    approved,
    pending,
    with_picture,
)

pytestmark = pytest.mark.domain

NEGATIVE = Reason(code="DESCRIPTION_NEGATIVE", subject="description", message="It sounds negative.")
CANCELLED = Reason(code="CONTRACT_CANCELLED", subject="contract", message="The property's contract was cancelled.")


def revocation_of(listing: Listing) -> Revocation:
    assert listing.request
    return Revocation(
        property_id=listing.property_id,
        request_id=listing.request.request_id,
        reason=CANCELLED,
        occurred_at=listing.request.requested_at,
    )


@pytest.mark.parametrize("status", [ListingStatus.DRAFT, ListingStatus.DECLINED, ListingStatus.WITHDRAWN])
def test_publication_can_be_requested_unless_pending_or_approved(status: ListingStatus) -> None:
    before = a_listing(status=status, sequence=3, decided_at=MONDAY, reasons=(NEGATIVE,))
    asked = request_approval(before, a_request(at=TUESDAY))
    assert (asked.status, asked.sequence, asked.reasons, asked.decided_at) == (ListingStatus.PENDING, 4, (), None)


def test_a_second_request_fails_until_the_first_is_evaluated() -> None:
    with pytest.raises(ApprovalPending):
        request_approval(pending(), a_request())
    with pytest.raises(AlreadyApproved):
        request_approval(approved(), a_request())


def test_an_approval_publishes_the_requested_version() -> None:
    asked = pending(with_picture(a_listing()))
    published = decide(asked, answer_to(asked), at=TUESDAY)
    assert (published.status, published.decided_at) == (ListingStatus.APPROVED, TUESDAY)
    assert published.public_version and asked.request
    assert (published.public_version.request_id, published.public_version.since) == (asked.request.request_id, TUESDAY)


def test_a_declined_listing_keeps_every_reason() -> None:
    asked = pending()
    declined = decide(asked, answer_to(asked, Result.DECLINED, reasons=(NEGATIVE, CANCELLED)), at=TUESDAY)
    assert (declined.status, declined.reasons, declined.public_version) == (
        ListingStatus.DECLINED,
        (NEGATIVE, CANCELLED),
        None,
    )


def test_an_evaluation_of_another_request_changes_nothing() -> None:
    first = pending()
    answered = decide(first, answer_to(first, Result.DECLINED), at=MONDAY)
    second = request_approval(answered, a_request(at=TUESDAY))
    assert decide(second, answer_to(first), at=TUESDAY) is second
    assert decide(second, answer_to(second, request_id=uuid4()), at=TUESDAY) is second


@pytest.mark.parametrize("result", list(Result))
def test_the_same_evaluation_twice_changes_nothing_more(result: Result) -> None:
    asked = pending()
    answered = decide(asked, answer_to(asked, result), at=MONDAY)
    assert decide(answered, answer_to(asked, result), at=TUESDAY) is answered
    assert decide(answered, answer_to(asked, Result.DECLINED), at=TUESDAY) is answered


def test_a_revocation_takes_the_listing_down_with_the_reason() -> None:
    published = approved()
    revoked = revoke(published, revocation_of(published), at=TUESDAY)
    assert (revoked.status, revoked.public_version, revoked.reasons, revoked.decided_at) == (
        ListingStatus.WITHDRAWN,
        None,
        (CANCELLED,),
        TUESDAY,
    )
    assert revoke(revoked, revocation_of(published), at=TUESDAY) is revoked


def test_a_revocation_that_overtakes_its_approval_wins() -> None:
    asked = pending()
    revoked = revoke(asked, revocation_of(asked), at=MONDAY)
    assert revoked.status is ListingStatus.WITHDRAWN
    assert decide(revoked, answer_to(asked), at=TUESDAY) is revoked


def test_a_revocation_of_an_earlier_request_leaves_a_pending_one_alone() -> None:
    first = approved()
    edited = replace(first, status=ListingStatus.DRAFT)
    second = request_approval(edited, a_request(at=TUESDAY))
    revoked = revoke(second, revocation_of(first), at=TUESDAY)
    assert (revoked.status, revoked.public_version) == (ListingStatus.PENDING, None)


def test_a_revocation_of_the_pending_request_takes_the_public_version_down_too() -> None:
    edited = replace(approved(), status=ListingStatus.DRAFT)
    second = request_approval(edited, a_request(at=TUESDAY))
    assert second.public_version
    assert revoke(second, revocation_of(second), at=TUESDAY).public_version is None


def test_a_revocation_of_an_unknown_request_changes_nothing() -> None:
    for listing in (a_listing(), pending(), approved()):
        foreign = replace(revocation_of(pending()), request_id=uuid4())
        assert revoke(listing, foreign, at=TUESDAY) is listing


def test_an_older_systems_evaluation_is_matched_by_its_time() -> None:
    asked = pending(at=MONDAY.replace(microsecond=700_000))
    old = answer_to(asked, request_id=None, occurred_at=MONDAY)  # whole seconds
    assert decide(asked, old, at=TUESDAY).status is ListingStatus.APPROVED
    before = answer_to(asked, request_id=None, occurred_at=MONDAY - timedelta(seconds=1))
    assert decide(asked, before, at=TUESDAY) is asked


def test_an_older_systems_revocation_is_matched_by_its_time() -> None:
    published = approved()
    old = replace(revocation_of(published), request_id=None, occurred_at=MONDAY)
    assert revoke(published, old, at=TUESDAY).status is ListingStatus.WITHDRAWN
    before = replace(old, occurred_at=MONDAY - timedelta(seconds=1))
    assert revoke(published, before, at=TUESDAY) is published


def test_a_request_rejects_images_that_were_never_uploaded() -> None:
    asked = pending(expect(a_listing(), an_image(), now=MONDAY))
    (image,) = asked.images
    assert image.status is ImageStatus.REJECTED
    assert image.rejection and image.rejection.code is RejectionCode.NOT_UPLOADED
