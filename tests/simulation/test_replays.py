"""Random histories, replayed from the archive: nothing changes if nothing was lost, and lost state is restored.

docs/adr/0017 lists what is compared and what cannot be equal.
"""

from collections import Counter
from copy import deepcopy
from functools import cache
from itertools import chain
from typing import Any

import pytest

from tests.simulation.agency import Agency
from tests.simulation.answers import ANSWERED, comparable, has_its_answer_in, unanswered, was_revoked_out_of_turn
from tests.simulation.histories import History
from tests.unit.properties.fakes import FakeTable
from unicorn_cli.bus.replay import plan
from unicorn_cli.bus.spool import Spool

HISTORIES, QUICK = 100, 10
SEEDS = [*range(QUICK), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(QUICK, HISTORIES))]


@cache
def played(seed: int) -> Agency:
    return History(seed).run()


def ended(seed: int) -> Agency:
    """Return a copy of a history's final state, which a test may change."""
    return deepcopy(played(seed))


def tables(agency: Agency) -> dict[str, Any]:
    """Return every table of all three contexts in full."""
    return {
        "contracts": (agency.contracts.stored, len(agency.contracts.changes)),
        "properties": agency.table,
        "listings": agency.listings.stored,
        "public": agency.listings.public,
        "archive": agency.archive,
    }


def run_replay(agency: Agency, name: str, *, in_order: bool) -> None:
    """Replay part after part, as the command does, or everything at once in random order."""
    with Spool.opened() as spool:
        spool.add(agency.archive)
        parts = [list(part) for part in plan(spool, name).parts()]
    for part in parts if in_order else [list(chain.from_iterable(parts))]:
        for event in agency.chance.sample(part, len(part)):
            agency.tick()
            agency.put(event["source"], event["detail-type"], event["detail"])
            if not in_order and agency.chance.random() < 0.5:
                agency.deliver()
        agency.settle()


@pytest.mark.parametrize("seed", SEEDS)
def test_replaying_the_whole_archive_three_times_leaves_every_table_as_it_was(seed: int) -> None:
    agency = ended(seed)
    agency.table.asked.clear()  # counts calls, and is not a table
    before = deepcopy(tables(agency))
    for number in range(3):
        run_replay(agency, f"replay-{number}", in_order=False)
        assert tables(agency) == before


@pytest.mark.parametrize("seed", SEEDS)
def test_a_replay_restores_the_contract_status_table_and_webs_lost_evaluations(seed: int) -> None:
    agency = ended(seed)
    before = deepcopy(agency)
    agency.table = FakeTable()
    lost = lose_answers(agency)
    run_replay(agency, "replay", in_order=True)
    assert agency.table.facts == before.table.facts
    assert agency.table.publications == before.table.publications
    assert agency.table.waiters.keys() == before.table.waiters.keys()
    assert agency.table.executions.keys() == before.table.executions.keys()
    assert agency.table.answered == before.table.answered
    assert agency.archive == before.archive
    for property_id, listing in before.listings.stored.items():
        found = agency.listings.stored[property_id]
        assert comparable(found, listing) == comparable(listing, listing), property_id
        assert property_id in lost or found == listing
    assert agency.listings.public.keys() == before.listings.public.keys()
    for property_id, shown in before.listings.public.items():
        assert comparable(agency.listings.public[property_id], shown) == comparable(shown, shown)


def lose_answers(agency: Agency) -> set[str]:
    """Reset every listing whose last request was evaluated to its state before; return their property ids.

    A listing that its agent has withdrawn or edited since is left alone: that change is Web's own.
    """
    stored = agency.listings.stored
    lost = {property_id for property_id, listing in stored.items() if has_its_answer_in(agency.archive, listing)}
    for property_id in lost:
        listing = agency.listings.stored[property_id]
        agency.listings.stored[property_id] = unanswered(listing)
        if unanswered(listing).public_version is None:
            agency.listings.public.pop(property_id, None)
    return lost


@pytest.mark.slow
def test_the_histories_include_every_status_waiter_and_revocation() -> None:
    """A simulation without revocations, or in which every answer is lost to edits, would prove nothing."""
    agencies = [played(seed) for seed in range(HISTORIES)]
    published = Counter(event["detail-type"] for agency in agencies for event in agency.archive)
    answered = [found for a in agencies for found in a.listings.stored.values() if has_its_answer_in(a.archive, found)]
    lost = Counter(listing.status for listing in answered)
    partly = sum(was_revoked_out_of_turn(listing) for listing in answered)
    waiting = sum(len(agency.table.waiters) for agency in agencies)
    revoked = sum(publication.revoked for agency in agencies for publication in agency.table.publications.values())
    assert min(published.values()) > 30
    assert min(lost[status] for status in ANSWERED) > 10
    assert min(waiting, revoked) > 10
    assert partly < len(answered) / 10
