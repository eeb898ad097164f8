"""A review is decided once, by a person who may, while its request is pending; a decline is appealed once."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from web_service.domain.images.collection import accept, expect, remove
from web_service.domain.listings.editing import Edit, edit
from web_service.domain.listings.listing import ApprovalPending, Listing, ListingStatus
from web_service.domain.publication import appealing, reviewing
from web_service.domain.publication.appealing import appeal, can_appeal
from web_service.domain.publication.request import Reason
from web_service.domain.publication.review import Decision, Verdict
from web_service.domain.publication.reviewing import ask, is_open
from web_service.domain.publication.rules import Result, decide, request_approval, withdraw

from tests.unit.web.fakes import (
    ADMIN,
    INFO,
    MONDAY,
    NOT_JUDGED,
    TUESDAY,
    a_listing,
    a_request,
    an_image,
    answer_to,
    approved,
    declined,
    pending,
    questions_about,
    reviewed,
    with_picture,
)

pytestmark = pytest.mark.domain

NO_CONTRACT = Reason(code="CONTRACT_NOT_FOUND", subject="a/b/c/d", message="There is no contract.")


def decision(verdict: Verdict = Verdict.APPROVED, **changes: Any) -> Decision:
    found = Decision(
        verdict=verdict, reviewer=ADMIN.name, comment="Because.", at=TUESDAY, event_id=uuid4(), causation_id="r"
    )
    return replace(found, **changes)


def decided(listing: Listing, verdict: Verdict = Verdict.APPROVED, **changes: Any) -> Listing:
    assert listing.request
    return reviewing.decide(listing, listing.request.request_id, decision(verdict, **changes))


def test_questions_open_a_review_and_a_second_time_change_nothing() -> None:
    asked = pending()
    found = ask(asked, questions_about(asked), at=MONDAY)
    assert is_open(found)
    assert found.review
    assert (found.review.questions, found.review.answer_by) == ((NOT_JUDGED,), MONDAY + timedelta(days=7))
    assert ask(found, questions_about(asked, questions=()), at=TUESDAY) is found


def test_questions_about_what_is_not_pending_open_nothing() -> None:
    asked = pending()
    assert ask(asked, questions_about(asked, request_id=uuid4()), at=MONDAY) is asked
    for over in (declined(), withdraw(asked, at=MONDAY), approved()):
        assert ask(over, questions_about(over), at=MONDAY) is over


def test_questions_that_come_after_the_decision_do_not_open_the_review_again() -> None:
    found = decided(reviewed())
    assert ask(found, questions_about(found), at=TUESDAY) is found


@pytest.mark.parametrize("verdict", Verdict)
def test_a_decision_closes_the_review_and_leaves_the_request_to_its_evaluation(verdict: Verdict) -> None:
    found = decided(reviewed(), verdict)
    assert (found.status, is_open(found)) == (ListingStatus.PENDING, False)


def test_the_second_decision_is_told_what_the_first_one_was() -> None:
    first = decided(reviewed(), Verdict.DECLINED)
    with pytest.raises(reviewing.ReviewDecided, match="admin1 has decided this review already: DECLINED"):
        decided(first, Verdict.APPROVED, reviewer="admin2")
    evaluated = decide(first, answer_to(first, Result.DECLINED, reasons=(NOT_JUDGED,)), at=TUESDAY)
    with pytest.raises(reviewing.ReviewDecided):
        decided(evaluated, Verdict.APPROVED, reviewer="admin2")


def test_an_admin_does_not_review_an_own_listing() -> None:
    own = reviewed(a_listing(agent=ADMIN.name))
    for verdict in Verdict:
        with pytest.raises(reviewing.OwnListing):
            decided(own, verdict)


def test_a_decline_needs_a_comment_and_an_approval_none() -> None:
    with pytest.raises(reviewing.CommentMissing):
        decided(reviewed(), Verdict.DECLINED, comment="")
    assert decided(reviewed(), Verdict.APPROVED, comment="").review


def test_a_decision_comes_too_late_when_the_time_is_over_and_not_a_moment_before() -> None:
    found = reviewed()
    assert found.review
    with pytest.raises(reviewing.ReviewOver, match="time to decide"):
        decided(found, at=found.review.answer_by)
    assert decided(found, at=found.review.answer_by - timedelta(milliseconds=1))


def test_a_decision_comes_too_late_when_the_request_is_over() -> None:
    found = reviewed()
    assert found.request
    first = found.request.request_id
    with pytest.raises(reviewing.ReviewOver, match="withdrawn"):
        decided(withdraw(found, at=MONDAY))
    over = decide(found, answer_to(found, Result.DECLINED), at=TUESDAY)
    with pytest.raises(reviewing.ReviewOver, match="declined"):
        decided(over)
    anew = reviewed(edit(over, Edit(description="Another text")))
    with pytest.raises(reviewing.ReviewOver, match="requested again"):
        reviewing.decide(anew, first, decision())


def test_an_appeal_is_a_request_that_names_the_declined_one() -> None:
    before = declined()
    assert before.request
    request = a_request(at=TUESDAY)
    asked = appeal(before, request, comment="It is fine.")
    assert asked.request and asked.request.appeal
    assert (asked.status, asked.sequence, asked.reasons) == (ListingStatus.PENDING, before.sequence + 1, ())
    assert (asked.request.appeal.request_id, asked.request.appeal.comment) == (before.request.request_id, "It is fine.")
    assert appeal(asked, request, comment="It is fine.") is asked  # its answer was lost, and it was sent again


def test_a_second_appeal_of_the_same_listing_fails_whatever_came_between() -> None:
    asked = appeal(declined(), a_request(), comment="It is fine.")
    with pytest.raises(ApprovalPending):
        appeal(asked, a_request(), comment="Hurry.")
    again = decide(asked, answer_to(asked, Result.DECLINED, reasons=(NOT_JUDGED,)), at=TUESDAY)
    with pytest.raises(appealing.AppealedBefore):
        appeal(again, a_request(), comment="Please.")
    requested = request_approval(again, a_request())
    machine = decide(requested, answer_to(requested, Result.DECLINED, reasons=(NOT_JUDGED,)), at=TUESDAY)
    with pytest.raises(appealing.AppealedBefore):
        appeal(machine, a_request(), comment="Please.")


def test_an_appeal_is_possible_again_after_a_change_and_another_decline() -> None:
    asked = appeal(declined(), a_request(), comment="It is fine.")
    again = decide(asked, answer_to(asked, Result.DECLINED, reasons=(NOT_JUDGED,)), at=TUESDAY)
    other = declined(edit(again, Edit(description="Another text")))
    assert can_appeal(other)
    assert appeal(other, a_request(), comment="It is fine.").status is ListingStatus.PENDING


def changed_images(listing: Listing) -> list[Listing]:
    image = an_image()
    added = accept(expect(listing, image, now=MONDAY), image.image_id, INFO)
    return [added, remove(listing, listing.images[0].image_id)]


def test_what_was_changed_after_its_decline_is_requested_and_not_appealed() -> None:
    before = declined(with_picture(a_listing()))
    for changed in (edit(before, Edit(description="Another text")), *changed_images(before)):
        assert not can_appeal(changed)
        with pytest.raises(appealing.ChangedSinceDecline):
            appeal(changed, a_request(), comment="It is fine.")


def test_only_a_decline_is_appealed() -> None:
    for other in (a_listing(), approved(), withdraw(pending(), at=MONDAY), edit(approved(), Edit(description="x"))):
        assert not can_appeal(other)
        with pytest.raises(appealing.NotDeclined):
            appeal(other, a_request(), comment="It is fine.")


def test_no_person_judges_a_contract_or_a_missing_photo_away() -> None:
    for fact in (NO_CONTRACT, replace(NO_CONTRACT, code="NO_IMAGES", subject="images")):
        with pytest.raises(appealing.NothingToJudge):
            appeal(declined(None, fact), a_request(), comment="It is on its way.")
    assert can_appeal(declined(None, NO_CONTRACT, NOT_JUDGED))
