"""Every order in which the messages about one approval can arrive, with one of them twice: the end is the same.

The shipped use cases run on in-memory ports. Step Functions' part is a few lines: an execution checks the contract,
waits with a token, records its publication when it is resumed, and checks again during the grace period.
"""

import random
from dataclasses import dataclass, field
from itertools import permutations
from typing import Any

import pytest
from properties_service.domain.contract_status import ContractStatus
from properties_service.use_cases.contract_facts import record_contract_status
from properties_service.use_cases.evaluation import Outcome, check_contract
from properties_service.use_cases.syncing import sync_property
from properties_service.use_cases.waiting import start_waiting

from tests.unit.properties.fakes import (
    GRACE,
    HOUSE,
    LIMITS,
    World,
    a_fact,
    a_publication,
    a_request,
    a_waiter,
    an_attempt,
)

ARRIVALS = ("drafted", "approved", "requested", "token stored", "cancelled", "second request")
STATUS = {
    "drafted": (ContractStatus.DRAFT, 1),
    "approved": (ContractStatus.APPROVED, 2),
    "cancelled": (ContractStatus.CANCELLED, 3),
}


@dataclass
class Simulation:
    """One property, and the state of each request's execution."""

    world: World = field(default_factory=World)
    states: dict[str, str] = field(default_factory=dict)
    executions: int = 0
    held: set[str] = field(default_factory=lambda: {"request-1"})  # requests whose token is stored only at its turn

    def arrive(self, what: str) -> None:
        match what:
            case "requested":
                self.start("request-1")
            case "second request":
                self.start("request-2")
            case "token stored":
                self.held.discard("request-1")
                if "request-1" in self.states:  # otherwise there is no token yet, and nothing to store
                    self.wait("request-1")
            case _:
                status, sequence = STATUS[what]
                record_contract_status(a_fact(status, sequence=sequence), facts=self.world.table)
        self.settle()

    def start(self, request_id: str) -> None:
        """Start an execution for a delivery of a request; a second delivery ends at once."""
        self.executions += 1
        self.look(request_id, execution_id=f"execution-{self.executions}", late=False)

    def look(self, request_id: str, *, execution_id: str, late: bool) -> None:
        """Check the contract as the workflow's first state does, and wait for its approval if there is one."""
        check = check_contract(
            a_request(request_id, sequence=1 if request_id == "request-1" else 2),
            attempt=an_attempt(execution_id, after=GRACE if late else GRACE / 4),
            facts=self.world.table,
            requests=self.world.table,
            verdicts=self.world.table,
            limits=LIMITS,
        )
        if check.outcome is not Outcome.DUPLICATE:
            self.states[request_id] = str(check.outcome)
        if check.outcome is Outcome.KNOWN and request_id not in self.held:
            self.wait(request_id)

    def wait(self, request_id: str) -> None:
        """Store the token. The function may run twice, even after the execution has continued."""
        if self.states[request_id] in {"KNOWN", "APPROVED"}:
            start_waiting(a_waiter(request_id), approvals=self.world.table)

    def settle(self) -> None:
        """Run the sync function, as the table's stream does, until nothing changes any more."""
        while True:
            woken = sync_property(HOUSE, services=self.world.services())
            for request_id in woken.resumed:
                self.publish(request_id)
            for request_id in woken.declined:
                self.states[request_id] = "DECLINED"
            if not any(names for _, names in woken.facts()):
                return

    def publish(self, request_id: str) -> None:
        """Record the publication as the workflow does: unless that of a newer request is recorded."""
        self.states[request_id] = "APPROVED"
        known = self.world.table.publications.get(HOUSE)
        if known is None or known.request_id <= request_id:
            self.world.table.publications[HOUSE] = a_publication(request_id)

    def end_of_grace(self) -> None:
        """Check the contract again for every request that had none, and wait if there is one now."""
        for request_id in [r for r, states in self.states.items() if states == "UNKNOWN"]:
            self.look(request_id, execution_id=self.world.table.executions[request_id], late=True)
        self.settle()


def histories() -> list[tuple[str, ...]]:
    """Return the 720 orders, each with one message that arrives again later."""
    chance = random.Random(720)  # a fixed seed: the same repetitions every time
    found = []
    for order in permutations(ARRIVALS):
        turn = chance.randrange(len(order))
        again = chance.randint(turn + 1, len(order))
        found.append((*order[:again], order[turn], *order[again:]))
    return found


@pytest.mark.parametrize("first", ARRIVALS)
def test_in_every_order_a_property_whose_contract_was_cancelled_is_not_published(first: str) -> None:
    orders = [history for history in histories() if history[0] == first]
    assert len(orders) == 120
    for history in orders:
        end = ended(history)
        world = end.world
        assert world.table.facts[HOUSE].status is ContractStatus.CANCELLED, history
        assert world.table.waiters == {}, history
        published = world.table.publications.get(HOUSE)
        assert published is None or published.revoked, history
        assert len(world.publisher.revocations) == len(set(world.publisher.revocations)), history
        assert set(end.states) == {"request-1", "request-2"}, history
        assert set(end.states.values()) <= {"DECLINED", "APPROVED"}, history
        approved = {request_id for request_id, states in end.states.items() if states == "APPROVED"}
        revoked = {request_id for request_id, _ in world.publisher.revocations}
        assert not approved or revoked, history
        assert [r for r, _ in world.workflow.resumed + world.workflow.declined] == unique(world), history


def test_the_orders_include_approvals_declines_and_revocations() -> None:
    """A simulation without approvals, or without late messages, would prove nothing."""
    ends: list[Any] = [ended(history) for history in histories()]
    assert any(end.world.publisher.revocations for end in ends)
    assert any("APPROVED" in end.states.values() for end in ends)
    assert any(end.world.workflow.declined for end in ends)
    assert any(not end.world.workflow.resumed for end in ends)


def ended(history: tuple[str, ...]) -> Simulation:
    simulation = Simulation()
    for what in history:
        simulation.arrive(what)
    simulation.end_of_grace()
    return simulation


def unique(world: World) -> list[str]:
    """Return the requests whose execution was resumed or failed, each once."""
    return list(dict.fromkeys(r for r, _ in world.workflow.resumed + world.workflow.declined))
