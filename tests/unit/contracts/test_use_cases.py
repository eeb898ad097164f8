"""The use cases of agents and of the clock, against the ports in memory."""

from dataclasses import replace
from uuid import UUID

import pytest
from contracts_service.domain.change import Change
from contracts_service.domain.contract import Contract, ContractStatus, MoveNotAllowed, Terms
from contracts_service.ports import (
    ContractChangedMeanwhile,
    ContractFilter,
    ContractNotFound,
    PropertyHasActiveContract,
    StoreUnavailable,
)
from contracts_service.use_cases import (
    Expiry,
    change_contract,
    draft_contract,
    list_contracts,
    move_active_contract,
)

from tests.unit.contracts.fakes import ADDRESS, HOUSE, MONDAY, TUESDAY, FakeContracts, a_call, expire
from unicorn_kernel.property_id import InvalidPropertyId

pytestmark = pytest.mark.domain

APPROVED, CANCELLED, CLOSED, DRAFT, EXPIRED = (
    ContractStatus[name] for name in ("APPROVED", "CANCELLED", "CLOSED", "DRAFT", "EXPIRED")
)


def drafted(contracts: FakeContracts, number: str = "111", **terms: object) -> Contract:
    given = {"seller_name": "Ada", "expires_on": None} | terms
    return draft_contract(
        property_id=HOUSE.replace("111", number),
        address=replace(ADDRESS, number=number),
        contracts=contracts,
        call=a_call(),
        **given,  # type: ignore[arg-type]  # seller_name and expires_on, as a test has them
    )


def test_a_property_has_one_active_contract() -> None:
    contracts = FakeContracts()
    drafted(contracts)
    with pytest.raises(PropertyHasActiveContract):
        drafted(contracts)


@pytest.mark.parametrize("end", [CANCELLED, CLOSED])
def test_an_ended_contract_can_be_replaced_and_is_kept(end: ContractStatus) -> None:
    contracts = FakeContracts()
    first = drafted(contracts)
    if end is CLOSED:
        move_active_contract(HOUSE, APPROVED, contracts=contracts, call=a_call())
    move_active_contract(HOUSE, end, contracts=contracts, call=a_call(TUESDAY))
    second = drafted(contracts)
    assert contracts.active(HOUSE) == second
    assert contracts.get(first.contract_id).status is end


def test_a_contract_that_does_not_exist_cannot_be_approved() -> None:
    with pytest.raises(ContractNotFound, match=HOUSE):
        move_active_contract(HOUSE, APPROVED, contracts=FakeContracts(), call=a_call())


def test_an_id_that_contradicts_the_address_is_rejected_and_nothing_is_stored() -> None:
    contracts = FakeContracts()
    with pytest.raises(InvalidPropertyId, match="main-street/112"):
        draft_contract(
            property_id=HOUSE,
            address=replace(ADDRESS, number="112"),
            seller_name="Ada",
            expires_on=None,
            contracts=contracts,
            call=a_call(),
        )
    assert contracts.changes == []


def test_only_a_changed_status_is_a_fact_to_publish() -> None:
    contracts = FakeContracts()
    contract = drafted(contracts)
    changes: list[tuple[ContractStatus | None, Terms]] = [
        (None, {"seller_name": "Bea"}),
        (APPROVED, {}),
        (APPROVED, {}),
        (None, {"seller_name": "Cleo"}),
    ]
    for status, terms in changes:
        change_contract(
            contract.contract_id,
            status=status,
            terms=terms,
            if_version=None,
            contracts=contracts,
            call=a_call(TUESDAY),
        )
    assert contracts.facts == [(HOUSE, DRAFT), (HOUSE, APPROVED)]
    assert [change.contract.version for change in contracts.changes] == [1, 2, 3, 4]


def test_the_stored_time_is_the_published_time() -> None:
    contracts = FakeContracts()
    drafted(contracts)
    moved = move_active_contract(HOUSE, APPROVED, contracts=contracts, call=a_call(TUESDAY))
    assert moved.modified_at == contracts.changes[-1].contract.modified_at == TUESDAY
    assert contracts.get(moved.contract_id) == moved


def test_a_change_of_an_older_version_is_rejected() -> None:
    contracts = FakeContracts()
    contract = drafted(contracts)
    with pytest.raises(ContractChangedMeanwhile, match="version 1; read it again"):
        change_contract(
            contract.contract_id,
            status=APPROVED,
            terms={},
            if_version={7},
            contracts=contracts,
            call=a_call(),
        )


def test_terms_and_status_change_together_or_not_at_all() -> None:
    contracts = FakeContracts()
    contract = drafted(contracts)
    with pytest.raises(MoveNotAllowed):
        change_contract(
            contract.contract_id,
            status=CLOSED,
            terms={"seller_name": "Bea"},
            if_version={1},
            contracts=contracts,
            call=a_call(),
        )
    assert contracts.get(contract.contract_id).seller_name == "Ada"


def test_the_clock_expires_contracts_that_are_over_and_no_others() -> None:
    contracts = FakeContracts()
    over = drafted(contracts, "1", expires_on=MONDAY.date())
    drafted(contracts, "2", expires_on=TUESDAY.date())
    drafted(contracts, "3")
    assert expire(contracts, a_call(TUESDAY), expiring=contracts).expired == 1
    assert contracts.get(over.contract_id).status is EXPIRED
    assert expire(contracts, a_call(TUESDAY), expiring=contracts).expired == 0


def test_a_contract_that_an_agent_changes_at_the_same_moment_is_left_to_the_next_run() -> None:
    class Raced(FakeContracts):
        def save(self, _: object) -> None:
            raise ContractChangedMeanwhile

    contracts = Raced()
    drafted(contracts, expires_on=MONDAY.date())
    assert expire(contracts, a_call(TUESDAY), expiring=contracts).expired == 0


@pytest.mark.parametrize("other", [APPROVED, CANCELLED])
def test_a_wish_that_somebody_else_was_quicker_with_is_granted_if_it_is_true_or_still_allowed(
    other: ContractStatus,
) -> None:
    class Raced(FakeContracts):
        def save(self, change: Change) -> None:
            if quicker:
                status = quicker.pop()
                quick = replace(change.contract, status=status)
                super().save(replace(change, contract=quick))
                raise ContractChangedMeanwhile
            super().save(change)

    contracts, quicker = Raced(), [other]
    mine = drafted(contracts)
    moved = move_active_contract(mine.property_id, CANCELLED, contracts=contracts, call=a_call())
    assert (moved.status, moved.version) == (CANCELLED, 2 if other is CANCELLED else 3)


def test_a_contract_that_fails_does_not_keep_the_others_from_expiring() -> None:
    class Broken(FakeContracts):
        def save(self, change: Change) -> None:
            if change.contract.property_id == failing.property_id:
                raise StoreUnavailable
            super().save(change)

    contracts = Broken()
    failing = drafted(contracts, "1", expires_on=MONDAY.date())
    drafted(contracts, "2", expires_on=MONDAY.date())
    assert expire(contracts, a_call(TUESDAY), expiring=contracts) == Expiry(expired=1, failed={"StoreUnavailable": 1})


def test_pages_hold_every_contract_once_from_newest_to_oldest() -> None:
    contracts = FakeContracts()
    drafts = [drafted(contracts, str(number)).contract_id for number in range(7)]
    seen: list[UUID] = []
    cursor = None
    while True:
        page = list_contracts(ContractFilter(before=cursor), limit=3, contracts=contracts)
        seen += [contract.contract_id for contract in page.contracts]
        if not page.has_more:
            break
        cursor = seen[-1]
    assert seen == drafts[::-1]
