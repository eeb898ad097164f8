"""Workflows that wait for a person: asked once, resumed by the first decision, given up in time."""

from datetime import timedelta
from itertools import permutations
from types import SimpleNamespace
from typing import Any

import pytest
from properties_service.domain.approval import RequestReview, what_to_do
from properties_service.domain.contract_status import ContractStatus
from properties_service.domain.reasons import ReasonCode
from properties_service.domain.review import COMMENT, ReviewVerdict
from properties_service.events import PublicationReviewRequested
from properties_service.ports import BusUnavailable, SeenProperty
from properties_service.use_cases.reconciling import Reconciliation
from properties_service.use_cases.syncing import sync_property
from properties_service.use_cases.waiting import check_waiters, start_waiting

from tests.unit.properties.fakes import (
    ASKING,
    DELAYS,
    GRACE,
    HOME,
    HOUSE,
    MONDAY,
    OTHER_HOME,
    REVIEW,
    UNREADABLE,
    World,
    a_decision,
    a_fact,
    a_review,
    a_waiter,
)
from unicorn_kit.rounds import Budget, Step

pytestmark = pytest.mark.domain

LIMIT = MONDAY + REVIEW
TICK = timedelta(milliseconds=1)
APPROVED, DECLINED = ReviewVerdict.APPROVED, ReviewVerdict.DECLINED


@pytest.fixture
def world() -> World:
    """A property with a contract whose request waits for a person."""
    world = World()
    world.table.facts[HOUSE] = a_fact()
    start_waiting(a_review("r1"), approvals=world.table)
    return world


def synced(world: World) -> World:
    sync_property(HOUSE, services=world.services())
    return world


def checked(world: World) -> None:
    check_waiters(
        waiting=world.table,
        after=None,
        move=world.runs.move,
        budget=Budget(lambda: 60, 1000),
        overlooked=timedelta(0),
        services=world.services(),
    )


def test_a_person_is_asked_once_and_until_when(world: World) -> None:
    assert synced(world).publisher.reviews == [("r1", LIMIT)]
    checked(synced(world))
    assert world.publisher.reviews == [("r1", LIMIT)]
    assert world.workflow.gone == set()


def test_a_person_who_could_not_be_asked_is_asked_by_the_schedule(world: World) -> None:
    world.publisher.is_down = True
    with pytest.raises(BusUnavailable):
        synced(world)
    world.publisher.is_down = False
    checked(world)
    assert world.publisher.reviews == [("r1", LIMIT)]


def test_the_event_carries_the_questions_and_the_ids_of_the_request(world: World) -> None:
    [action] = what_to_do(world.table.state(HOUSE), now=MONDAY, delays=DELAYS)
    assert isinstance(action, RequestReview)
    event = PublicationReviewRequested.of(action)
    assert event.answer_by == LIMIT
    assert [(q.code, q.subject, q.message) for q in event.questions] == [
        (UNREADABLE.code, UNREADABLE.subject, UNREADABLE.message)
    ]
    metadata = event.metadata
    assert (metadata.sequence, metadata.correlation_id, metadata.causation_id) == (2, "correlation", "cause")
    assert metadata.idempotency_key == "unicorn.properties:r1:review"
    assert (str(metadata.event_id), metadata.occurred_at) == (ASKING, MONDAY)  # the same, however often it is asked


def test_an_approved_review_resumes_the_workflow_which_then_waits_for_the_contract(world: World) -> None:
    world.table.keep_decision(a_decision(APPROVED, "r1"), at=MONDAY)
    assert synced(world).workflow.resumed == [("r1", None)]
    start_waiting(a_waiter("r1", token="of the next state"), approvals=world.table)
    assert synced(world).workflow.resumed == [("r1", None)]  # an approved review is no approved contract
    world.table.facts[HOUSE] = a_fact(ContractStatus.APPROVED, sequence=2)
    assert synced(world).workflow.resumed == [("r1", None), ("r1", "contract-1")]


def test_an_approved_contract_does_not_resume_what_waits_for_a_person(world: World) -> None:
    world.table.facts[HOUSE] = a_fact(ContractStatus.APPROVED, sequence=2)
    assert synced(world).workflow.gone == set()


def test_a_declined_review_ends_the_workflow_with_the_comment(world: World) -> None:
    decision = a_decision(DECLINED, "r1", "The roof is gone." + "!" * 3_000)
    world.table.keep_decision(decision, at=MONDAY)
    reason = decision.reason
    assert reason is not None
    assert (reason.code, reason.subject) == (ReasonCode.REVIEW_DECLINED, HOUSE)
    assert reason.message == "The roof is gone.".ljust(COMMENT, "!")
    assert synced(world).workflow.declined == [("r1", "REVIEW_DECLINED")]
    assert world.table.waiters == {}


def test_a_declined_review_without_a_comment_still_gives_a_reason() -> None:
    reason = a_decision(DECLINED, comment="").reason
    assert reason is not None
    assert reason.message == "A person has declined the listing."


@pytest.mark.parametrize(("first", "second"), list(permutations(ReviewVerdict)))
def test_the_first_decision_stands(world: World, first: ReviewVerdict, second: ReviewVerdict) -> None:
    assert world.table.keep_decision(a_decision(first, "r1"), at=MONDAY)
    assert not world.table.keep_decision(a_decision(second, "r1"), at=MONDAY)
    synced(world)
    assert bool(world.workflow.resumed) is (first is APPROVED)
    assert bool(world.workflow.declined) is (first is DECLINED)


