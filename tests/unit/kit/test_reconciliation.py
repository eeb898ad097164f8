"""The frame of every reconciliation: positions, limits, failures and dry runs."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from tests.scheduled import FakeRuns, TimedContext
from tests.unit.properties.fakes import MONDAY
from unicorn_kit.errors import BusUnavailable, EventRefused
from unicorn_kit.reconciliation import Move, NotReconciled, Reconcile, publish_again, run_reconciliation
from unicorn_kit.rounds import Budget, Step, Tally

PAGES = [["a", "b"], [], ["c"]]


class FakeBus:
    def __init__(self) -> None:
        self.published: list[str] = []
        self.down: set[str] = set()
        self.refuses: set[str] = set()

    def publish(self, events: Sequence[str], *, on_refused: Any) -> int:
        for done, event in enumerate(events):
            if event in self.down and done == 0:
                raise BusUnavailable
            if event in self.down:
                return done
            if event in self.refuses:
                on_refused(event, EventRefused())
            else:
                self.published.append(event)
        return len(events)


def pages(after: str | None) -> Iterator[Sequence[Step[Sequence[str]]]]:
    for number, page in list(enumerate(PAGES))[int(after or 0) :]:
        yield [Step(page, str(number + 1) if number + 1 < len(PAGES) else "")]


def run(bus: FakeBus, runs: FakeRuns, *, items: int = 100, **asked: Any) -> dict[str, Any]:
    def work(request: Reconcile, after: str | None, move: Move, budget: Budget) -> Tally:
        budget.items = items
        return publish_again(pages(after), lambda: bus, dry_run=request.dry_run, budget=budget, move=move)

    context: Any = TimedContext(lambda: 60.0)
    return run_reconciliation({"reconcile": asked}, context, work, runs=lambda: runs, now=MONDAY)  # type: ignore[arg-type, return-value]


def test_a_scheduled_run_publishes_all_pages() -> None:
    bus, runs = FakeBus(), FakeRuns()
    assert run(bus, runs) == {"found": 3, "done": 3, "failed": 0, "next": None}
    assert bus.published == ["a", "b", "c"]


def test_a_scheduled_run_goes_on_where_the_last_one_stopped() -> None:
    bus, runs = FakeBus(), FakeRuns()
    assert run(bus, runs, items=2)["found"] == 2
    assert runs.position == "1"
    assert run(bus, runs)["found"] == 1
    assert bus.published == ["a", "b", "c"]
    assert runs.position is None


def test_a_scheduled_run_beside_another_does_nothing() -> None:
    bus = FakeBus()
    assert run(bus, FakeRuns(is_active=True)) == {"found": 0, "done": 0, "failed": 0, "next": None}
    assert bus.published == []


def test_a_command_has_a_position_of_its_own() -> None:
    bus, runs = FakeBus(), FakeRuns(position="1", is_active=True)
    answer = run(bus, runs, items=2, after="")
    assert (answer["next"], runs.position) == ("1", "1")
    assert run(bus, runs, after="1")["next"] is None
    assert bus.published == ["a", "b", "c"]


def test_a_dry_run_publishes_nothing() -> None:
    bus = FakeBus()
    assert run(bus, FakeRuns(), after="", dry_run=True) == {"found": 3, "done": 0, "failed": 0, "next": None}
    assert bus.published == []


def test_a_page_that_cannot_be_published_does_not_hold_up_the_next_one() -> None:
    bus = FakeBus()
    bus.down = {"b"}
    assert run(bus, FakeRuns(), after="") == {"found": 3, "done": 2, "failed": 1, "next": None}
    assert bus.published == ["a", "c"]


def test_an_event_that_the_bus_refuses_has_failed() -> None:
    bus = FakeBus()
    bus.refuses = {"a"}
    assert run(bus, FakeRuns(), after="") == {"found": 3, "done": 2, "failed": 1, "next": None}


def test_a_scheduled_run_with_failures_raises_at_its_end() -> None:
    bus, runs = FakeBus(), FakeRuns()
    bus.down = {"a"}
    with pytest.raises(NotReconciled, match="2 of 3"):
        run(bus, runs)
    assert bus.published == ["c"]
