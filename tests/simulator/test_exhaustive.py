"""Every order of one listing's life with few faults keeps what is promised; a broken safeguard shows.

With more faults: make exhaustive.
"""

from collections.abc import Iterator
from typing import Any

import properties_service.use_cases.syncing
import pytest
from properties_service.domain.approval import Revoke

from tests.simulator import board, effects, exhaustive
from tests.simulator.boundary import installed
from tests.simulator.exhaustive import WEB, Exploration, Left
from tests.simulator.state import State
from tests.simulator.steps import HOME, Step, steps

pytestmark = pytest.mark.slow

SYNC = properties_service.use_cases.syncing
SECONDS = 600.0  # each needs a few of CPU; other tests may be running


@pytest.fixture(autouse=True)
def _boundary() -> Iterator[None]:
    with installed():
        yield


def test_every_order_with_one_fault_at_most_ends_as_promised() -> None:
    result = exhaustive.explore(SECONDS, [(1, 0), (0, 1)])
    assert (result["problems"], result["left"]) == ([], 0)
    assert result["ends"] > 1


def test_a_revocation_that_is_left_out_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    do = SYNC._do

    def waiters_alone(action: Any, services: Any, result: Any) -> None:
        if hasattr(action, "waiter"):
            do(action, services, result)

    monkeypatch.setattr(SYNC, "_do", waiters_alone)
    assert exhaustive.explore(SECONDS, [(0, 0)], most=1)["problems"]


def test_a_revocation_that_is_marked_before_it_is_published_shows_in_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    do = SYNC._do

    def marked_first(action: Any, services: Any, result: Any) -> None:
        if isinstance(action, Revoke):
            done = action.publication
            services.approvals.mark_revoked(done.property_id, done.request_id, at=services.now)
        do(action, services, result)

    monkeypatch.setattr(SYNC, "_do", marked_first)
    assert exhaustive.explore(SECONDS, [(0, 0)])["problems"] == []
    assert exhaustive.explore(SECONDS, [(0, 1)], most=1)["problems"]


def test_a_waiter_that_is_dropped_before_it_is_woken_shows_in_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    do = SYNC._do

    def dropped_first(action: Any, services: Any, result: Any) -> None:
        if hasattr(action, "waiter"):
            services.approvals.drop_waiter(action.waiter)
        do(action, services, result)

    monkeypatch.setattr(SYNC, "_do", dropped_first)
    assert exhaustive.explore(SECONDS, [(0, 1)], most=1)["problems"]


def test_a_step_that_is_done_at_once_changes_nothing_for_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    alone, pairs = Exploration._alone, list[bool]()

    def checked(self: Exploration, enabled: list[Step], state: State, left: Left) -> list[Step]:
        chosen = alone(self, enabled, state, left)
        others = [(one, other) for one in chosen for other in enabled if other.cause != one.cause]
        pairs.extend(_after(self, state, *pair) == _after(self, state, *reversed(pair)) for pair in others)
        return chosen

    monkeypatch.setattr(Exploration, "_alone", checked)
    exhaustive.explore(SECONDS, [(0, 0)])
    assert len(pairs) > 100
    assert all(pairs)


def _after(explored: Exploration, state: State, *taken: Step) -> State:
    for step in taken:
        state = explored.effects.applied(state, step, explored.effects.of(step, state))
    return state


def test_what_a_function_cannot_see_of_a_record_makes_no_other_end(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = _ends()
    monkeypatch.setattr(board, "observed", lambda _, record: record)
    monkeypatch.setattr(Exploration, "_is_web_last", lambda *_: False)
    assert seen == _ends()
    assert len(seen) > 1


def test_what_web_does_last_makes_no_other_end(monkeypatch: pytest.MonkeyPatch) -> None:
    last = _ends()
    monkeypatch.setattr(Exploration, "_is_web_last", lambda *_: False)
    assert last == _ends()


def test_a_record_that_says_the_same_as_one_that_waits_makes_no_other_end(monkeypatch: pytest.MonkeyPatch) -> None:
    once = _ends()
    for module in (effects, exhaustive):
        monkeypatch.setattr(module, "SYNC", "no stream")
    assert once == _ends()


def test_web_may_not_be_last_if_something_depends_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Exploration, "_is_web_last", lambda *_: True)
    [found, *_] = exhaustive.explore(SECONDS, [(0, 0)])["problems"]
    assert "leads to something outside of Web" in found


def _ends() -> set[str]:
    """Return what the listing and its public version are at the ends, and what was published of it."""
    explored = Exploration([(0, 0)])
    result = explored.run(SECONDS, 1)
    assert result["left"] == 0
    contents, found = explored.contents, set()
    for state in explored.reached:
        if not any(steps(state, contents)) and contents.people[state.people] >= (2, 2):
            table = contents.tables(state.tables[WEB])["WebListingsTable"]
            shown = [table.get((HOME, kind)) for kind in ("LISTING", "PUBLIC")]
            found.add(str((shown, sorted(contents.published[state.published]))))
    return found
