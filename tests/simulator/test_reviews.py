"""Lives of listings about which people are asked: reviews, appeals, time-outs, take-downs, two admins at once."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from properties_service.domain import approval
from properties_service.domain.approval import Resume, Waiter
from properties_service.handlers import record_facts
from web_service.domain.publication import reviewing

from tests.generated import NIGHTLY
from tests.simulator.boundary import installed
from tests.simulator.history import play
from tests.simulator.plan import plan_of_reviews

FEW, MANY = 8, 500 if NIGHTLY else 80
HAPPENED = ("questions", "decisions", "unanswered", "approved_by_people", "declined_by_people", "refused", "published")


@pytest.fixture(autouse=True)
def _boundary() -> Iterator[None]:
    with installed():
        yield


def played(seeds: range) -> Counter[str]:
    """Play the lives, assert that they keep every promise, and return what happened in them."""
    found = [play(plan_of_reviews(seed)) for seed in seeds]
    assert [f"seed {one.plan.seed}: {violation}" for one in found for violation in one.violations] == []
    return sum((one.counts for one in found), Counter[str]())


def test_a_few_lives_with_reviews_keep_every_promise() -> None:
    assert min(played(range(FEW))[name] for name in ("questions", "decisions")) > 0


@pytest.mark.slow
def test_hundreds_of_lives_with_reviews_keep_every_promise() -> None:
    counts = played(range(FEW, MANY))
    assert {name: counts[name] > 0 for name in HAPPENED} == dict.fromkeys(HAPPENED, True)


def _whatever_was_decided(waiter: Waiter, _: Any) -> Resume:
    return Resume(waiter=waiter, contract=None)


def _an_approved_contract_is_enough(waiter: Waiter, *_: Any) -> Resume:
    return Resume(waiter=waiter, contract=None)


def _never_given_up(waiter: Waiter, review: Any, _: Any, delays: Any) -> Any:
    return QUESTION(waiter, review, waiter.since, delays)


def _decided_again(listing: Any, request_id: Any, decision: Any) -> Any:
    if listing.review:
        listing = replace(listing, review=replace(listing.review, decision=None))
    return DECIDE(listing, request_id, decision)


QUESTION, DECIDE = approval._for_question, reviewing.decide
BROKEN: dict[str, tuple[Any, str, Any, str]] = {
    "a person's decline is ignored": (
        approval,
        "_for_decision",
        _whatever_was_decided,
        "nothing_is_published_against_a_persons_decline",
    ),
    "nobody has to decide": (
        approval,
        "_for_question",
        _an_approved_contract_is_enough,
        "what_no_machine_judges_is_published_by_a_person",
    ),
    "a review has no end": (approval, "_for_question", _never_given_up, "nobody_waits_for_a_person_for_ever"),
    "a decision is made again": (reviewing, "decide", _decided_again, "a_request_has_one_effective_decision"),
    "a decision is not kept": (record_facts, "_record_review", lambda _: None, "a_decision_reaches_its_request"),
}


@pytest.mark.slow
@pytest.mark.parametrize("safeguard", BROKEN)
def test_a_broken_safeguard_of_reviews_is_found(safeguard: str, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, name, broken, promise = BROKEN[safeguard]
    monkeypatch.setattr(owner, name, broken)
    lives = (play(plan_of_reviews(seed)) for seed in range(MANY))
    assert any(found.startswith(promise) for life in lives for found in life.violations)
