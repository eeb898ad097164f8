"""Which of two facts about a contract is newer, and which one is stored."""

from datetime import timedelta
from itertools import permutations

import pytest
from properties_service.domain.contract_status import ContractFact, ContractStatus, supersedes
from properties_service.ports import StoreUnavailable
from properties_service.use_cases.contract_facts import record_contract_status

from tests.unit.properties.fakes import HOUSE, MONDAY, FakeTable, a_fact
from unicorn_kernel.sequences import SEQUENCE_MAX

pytestmark = pytest.mark.domain

DRAFT, APPROVED, CANCELLED, CLOSED = (ContractStatus[name] for name in ("DRAFT", "APPROVED", "CANCELLED", "CLOSED"))
LATER = MONDAY + timedelta(seconds=1)


def test_a_late_draft_does_not_undo_an_approval() -> None:
    table = FakeTable()
    assert record_contract_status(a_fact(APPROVED, sequence=2), facts=table)
    assert not record_contract_status(a_fact(DRAFT, sequence=1), facts=table)
    assert table.facts[HOUSE].status is APPROVED


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_newest_fact_is_kept_in_every_order_of_arrival(order: tuple[int, ...]) -> None:
    facts = [
        a_fact(DRAFT, sequence=1),
        a_fact(APPROVED, sequence=2),
        a_fact(CLOSED, sequence=3),
        a_fact(DRAFT, sequence=4, contract_id="contract-2"),
    ]
    table = FakeTable()
    for position in order:
        record_contract_status(facts[position], facts=table)
        record_contract_status(facts[position], facts=table)  # a duplicate
    assert table.facts[HOUSE] == facts[3]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_older_systems_facts_are_ordered_by_their_own_time(order: tuple[int, ...]) -> None:
    facts = [
        a_fact(status, sequence=None, as_of=MONDAY + timedelta(hours=hours), contract_id=None)
        for hours, status in enumerate([DRAFT, APPROVED, CANCELLED])
    ]
    table = FakeTable()
    for position in order:
        record_contract_status(facts[position], facts=table)
    assert table.facts[HOUSE].status is CANCELLED


@pytest.mark.parametrize(
    ("received", "known", "newer"),
    [
        (a_fact(APPROVED, sequence=None), a_fact(DRAFT, sequence=None), True),  # same second, same contract
        (a_fact(DRAFT, sequence=None), a_fact(APPROVED, sequence=None), False),
        (a_fact(CANCELLED, sequence=None), a_fact(APPROVED, sequence=None), True),
        (a_fact(DRAFT, sequence=None), a_fact(DRAFT, sequence=None), False),
        (a_fact(DRAFT, sequence=None, contract_id="contract-2"), a_fact(CLOSED, sequence=None), True),
        (a_fact(CLOSED, sequence=None), a_fact(DRAFT, sequence=None, contract_id="contract-2"), False),
        (a_fact(APPROVED, sequence=None, as_of=LATER), a_fact(DRAFT, sequence=7), False),  # one without a sequence
        (a_fact(DRAFT, sequence=1), a_fact(CLOSED, sequence=None, as_of=LATER), True),
        (a_fact(DRAFT, sequence=None, as_of=LATER), a_fact(APPROVED, sequence=None), False),  # a clock that is wrong
        (a_fact(CANCELLED, sequence=None), a_fact(APPROVED, sequence=None, as_of=LATER), True),
        (a_fact(DRAFT, sequence=None, as_of=LATER, contract_id="contract-2"), a_fact(APPROVED, sequence=None), True),
        (a_fact(CLOSED, sequence=None), a_fact(DRAFT, sequence=None, as_of=LATER, contract_id="contract-2"), False),
        (
            a_fact(DRAFT, sequence=2),
            a_fact(CLOSED, sequence=1, as_of=LATER),
            True,
        ),  # the sequence decides, not the time
        (a_fact(), None, True),
        (a_fact(DRAFT, sequence=1), a_fact(APPROVED, sequence=10**30), True),  # of no event: it bars none
        (a_fact(DRAFT, sequence=1), a_fact(APPROVED, sequence=SEQUENCE_MAX), False),
    ],
)
def test_the_newer_of_two_facts_is_detected(received: ContractFact, known: ContractFact | None, *, newer: bool) -> None:
    assert supersedes(received, known) is newer


def test_a_writer_that_loses_a_race_reads_again() -> None:
    table = FakeTable(races=3)
    assert record_contract_status(a_fact(), facts=table)


def test_a_writer_that_always_loses_the_race_fails_and_is_retried() -> None:
    with pytest.raises(StoreUnavailable):
        record_contract_status(a_fact(), facts=FakeTable(races=1000))
