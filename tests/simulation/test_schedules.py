"""Every scheduled function with more items than one run can handle: each run ends in time, and all are served.

The shipped handlers and adapters, on DynamoDB in memory, in virtual time: each call takes what it takes on AWS, about.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import contracts_service.wiring
import properties_service.wiring
import pytest
from contracts_service.adapters.head_scan import HeadScan
from contracts_service.handlers import expire_contracts, publish_contract_changes
from properties_service.adapters.property_scan import PropertyScan
from properties_service.adapters.property_table import PropertyTable
from properties_service.adapters.waiter_index import WaiterIndex
from properties_service.domain.approval import Waiter
from properties_service.domain.contract_status import ContractStatus
from properties_service.handlers import sync_property_approvals
from properties_service.use_cases.syncing import Services

from tests.bus import FakeEventBridge
from tests.dynamodb import MemoryDynamoDB
from tests.generated import NIGHTLY
from tests.infra.stacks import every, properties
from tests.scheduled import CALL, FakeRuns, Time, Timed, TimedContext
from tests.unit.contracts.fakes import TUESDAY as CONTRACTS_DAY
from tests.unit.contracts.fakes import FakeContracts
from tests.unit.contracts.fakes import a_contract as a_draft
from tests.unit.contracts.test_publish_contract_changes import head
from tests.unit.properties.fakes import DELAYS, MONDAY, PATIENCE, FakePublisher, FakeWorkflow, a_fact, a_waiter
from unicorn_kit.event_bus import EventBus

EVERY = timedelta(minutes=5)
TABLE = "PropertiesContractStatusTable"
TICK = {"source": "aws.events", "detail-type": "Scheduled Event"}


@dataclass
class Clock:
    """The schedule of Properties, over a table with many waiters."""

    limit: int
    memory: MemoryDynamoDB = field(default_factory=lambda: MemoryDynamoDB("unicorn_properties", TABLE))
    time: Time = field(default_factory=Time)
    workflow: FakeWorkflow = field(default_factory=FakeWorkflow)
    runs: FakeRuns = field(default_factory=FakeRuns)
    now: Any = MONDAY + timedelta(hours=1)
    number: int = 0  # of runs

    def __post_init__(self) -> None:
        client: Any = Timed(self.memory, self.time)
        self.table, self.index = PropertyTable(client, TABLE), WaiterIndex(client, TABLE)
        self.workflow._use = self.time.before(CALL, self.workflow._use)  # type: ignore[method-assign]

    def services(self) -> Services:
        return Services(
            approvals=self.table,
            workflow=lambda: self.workflow,
            publisher=FakePublisher,
            now=self.now,
            delays=DELAYS,
        )

    def add(self, count: int, status: ContractStatus, *, at: timedelta = timedelta(0), name: str = "w") -> set[str]:
        """Add waiters whose properties have a contract of that status; return their requests."""
        waiters = [self._waiter(f"{name}{number}", at + timedelta(milliseconds=number)) for number in range(count)]
        for waiter in waiters:
            self.table.add_waiter(waiter)
            self.table.put(a_fact(status, property_id=waiter.property_id), instead_of=None)
        return {waiter.request_id for waiter in waiters}

    def _waiter(self, name: str, at: timedelta) -> Waiter:
        return replace(a_waiter(name, since=MONDAY + at), property_id=f"usa/anytown/main-street/{name}")

    def run(self) -> dict[str, Any]:
        self.number += 1
        context: Any = TimedContext(lambda: self.limit - self.time.spent)
        with self.time.of_a_run():
            done: dict[str, Any] = sync_property_approvals.handler(TICK, context)
        self.now += EVERY
        return done

    def round(self) -> None:
        """Run until a round over all waiters is over."""
        self.run()
        while self.runs.position is not None:
            self.run()

    @property
    def resumed(self) -> set[str]:
        return {request for request, _ in self.workflow.resumed}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    wiring = properties_service.wiring
    clock = Clock(properties("unicorn_properties", "PropertiesSyncPropertyApprovals")["Timeout"])
    monkeypatch.setattr(wiring, "services", clock.services)
    monkeypatch.setattr(wiring, "waiting", lambda: clock.index)
    monkeypatch.setattr(wiring, "waiter_checks", lambda: clock.runs)
    monkeypatch.setattr(wiring, "seconds", lambda _: timedelta(seconds=60))
    monkeypatch.setattr(wiring.logger, "info", lambda *_, **__: None)
    monkeypatch.setattr(wiring.logger, "error", lambda *_, **__: None)
    return clock


def show(clock: Clock, what: str) -> None:
    print(f"\n{what}: {clock.number} runs, the longest {clock.time.longest:.1f} s of {clock.limit}")


def many(count: int) -> Any:
    return pytest.param(count, marks=pytest.mark.slow)


@pytest.mark.parametrize("count", [1_000, many(100_000 if NIGHTLY else 20_000)])
def test_all_wake_ups_that_were_lost_are_made_up_for(clock: Clock, count: int) -> None:
    waiters = clock.add(count, ContractStatus.APPROVED)
    while clock.resumed != waiters:
        assert clock.run()["properties"] > 0, "a run without progress"
    show(clock, f"{count} waiters, all to be resumed")
    assert clock.time.longest < clock.limit
    assert len(clock.workflow.resumed) == count


@pytest.mark.parametrize("count", [3_000, many(100_000 if NIGHTLY else 30_000)])
def test_a_few_are_found_among_many_that_wait_on(clock: Clock, count: int) -> None:
    clock.add(count, ContractStatus.DRAFT)
    lost = clock.add(50, ContractStatus.APPROVED, at=timedelta(seconds=1.5), name="lost")
    clock.round()
    show(clock, f"{count} waiters, 50 to be resumed")
    assert clock.resumed == lost
    assert clock.time.longest < clock.limit
    assert clock.number <= 1 + count // 10_000


@pytest.mark.slow
def test_those_whose_time_is_over_go_first_and_failing_ones_hold_up_nobody(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two thousand that can never be synced stand before all others, oldest first."""
    monkeypatch.setattr(sync_property_approvals, "WAITERS_MAX", 1_000)
    broken = clock.add(2_000, ContractStatus.DRAFT, name="broken", at=-PATIENCE)
    lost = clock.add(2_000, ContractStatus.APPROVED, name="lost")
    state = clock.table.state

    def broken_state(property_id: str) -> Any:
        if "broken" in property_id:
            raise ValueError
        return state(property_id)

    monkeypatch.setattr(clock.table, "state", broken_state)
    clock.round()
    assert clock.resumed == lost
    monkeypatch.setattr(clock.table, "state", state)
    for _ in range(10):
        clock.run()
    assert set(clock.workflow.given_up) == broken
    assert clock.time.longest < clock.limit