def test_a_decision_that_is_stored_before_the_token_is_used_at_once() -> None:
    world = World()
    world.table.keep_decision(a_decision(APPROVED, "r1"), at=MONDAY)
    start_waiting(a_review("r1"), approvals=world.table)
    assert synced(world).workflow.resumed == [("r1", None)]
    assert world.publisher.reviews == []


def test_the_newest_token_of_a_retried_wait_is_used(world: World) -> None:
    synced(world)
    start_waiting(a_review("r1", token="of the second try"), approvals=world.table)
    world.table.mark_requested(a_review("r1"))  # of the first try, late
    assert synced(world).publisher.reviews == [("r1", LIMIT)] * 2  # one key: it is not asked twice
    world.table.keep_decision(a_decision(APPROVED, "r1"), at=MONDAY)
    synced(world)
    assert world.workflow.gone == {"of the second try"}


def test_a_decision_about_another_request_changes_nothing(world: World) -> None:
    world.table.keep_decision(a_decision(APPROVED, "r0"), at=MONDAY)
    assert synced(world).workflow.gone == set()


def test_a_review_that_nobody_answers_ends_when_a_decision_made_in_time_would_have_arrived(world: World) -> None:
    synced(world)
    world.now = LIMIT + GRACE - TICK
    checked(world)
    assert world.workflow.given_up == []
    world.now = LIMIT + GRACE
    checked(world)
    assert world.workflow.given_up == ["r1"]
    assert world.table.waiters == {}


def test_a_decision_that_was_stored_in_time_is_used_after_the_limit(world: World) -> None:
    world.table.keep_decision(a_decision(APPROVED, "r1"), at=LIMIT)
    world.now = LIMIT + GRACE * 10
    checked(world)
    assert (world.workflow.resumed, world.workflow.given_up) == ([("r1", None)], [])


@pytest.mark.parametrize("ended", [ContractStatus.CANCELLED, ContractStatus.CLOSED, ContractStatus.EXPIRED])
def test_a_contract_that_ends_declines_what_waits_for_a_person(world: World, ended: ContractStatus) -> None:
    world.table.facts[HOUSE] = a_fact(ended, sequence=2)
    assert synced(world).workflow.declined == [("r1", "CONTRACT_ENDED")]
    assert world.publisher.reviews == []


def test_a_contract_of_another_address_declines_what_waits_for_a_person() -> None:
    world = World()
    world.table.facts[HOUSE] = a_fact(home=OTHER_HOME)
    start_waiting(a_review("r1", home=HOME), approvals=world.table)
    assert synced(world).workflow.declined == [("r1", "CONTRACT_OF_ANOTHER_ADDRESS")]


def test_a_persons_decline_is_told_although_the_contract_has_ended_too(world: World) -> None:
    world.table.facts[HOUSE] = a_fact(ContractStatus.CANCELLED, sequence=2)
    world.table.keep_decision(a_decision(DECLINED, "r1"), at=MONDAY)
    assert synced(world).workflow.declined == [("r1", "REVIEW_DECLINED")]


def reconciled(world: World, *, dry_run: bool = False) -> int:
    """Run the daily reconciliation; return how many properties it has found."""
    reconciliation = Reconciliation(
        services=world.services(), dry_run=dry_run, on_synced=lambda *_: None, on_failed=lambda *_: None
    )
    seen = SeenProperty(property_id=HOUSE, state=world.table.state(HOUSE))
    steps = [[Step([seen], "")]]
    properties: Any = SimpleNamespace(seen=lambda **_: iter(steps))
    return reconciliation.go_on(properties, after=None, move=lambda _: None, budget=Budget(lambda: 60, 1000)).found


def test_a_reconciliation_asks_again_what_whoever_answers_may_have_lost(world: World) -> None:
    synced(world)
    assert (reconciled(world, dry_run=True), reconciled(world)) == (1, 1)
    assert world.publisher.reviews == [("r1", LIMIT)] * 2
    world.table.keep_decision(a_decision(APPROVED, "r1"), at=MONDAY)
    assert reconciled(world) == 1
    assert (world.workflow.resumed, world.publisher.reviews) == ([("r1", None)], [("r1", LIMIT)] * 2)
    assert reconciled(world) == 0


def test_a_reconciliation_asks_nobody_after_the_limit(world: World) -> None:
    synced(world)
    world.now = LIMIT + GRACE
    assert reconciled(world) == 1
    assert (world.publisher.reviews, world.workflow.given_up) == ([("r1", LIMIT)], ["r1"])


@pytest.mark.parametrize("is_lost", ["question", "decision", "limit"])
def test_a_lost_trigger_of_a_review_is_made_good_by_the_schedule(world: World, is_lost: str) -> None:
    if is_lost != "question":
        synced(world)
    if is_lost == "decision":
        world.table.keep_decision(a_decision(APPROVED, "r1"), at=MONDAY)
    if is_lost == "limit":
        world.now = LIMIT + GRACE
    assert what_to_do(world.table.state(HOUSE), now=world.now, delays=DELAYS)  # as a reconciliation compares
    checked(world)
    expected = {
        "question": ([("r1", LIMIT)], [], []),
        "decision": ([("r1", LIMIT)], [("r1", None)], []),
        "limit": ([("r1", LIMIT)], [], ["r1"]),
    }[is_lost]
    assert (world.publisher.reviews, world.workflow.resumed, world.workflow.given_up) == expected
