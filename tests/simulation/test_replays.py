"""Random histories, replayed from the archive of their bus: harmless where nothing is lost, whole where it is.

What is compared and what cannot be equal stands in docs/adr/0017.
"""

from collections import Counter
from copy import deepcopy
from functools import cache
from typing import Any

import pytest

from tests.simulation.agency import Agency
from tests.simulation.answers import ANSWERED, comparable, unanswered, was_revoked_out_of_turn, was_told
from tests.simulation.histories import History
from tests.unit.properties.fakes import FakeTable
from unicorn_cli.bus.replay import Replay, plan

HISTORIES = range(100)


@cache
def played(seed: int) -> Agency:
    return History(seed).run()


def ended(seed: int) -> Agency:
    """Return a history's end that a test may change."""
    return deepcopy(played(seed))


def tables(agency: Agency) -> dict[str, Any]:
    """Every table of all three contexts, whole."""
    return {
        "contracts": (agency.contracts.stored, len(agency.contracts.changes)),
        "properties": agency.table,
        "listings": agency.listings.stored,
        "public": agency.listings.public,
        "archive": agency.told,
    }


def put_back(agency: Agency, replay: Replay, *, in_order: bool) -> None:
    """Replay as the command does, part after part; or everything at once, in any order."""
    for part in replay.parts if in_order else [replay.events]:
        for event in agency.chance.sample(part, len(part)):
            agency.tick()
            agency.put(event["source"], event["detail-type"], event["detail"])
            if not in_order and agency.chance.random() < 0.5:
                agency.deliver()
        agency.settle()


@pytest.mark.parametrize("seed", HISTORIES)
def test_replaying_the_whole_archive_three_times_leaves_every_table_as_it_was(seed: int) -> None:
    agency = ended(seed)
    agency.table.asked.clear()  # counts questions, and is no table
    before = deepcopy(tables(agency))
    for number in range(3):
        put_back(agency, plan(agency.told, f"replay-{number}"), in_order=False)
        assert tables(agency) == before


@pytest.mark.parametrize("seed", HISTORIES)
def test_a_replay_rebuilds_what_properties_knew_and_what_web_was_told(seed: int) -> None:
    agency = ended(seed)
    before = deepcopy(agency)
    agency.table = FakeTable()
    lost = lose_answers(agency)
    put_back(agency, plan(agency.told, "replay"), in_order=True)
    assert agency.table.facts == before.table.facts
    assert agency.table.publications == before.table.publications
    assert agency.table.waiters.keys() == before.table.waiters.keys()
    assert agency.table.executions.keys() == before.table.executions.keys()
    assert agency.table.answered == before.table.answered
    assert agency.told == before.told
    for property_id, listing in before.listings.stored.items():
        found = agency.listings.stored[property_id]
        assert comparable(found, listing) == comparable(listing, listing), property_id
        assert property_id in lost or found == listing
    assert agency.listings.public.keys() == before.listings.public.keys()
    for property_id, shown in before.listings.public.items():
        assert comparable(agency.listings.public[property_id], shown) == comparable(shown, shown)


def lose_answers(agency: Agency) -> set[str]:
    """Take every listing whose last request was answered back to where it waited; return which.

    One that was withdrawn by its agent, or edited since its answer, has moved on: that is Web's own doing.
    """
    lost = {property_id for property_id, listing in agency.listings.stored.items() if was_told(listing, agency.told)}
    for property_id in lost:
        listing = agency.listings.stored[property_id]
        agency.listings.stored[property_id] = unanswered(listing)
        if unanswered(listing).live is None:
            agency.listings.public.pop(property_id, None)
    return lost


def test_the_histories_meet_every_end() -> None:
    """A simulation in which nothing is ever revoked, or everything is lost to edits, would prove nothing."""
    agencies = [played(seed) for seed in HISTORIES]
    told = Counter(event["detail-type"] for agency in agencies for event in agency.told)
    told_of = [found for a in agencies for found in a.listings.stored.values() if was_told(found, a.told)]
    lost = Counter(listing.status for listing in told_of)
    partly = sum(was_revoked_out_of_turn(listing) for listing in told_of)
    waiting = sum(len(agency.table.waiters) for agency in agencies)
    revoked = sum(publication.revoked for agency in agencies for publication in agency.table.publications.values())
    assert min(told.values()) > 30
    assert min(lost[status] for status in ANSWERED) > 10
    assert min(waiting, revoked) > 10
    assert partly < len(told_of) / 10