def test_one_whose_time_is_over_is_given_up_by_the_next_run_whatever_the_round_is_at(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync_property_approvals, "WAITERS_MAX", 1_000)
    clock.add(3_000, ContractStatus.DRAFT)
    clock.run()
    assert clock.runs.position is not None
    over = clock.add(1, ContractStatus.DRAFT, name="over", at=-PATIENCE)
    clock.run()
    assert set(clock.workflow.given_up) == over


@pytest.fixture
def over(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[FakeContracts, Time, Callable[[], dict[str, int]]]]:
    """Contracts that are over, the time of a run, and a run."""
    contracts, time, runs = FakeContracts(), Time(), FakeRuns()
    limit = properties("unicorn_contracts", "ContractsExpireContracts")["Timeout"]
    monkeypatch.setattr(contracts, "save", time.before(0.03, contracts.save))
    wiring = contracts_service.wiring
    monkeypatch.setattr(wiring, "contracts", lambda: contracts)
    monkeypatch.setattr(wiring, "expiring", lambda: contracts)
    monkeypatch.setattr(wiring, "expiry_runs", lambda: runs)
    monkeypatch.setattr(wiring.logger, "info", lambda *_, **__: None)

    def run() -> dict[str, int]:
        context: Any = TimedContext(lambda: limit - time.spent)
        with time.of_a_run():
            return expire_contracts.handler({"time": CONTRACTS_DAY.isoformat()}, context)

    yield contracts, time, run


