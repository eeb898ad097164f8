"""Random histories of contracts: the use cases on the port in memory, against a model of a few lines."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

import pytest
from contracts_service.domain.change import Origin
from contracts_service.domain.contract import MOVES, ContractEnded, ContractStatus, ExpiryInThePast, MoveNotAllowed
from contracts_service.ports import (
    ContractChangedMeanwhile,
    ContractFilter,
    ContractNotFound,
    Contracts,
    Expiring,
    PropertyHasActiveContract,
)
from contracts_service.use_cases import (
    Call,
    change_contract,
    draft_contract,
    list_contracts,
    move_active_contract,
)
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from tests.generated import NIGHTLY, examples
from tests.unit.contracts.fakes import FakeContracts, expire
from unicorn_kernel.property_id import Address, of_address
from unicorn_kit.ids import uuid7

pytestmark = pytest.mark.slow

PROFILE = settings(
    max_examples=examples(200),
    stateful_step_count=50 if NIGHTLY else 30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
    derandomize=not NIGHTLY,
)
HOUSES = [Address(country="usa", city="anytown", street="main street", number=str(n)) for n in (1, 11, 111)]
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
ACTIVE = (ContractStatus.DRAFT, ContractStatus.APPROVED)
houses, statuses = st.sampled_from(HOUSES), st.sampled_from(ContractStatus)
days = st.none() | st.integers(min_value=-1, max_value=5)


class Histories(RuleBasedStateMachine):
    """Requests of agents and of the clock, in any order; the model keeps one line for each contract."""

    contracts: Contracts
    expiring: Expiring

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.status: dict[UUID, ContractStatus] = {}
        self.version: dict[UUID, int] = {}
        self.expires_on: dict[UUID, date | None] = {}
        self.property_id: dict[UUID, str] = {}
        self.facts: list[tuple[str, str]] = []

    def call(self) -> Call:
        return Call(origin=Origin(agent="a", correlation_id="c", causation_id="r"), now=self.now, new_id=uuid7)

    def active(self, property_id: str) -> UUID | None:
        return next((i for i in self.status if self.property_id[i] == property_id and self.status[i] in ACTIVE), None)

    def is_over(self, contract_id: UUID) -> bool:
        last_day = self.expires_on[contract_id]
        return last_day is not None and last_day < self.now.date()

    def may_move(self, contract_id: UUID, to: ContractStatus) -> bool:
        allowed = to in MOVES[self.status[contract_id]]
        if to is ContractStatus.EXPIRED:
            return allowed and self.is_over(contract_id)
        return allowed and not (to is ContractStatus.APPROVED and self.is_over(contract_id))

    def moved(self, contract_id: UUID, to: ContractStatus) -> None:
        self.status[contract_id] = to
        self.version[contract_id] += 1
        self.facts.append((self.property_id[contract_id], to))

    @rule(address=houses, after=days)
    def draft(self, address: Address, after: int | None) -> None:
        property_id = of_address(address)
        expires_on = None if after is None else self.now.date() + timedelta(days=after)
        expected = ExpiryInThePast if after == -1 else PropertyHasActiveContract if self.active(property_id) else None
        terms: dict[str, Any] = {"address": address, "seller_name": "Ada", "expires_on": expires_on}
        if expected:
            with pytest.raises(expected):
                draft_contract(property_id=property_id, contracts=self.contracts, call=self.call(), **terms)
            return
        drafted = draft_contract(property_id=property_id, contracts=self.contracts, call=self.call(), **terms)
        self.status[drafted.contract_id], self.version[drafted.contract_id] = ContractStatus.DRAFT, 1
        self.expires_on[drafted.contract_id], self.property_id[drafted.contract_id] = expires_on, property_id
        self.facts.append((property_id, ContractStatus.DRAFT))

    @rule(address=houses, to=statuses)
    def move(self, address: Address, to: ContractStatus) -> None:
        property_id = of_address(address)
        active = self.active(property_id)
        if active is None:
            with pytest.raises(ContractNotFound):
                move_active_contract(property_id, to, contracts=self.contracts, call=self.call())
        elif self.status[active] is to:
            move_active_contract(property_id, to, contracts=self.contracts, call=self.call())
        elif self.may_move(active, to):
            move_active_contract(property_id, to, contracts=self.contracts, call=self.call())
            self.moved(active, to)
        else:
            with pytest.raises(MoveNotAllowed):
                move_active_contract(property_id, to, contracts=self.contracts, call=self.call())

    @precondition(lambda self: self.status)
    @rule(data=st.data(), seller=st.sampled_from(["Ada", "Bea"]), stale=st.booleans())
    def rename(self, data: st.DataObject, seller: str, *, stale: bool) -> None:
        contract_id = data.draw(st.sampled_from(sorted(self.status)))
        before = self.contracts.get(contract_id)

        def change() -> None:
            change_contract(
                contract_id,
                status=None,
                terms={"seller_name": seller},
                if_version={before.version - 1 if stale else before.version},
                contracts=self.contracts,
                call=self.call(),
            )

        if stale:
            with pytest.raises(ContractChangedMeanwhile):
                change()
        elif seller != before.seller_name and not before.is_active:
            with pytest.raises(ContractEnded):
                change()
        else:
            change()
            self.version[contract_id] += seller != before.seller_name

    @rule(hours=st.integers(min_value=1, max_value=50))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule()
    def the_clock_runs(self) -> None:
        due = [i for i in self.status if self.status[i] in ACTIVE and self.is_over(i)]
        assert expire(self.contracts, self.call(), expiring=self.expiring).expired == len(due)
        for contract_id in due:
            self.moved(contract_id, ContractStatus.EXPIRED)

    def teardown(self) -> None:
        kept = {c.contract_id: c for c in self.contracts.find(ContractFilter())}
        assert {i: (c.status, c.version) for i, c in kept.items()} == {
            i: (self.status[i], self.version[i]) for i in self.status
        }
        for address in HOUSES:
            property_id = of_address(address)
            active = [i for i in self.status if self.property_id[i] == property_id and self.status[i] in ACTIVE]
            assert len(active) <= 1
            page = list_contracts(ContractFilter(property_id=property_id), limit=100, contracts=self.contracts)
            ids = [contract.contract_id for contract in page.contracts]
            assert ids == sorted((i for i in self.property_id if self.property_id[i] == property_id), reverse=True)
        super().teardown()


def test_histories_on_the_port_in_memory() -> None:
    class InMemory(Histories):
        def __init__(self) -> None:
            super().__init__()
            self.contracts = self.expiring = FakeContracts()

        def teardown(self) -> None:
            super().teardown()
            published = cast("FakeContracts", self.contracts).facts
            for property_id in {property_id for property_id, _ in self.facts}:
                assert [f for f in published if f[0] == property_id] == [f for f in self.facts if f[0] == property_id]

    run_state_machine_as_test(InMemory, settings=PROFILE)
