"""Random renewals: a contract ends, the next one is drafted, publication is requested, and every event is late.

The shipped use cases on in-memory ports, in virtual time. Each event takes up to 30 seconds. The workflow checks the
contract again every fifth of the grace period, evaluates the content, and waits; the schedule runs every five minutes.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from heapq import heappop, heappush
from random import Random

from properties_service.domain.contract_status import ContractFact, ContractStatus
from properties_service.use_cases.contract_facts import record_contract_status
from properties_service.use_cases.evaluation import Attempt, Outcome, check_contract
from properties_service.use_cases.syncing import Services, sync_property
from properties_service.use_cases.waiting import check_waiters, start_waiting

from tests.unit.properties.fakes import DELAYS, GRACE, HOUSE, LIMITS, MONDAY, World, a_fact, a_request, a_waiter
from unicorn_kit.rounds import Budget

LATE = 30.0  # seconds that an event takes at most
RENEWALS = 500
OLD, NEW = "contract-1", "contract-2"
NO_GRACE = timedelta(0)


@dataclass
class Renewal:
    """A property whose contract ends and is renewed; then its listing's publication is requested."""

    chance: Random
    grace: timedelta
    world: World = field(default_factory=World)
    reasons: list[str] = field(default_factory=list)  # for which the contract check declined
    queue: list[tuple[float, int, Callable[[], None]]] = field(default_factory=list)
    now: float = 0.0
    turns: int = 0

    def run(self) -> list[str]:
        """Let everything happen and every event arrive; return the reasons why the request was declined."""
        moment = 0.0
        for sequence, (contract, status) in enumerate(self.story(), start=1):
            moment += self.chance.uniform(0.1, LATE)
            as_of = MONDAY + timedelta(seconds=moment)
            fact = a_fact(status, contract_id=contract, sequence=sequence, as_of=as_of)
            self.after(moment + self.chance.uniform(0, LATE), lambda fact=fact: self.arrive(fact))  # type: ignore[misc]
        self.after(moment + self.chance.uniform(0.1, LATE), self.start)
        for minutes in (5, 10):
            self.after(60.0 * minutes, self.run_schedule)
        while self.queue:
            self.now, _, act = heappop(self.queue)
            self.world.now = MONDAY + timedelta(seconds=self.now)
            act()
        return [*self.reasons, *(reason for _, reason in self.world.workflow.declined)]

    def story(self) -> list[tuple[str, ContractStatus]]:
        end = self.chance.choice([ContractStatus.CANCELLED, ContractStatus.EXPIRED])
        approved = [(contract, ContractStatus.APPROVED) for contract in (OLD, NEW)]
        before, after = (approved[at : at + self.chance.randint(0, 1)] for at in (0, 1))
        return [(OLD, ContractStatus.DRAFT), *before, (OLD, end), (NEW, ContractStatus.DRAFT), *after]

    def after(self, seconds: float, act: Callable[[], None]) -> None:
        self.turns += 1
        heappush(self.queue, (self.now + seconds, self.turns, act))

    def arrive(self, fact: ContractFact) -> None:
        record_contract_status(fact, facts=self.world.table)
        sync_property(HOUSE, services=self.services())

    def start(self) -> None:
        now = self.world.now
        self.check(Attempt(execution_id="execution-1", started_at=now, now=now, grace=self.grace))

    def check(self, attempt: Attempt) -> None:
        table, now = self.world.table, self.world.now
        checked = check_contract(
            a_request(), attempt=replace(attempt, now=now), facts=table, requests=table, verdicts=table, limits=LIMITS
        )
        self.reasons += [reason.code for reason in checked.reasons]
        if checked.outcome is Outcome.UNKNOWN:
            self.after(GRACE.total_seconds() / 5, lambda: self.check(attempt))
        elif checked.outcome is Outcome.KNOWN:
            self.after(self.chance.uniform(1, 10), self.wait)

    def wait(self) -> None:
        start_waiting(a_waiter(since=self.world.now), approvals=self.world.table)
        sync_property(HOUSE, services=self.services())

    def run_schedule(self) -> None:
        check_waiters(
            waiting=self.world.table,
            after=None,
            move=lambda _: None,
            budget=Budget(lambda: 60.0, 1_000),
            overlooked=GRACE,
            services=self.services(),
        )

    def services(self) -> Services:
        return replace(self.world.services(), delays=replace(DELAYS, grace=self.grace))


def declined(grace: timedelta) -> Counter[str]:
    return Counter(reason for seed in range(RENEWALS) for reason in Renewal(Random(seed), grace).run())


def test_a_renewed_contract_is_never_declined_with_the_end_of_the_one_before() -> None:
    assert declined(GRACE) == {}


def test_without_the_grace_period_it_is() -> None:
    """Renewals that never meet an event on its way would prove nothing."""
    found = declined(NO_GRACE)
    print(f"\n{found} of {RENEWALS} requests are declined without the grace period")
    assert found["CONTRACT_ENDED"] > RENEWALS / 100
