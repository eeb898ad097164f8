"""The actions that a property's current state requires, independent of its past."""

from dataclasses import replace
from datetime import timedelta

import pytest
from properties_service.domain.approval import PropertyState
from properties_service.domain.contract_status import ContractFact, ContractStatus
from properties_service.domain.home import Home
from properties_service.ports import BusUnavailable, WorkflowUnavailable
from properties_service.use_cases.syncing import sync_property
from properties_service.use_cases.waiting import WaiterCheck, check_waiters, start_waiting

from tests.unit.properties.fakes import (
    GRACE,
    HOME,
    HOUSE,
    MONDAY,
    OTHER_HOME,
    PATIENCE,
    World,
    a_fact,
    a_publication,
    a_waiter,
)
from unicorn_kit.rounds import Budget

pytestmark = pytest.mark.domain

APPROVED = ContractStatus.APPROVED
ENDED = [ContractStatus.CANCELLED, ContractStatus.CLOSED, ContractStatus.EXPIRED]


def a_world(contract: ContractFact | None = None, *requests: str, published: bool = False) -> World:
    world = World()
    if contract:
        world.table.facts[HOUSE] = contract
    for request in requests:
        start_waiting(a_waiter(request), approvals=world.table)
    if published:
        world.table.publications[HOUSE] = a_publication()
    return world


def synced(world: World) -> World:
    sync_property(HOUSE, services=world.services())
    return world


def test_an_approved_contract_resumes_its_waiter() -> None:
    world = synced(a_world(a_fact(APPROVED), "r1"))
    assert world.workflow.resumed == [("r1", "contract-1")]
    assert world.table.waiters == {}


def test_every_waiter_of_a_property_is_resumed() -> None:
    world = synced(a_world(a_fact(APPROVED), "r1", "r2", "r3"))
    assert [request for request, _ in world.workflow.resumed] == ["r1", "r2", "r3"]


@pytest.mark.parametrize("status", ENDED)
def test_an_ended_contract_fails_its_waiter(status: ContractStatus) -> None:
    world = synced(a_world(a_fact(status), "r1", "r2"))
    assert world.workflow.declined == [("r1", "CONTRACT_ENDED"), ("r2", "CONTRACT_ENDED")]
    assert world.table.waiters == {}


def test_a_contract_that_had_ended_before_fails_its_waiter_unless_another_replaces_it_in_time() -> None:
    world = a_world(a_fact(ContractStatus.CANCELLED, as_of=MONDAY - timedelta(seconds=1)), "r1")
    world.now = MONDAY + GRACE - timedelta(milliseconds=1)
    assert synced(world).workflow.declined == []
    world.now = MONDAY + GRACE
    assert checked(world).results
    assert world.workflow.declined == [("r1", "CONTRACT_ENDED")]


@pytest.mark.parametrize("status", [ContractStatus.DRAFT, APPROVED])
def test_a_waiter_is_declined_when_a_contract_for_another_address_replaces_its_own(status: ContractStatus) -> None:
    world = a_world(a_fact(home=HOME))
    world.table.add_waiter(a_waiter("r1", home=HOME))
    assert len(synced(world).table.waiters) == 1
    world.table.facts[HOUSE] = a_fact(status, sequence=3, contract_id="contract-2", home=OTHER_HOME)
    assert synced(world).workflow.declined == [("r1", "CONTRACT_OF_ANOTHER_ADDRESS")]
    assert (world.workflow.resumed, world.table.waiters) == ([], {})


@pytest.mark.parametrize(("waits_for", "contracts"), [(HOME, HOME), (None, HOME), (HOME, None), (None, None)])
def test_a_waiter_is_resumed_unless_both_addresses_are_known_and_differ(
    waits_for: Home | None, contracts: Home | None
) -> None:
    world = a_world(a_fact(APPROVED, home=contracts))
    world.table.add_waiter(a_waiter("r1", home=waits_for))
    assert synced(world).workflow.resumed == [("r1", "contract-1")]


def test_a_publication_is_revoked_when_the_contract_turns_out_to_be_about_another_address() -> None:
    world = a_world(a_fact(APPROVED, home=OTHER_HOME))
    world.table.publications[HOUSE] = a_publication(contract_id=None, home=HOME)  # an older system's contract
    assert synced(world).publisher.revocations == [("request-1", "CONTRACT_REPLACED")]


@pytest.mark.parametrize(("published", "contracts"), [(HOME, HOME), (None, HOME), (HOME, None)])
def test_a_publication_is_kept_unless_both_addresses_are_known_and_differ(
    published: Home | None, contracts: Home | None
) -> None:
    world = a_world(a_fact(APPROVED, home=contracts))
    world.table.publications[HOUSE] = a_publication(home=published)
    assert synced(world).publisher.revocations == []


def test_a_waiter_that_is_too_old_fails() -> None:
    world = a_world(a_fact(), "r1")
    world.now = MONDAY + PATIENCE - timedelta(milliseconds=1)
    assert synced(world).workflow.given_up == []
    world.now = MONDAY + PATIENCE
    assert synced(world).workflow.given_up == ["r1"]
    assert world.table.waiters == {}


@pytest.mark.parametrize("contract", [None, a_fact()])
def test_a_waiter_keeps_waiting_without_an_approved_contract(contract: ContractFact | None) -> None:
    world = synced(a_world(contract, "r1"))
    assert len(world.table.waiters) == 1
    assert world.workflow.gone == set()


def test_a_used_token_is_not_used_again() -> None:
    world = synced(a_world(a_fact(APPROVED), "r1"))
    assert synced(world).workflow.resumed == [("r1", "contract-1")]