@pytest.mark.parametrize("count", [12_000, many(100_000 if NIGHTLY else 30_000)])
def test_all_contracts_that_end_on_one_day_expire(
    over: tuple[FakeContracts, Time, Callable[[], dict[str, int]]], count: int
) -> None:
    contracts, time, run = over
    for _ in range(count):
        draft = a_draft(expires_on=MONDAY.date())
        contracts.stored[draft.contract_id] = draft
    expired, runs = 0, 0
    while expired < count:
        expired += run()["expired"]
        runs += 1
        assert runs <= 2 + count // 5_000
    limit = properties("unicorn_contracts", "ContractsExpireContracts")["Timeout"]
    print(f"\n{count} contracts over: {runs} runs, the longest {time.longest:.1f} s of {limit}")
    assert time.longest < limit
    assert {contract.status for contract in contracts.stored.values()} == {"EXPIRED"}


@pytest.mark.parametrize("count", [1_000, many(20_000)])
def test_a_round_over_all_properties_ends_in_time_and_finds_what_was_lost(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    clock.add(count, ContractStatus.DRAFT)
    lost = clock.add(50, ContractStatus.APPROVED, name="lost")
    client: Any = Timed(clock.memory, clock.time)
    monkeypatch.setattr(properties_service.wiring, "all_properties", lambda: PropertyScan(client, TABLE))
    monkeypatch.setattr(properties_service.wiring, "reconciliations", lambda: clock.runs)
    clock.now += timedelta(days=1)

    def run() -> None:
        context: Any = TimedContext(lambda: clock.limit - clock.time.spent)
        with clock.time.of_a_run():
            sync_property_approvals.handler({"reconcile": {}}, context)
        clock.number += 1

    run()
    while clock.runs.position is not None:
        run()
    show(clock, f"{count} properties, 50 to be synced")
    assert clock.resumed == lost
    assert clock.time.longest < clock.limit


@pytest.mark.parametrize("count", [1_000, many(20_000)])
def test_all_recent_facts_are_published_again_in_time(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    table, time, runs, bus = "ContractsTable", Time(), FakeRuns(), FakeEventBridge()
    memory, wiring = MemoryDynamoDB("unicorn_contracts", table), contracts_service.wiring
    for number in range(count):
        memory.put_item(Item=head(1, f"usa/anytown/main-street/{number}"), TableName=table)
    timed: list[Any] = [Timed(memory, time), Timed(bus, time)]
    monkeypatch.setattr(wiring, "heads", lambda: HeadScan(timed[0], table))
    monkeypatch.setattr(wiring, "event_bus", lambda: EventBus(timed[1], "bus", key=lambda event: event.property_id))
    monkeypatch.setattr(wiring, "reconciliations", lambda: runs)
    monkeypatch.setattr(wiring, "now", lambda: MONDAY)
    limit, number = properties("unicorn_contracts", "ContractsPublishContractChanges")["Timeout"], 0
    while runs.position is not None or number == 0:
        context: Any = TimedContext(lambda: limit - time.spent)
        with time.of_a_run():
            publish_contract_changes.handler({"reconcile": {}}, context)
        number += 1
    print(f"\n{count} facts published again: {number} runs, the longest {time.longest:.1f} s of {limit}")
    assert len({entry["Detail"] for entry in bus.taken}) == count
    assert time.longest < limit


def test_every_schedule_is_simulated() -> None:
    scheduled = {
        rule for folder, rule in every("AWS::Events::Rule") if "ScheduleExpression" in properties(folder, rule)
    }
    reconciliations = {f"{context}ReconcileSchedule" for context in ("Contracts", "Properties", "Web")}
    photos = "WebPhotosSchedule"  # runs in tests/simulator, at the end of every history
    webhooks = "WebWebhooksSchedule"  # runs in tests/unit/web/webhooks, every ten minutes of virtual time
    assert scheduled == {"ContractsExpirySchedule", "PropertiesSyncSchedule", photos, webhooks, *reconciliations}
