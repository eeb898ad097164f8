"""The Contracts context's ports in memory, and the values its tests share."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from itertools import batched, count
from uuid import UUID

from contracts_service.domain.change import Change, Origin
from contracts_service.domain.contract import Contract, ContractStatus, draft
from contracts_service.ports import (
    ContractChangedMeanwhile,
    ContractFilter,
    ContractNotFound,
    Contracts,
    Expiring,
    PropertyHasActiveContract,
)
from contracts_service.use_cases import Call, Expiry, expire_contracts

from unicorn_kernel.property_id import Address
from unicorn_kit.receipts import Receipt
from unicorn_kit.rounds import Budget, Step

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
TUESDAY = datetime(2026, 3, 3, 9, tzinfo=UTC)
HOUSE = "usa/anytown/main-street/111"
ADDRESS = Address(country="USA", city="Anytown", street="Main Street", number="111")
AGENT = Origin(agent="agent1", correlation_id="c", causation_id="r")
IDS = map(lambda number: UUID(int=number), count(1))  # several threads may ask it, unlike a generator


def a_call(now: datetime = MONDAY, origin: Origin = AGENT, *, is_admin: bool = False) -> Call:
    return Call(origin=origin, is_admin=is_admin, now=now, new_id=lambda: next(IDS))


def expire(contracts: Contracts, call: Call, *, expiring: Expiring) -> Expiry:
    """Expire all contracts that are over, in one run."""
    budget = Budget(lambda: 300, 10**6)
    return expire_contracts(
        expiring=expiring, after=None, move=lambda _: None, budget=budget, contracts=contracts, call=call
    )


def _position(contract: Contract) -> str:
    return f"{contract.expires_on} {contract.contract_id}"


def a_contract(*, expires_on: date | None = None) -> Contract:
    return draft(
        contract_id=next(IDS),
        property_id=HOUSE,
        address=ADDRESS,
        seller_name="Ada",
        expires_on=expires_on,
        drafted_by=AGENT.agent,
        at=MONDAY,
    )


class FakeContracts:
    """The port `Contracts`, with every change kept in the order it was written."""

    def __init__(self) -> None:
        self.stored: dict[UUID, Contract] = {}
        self.changes: list[Change] = []

    @property
    def facts(self) -> list[tuple[str, ContractStatus]]:
        return [(c.contract.property_id, c.contract.status) for c in self.changes if c.status_changed]

    def get(self, contract_id: UUID) -> Contract:
        if contract_id not in self.stored:
            raise ContractNotFound(f"there is no contract {contract_id}")
        return self.stored[contract_id]

    def active(self, property_id: str) -> Contract:
        for contract in self.stored.values():
            if contract.property_id == property_id and contract.is_active:
                return contract
        raise ContractNotFound(f"{property_id} has no contract in DRAFT or APPROVED")

    def add(self, change: Change, receipt: Receipt | None = None) -> None:
        with suppress(ContractNotFound):
            property_id = change.contract.property_id
            raise PropertyHasActiveContract(property_id, self.active(property_id))
        self._keep(change)

    def save(self, change: Change) -> None:
        if self.stored[change.contract.contract_id].version != change.contract.version - 1:
            raise ContractChangedMeanwhile
        self._keep(change)

    def find(self, wanted: ContractFilter) -> Iterator[Contract]:
        for contract in sorted(self.stored.values(), key=lambda c: c.contract_id, reverse=True):
            if (
                wanted.property_id in {None, contract.property_id}
                and wanted.status in {None, contract.status}
                and (wanted.before is None or contract.contract_id < wanted.before)
            ):
                yield contract

    def over(self, today: date, *, after: str | None = None) -> Iterator[Sequence[Step[Contract | None]]]:
        active = (c for c in self.stored.values() if c.is_active and c.expires_on and c.expires_on < today)
        found = sorted(active, key=_position)
        left = [c for c in found if after is None or _position(c) > after]
        return ([Step(c, _position(c)) for c in page] for page in batched(left, 25, strict=False))

    def _keep(self, change: Change) -> None:
        self.stored[change.contract.contract_id] = change.contract
        self.changes.append(change)