def test_a_dead_token_is_dropped_and_the_others_are_resumed() -> None:
    world = a_world(a_fact(APPROVED), "dead", "alive")
    world.workflow.gone.add("token of dead")
    done = sync_property(HOUSE, services=world.services())
    assert (done.dropped, done.resumed) == (["dead"], ["alive"])
    assert world.table.waiters == {}


def test_a_token_that_was_renewed_meanwhile_is_kept() -> None:
    world = a_world(a_fact(APPROVED), "r1")
    old = a_waiter("r1")
    world.table.add_waiter(a_waiter("r1", token="the token of the task's second try"))
    world.table.drop_waiter(old)
    assert synced(world).workflow.resumed == [("r1", "contract-1")]


def test_a_waiter_is_kept_while_the_workflow_service_is_down() -> None:
    world = a_world(a_fact(APPROVED), "r1")
    world.workflow.is_down = True
    with pytest.raises(WorkflowUnavailable):
        synced(world)
    world.workflow.is_down = False
    assert synced(world).workflow.resumed == [("r1", "contract-1")]


@pytest.mark.parametrize("status", ENDED)
def test_a_publication_is_revoked_once_when_its_contract_ends(status: ContractStatus) -> None:
    world = synced(a_world(a_fact(status), published=True))
    assert world.publisher.revocations == [("request-1", f"CONTRACT_{status}")]
    assert synced(world).publisher.revocations == [("request-1", f"CONTRACT_{status}")]


@pytest.mark.parametrize("status", [ContractStatus.DRAFT, APPROVED])
def test_a_publication_is_revoked_when_its_contract_is_replaced(status: ContractStatus) -> None:
    world = synced(a_world(a_fact(status, sequence=4, contract_id="contract-2"), published=True))
    assert world.publisher.revocations == [("request-1", "CONTRACT_REPLACED")]


@pytest.mark.parametrize("contract_id", ["contract-1", None])
def test_a_publication_is_kept_while_its_contract_is_active(contract_id: str | None) -> None:
    assert synced(a_world(a_fact(APPROVED, contract_id=contract_id), published=True)).publisher.revocations == []


def test_a_new_contract_alone_publishes_nothing() -> None:
    world = synced(a_world(a_fact(ContractStatus.CANCELLED), published=True))
    world.table.facts[HOUSE] = a_fact(APPROVED, sequence=9, contract_id="contract-2")
    assert synced(world).workflow.resumed == []
    assert world.table.publications[HOUSE].revoked


def test_a_revocation_that_could_not_be_published_is_published_later() -> None:
    world = a_world(a_fact(ContractStatus.CANCELLED), published=True)
    world.publisher.is_down = True
    with pytest.raises(BusUnavailable):
        synced(world)
    assert not world.table.publications[HOUSE].revoked
    world.publisher.is_down = False
    assert synced(world).publisher.revocations == [("request-1", "CONTRACT_CANCELLED")]


def test_a_revocation_does_not_mark_a_newer_publication() -> None:
    world = a_world(a_fact(ContractStatus.CANCELLED), published=True)
    first = world.table.publications[HOUSE]
    world.table.publications[HOUSE] = a_publication("request-2")
    world.table.mark_revoked(HOUSE, first.request_id, at=MONDAY)
    assert not world.table.publications[HOUSE].revoked


def checked(world: World, *, overlooked: timedelta = timedelta(0)) -> WaiterCheck:
    return check_waiters(
        waiting=world.table,
        after=world.runs.position,
        move=world.runs.move,
        budget=Budget(lambda: 60, 1000),
        overlooked=overlooked,
        services=world.services(),
    )


def test_the_schedule_finds_waiters_whose_wake_up_was_lost() -> None:
    world = a_world(a_fact(APPROVED), "r1")
    check = checked(world)
    assert (list(check.results), check.failed) == ([HOUSE], {})
    assert world.workflow.resumed == [("r1", "contract-1")]


def test_the_schedule_says_since_when_the_oldest_waits() -> None:
    assert checked(World()).oldest is None
    world = a_world(a_fact(ContractStatus.DRAFT), "r1", "r2")
    for number, request_id in enumerate(("r1", "r2")):
        key = (HOUSE, request_id)
        world.table.waiters[key] = replace(world.table.waiters[key], since=MONDAY - timedelta(days=2 - number))
    assert checked(world).oldest == MONDAY - timedelta(days=2)


def test_the_schedule_ignores_a_new_waiter() -> None:
    world = a_world(a_fact(APPROVED), "r1")
    assert checked(world, overlooked=timedelta(seconds=1)).results == {}


def test_the_schedule_syncs_no_property_that_needs_no_action() -> None:
    world = a_world(a_fact(ContractStatus.DRAFT), "r1")
    world.table.broken.add(HOUSE)  # a sync would fail
    check = checked(world)
    assert (check.waiters, check.results, check.failed) == (1, {}, {})


def test_the_schedule_continues_after_a_property_that_cannot_be_read() -> None:
    world = a_world(a_fact(APPROVED), "r1")
    broken = "usa/anytown/main-street/1"
    world.table.waiters = {(broken, "r0"): replace(a_waiter("r0"), property_id=broken)} | world.table.waiters
    world.table.facts[broken] = a_fact(APPROVED, property_id=broken)
    world.table.broken.add(broken)
    check = checked(world)
    assert (list(check.results), check.failed) == ([HOUSE], {broken: "StoreUnavailable"})


def test_an_unknown_property_needs_no_action() -> None:
    world = World()
    assert world.table.state(HOUSE) == PropertyState(property_id=HOUSE)
    synced(world)
    assert (world.workflow.gone, world.publisher.revocations) == (set(), [])
