"""The rules between the statuses of a contract."""

from dataclasses import replace
from datetime import date

import pytest
from contracts_service.domain.contract import (
    MOVES,
    Contract,
    ContractEnded,
    ContractStatus,
    ExpiryInThePast,
    MoveNotAllowed,
    amend,
    move,
)

from tests.unit.contracts.fakes import MONDAY, TUESDAY, a_contract

pytestmark = pytest.mark.domain

ALL_MOVES = [(before, after) for before in ContractStatus for after in ContractStatus if before is not after]


def in_status(status: ContractStatus, *, expires_on: date | None = None) -> Contract:
    return replace(a_contract(expires_on=expires_on), status=status)


def test_every_status_but_draft_can_be_reached_and_a_final_status_is_final() -> None:
    reached = {after for moves in MOVES.values() for after in moves}
    assert reached == set(ContractStatus) - {ContractStatus.DRAFT}
    assert not any(MOVES[s] for s in ContractStatus if not in_status(s).is_active)


@pytest.mark.parametrize(("before", "after"), ALL_MOVES)
def test_only_moves_of_the_table_are_made(before: ContractStatus, after: ContractStatus) -> None:
    expires_on = MONDAY.date() if after is ContractStatus.EXPIRED else None
    contract = in_status(before, expires_on=expires_on)
    if after in MOVES[before]:
        moved = move(contract, after, at=TUESDAY)
        assert (moved.status, moved.modified_at) == (after, TUESDAY)
    else:
        with pytest.raises(MoveNotAllowed, match=f"{before} cannot become {after}"):
            move(contract, after, at=TUESDAY)


@pytest.mark.parametrize("status", ContractStatus)
def test_moving_to_where_it_is_keeps_the_first_moment(status: ContractStatus) -> None:
    contract = in_status(status)
    assert move(contract, status, at=TUESDAY) is contract


def test_a_contract_does_not_expire_on_its_last_day() -> None:
    contract = a_contract(expires_on=TUESDAY.date())
    with pytest.raises(MoveNotAllowed, match="by itself"):
        move(contract, ContractStatus.EXPIRED, at=TUESDAY)


def test_a_contract_whose_last_day_is_over_cannot_be_approved() -> None:
    with pytest.raises(MoveNotAllowed, match="later expires_on"):
        move(a_contract(expires_on=MONDAY.date()), ContractStatus.APPROVED, at=TUESDAY)


def test_a_last_day_that_is_over_cannot_be_agreed() -> None:
    with pytest.raises(ExpiryInThePast, match="2026-03-02"):
        amend(a_contract(), {"expires_on": MONDAY.date()}, at=TUESDAY)


def test_amending_nothing_keeps_the_first_moment() -> None:
    contract = a_contract()
    assert amend(contract, {"seller_name": "Ada", "expires_on": None}, at=TUESDAY) is contract


def test_the_terms_of_an_ended_contract_cannot_be_amended() -> None:
    with pytest.raises(ContractEnded, match="CANCELLED"):
        amend(in_status(ContractStatus.CANCELLED), {"seller_name": "Bea"}, at=TUESDAY)
