"""Rounds over many items: within the limits of a run, nothing forgotten, nothing starved."""

from collections.abc import Iterator, Sequence
from itertools import batched

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unicorn_kit.rounds import RESERVE, Budget, Step, handle_round


class Died(BaseException):
    """The process ends, as at a time limit."""


class Round:
    """Items 0 to `count` - 1 in pages, and a store for the position."""

    def __init__(self, count: int, page: int = 10) -> None:
        self.count, self.page = count, page
        self.position: str | None = None
        self.handled: list[int] = []
        self.seconds = 60.0
        self.deadly: set[int] = set()

    def pages(self) -> Iterator[Sequence[Step[int]]]:
        start = int(self.position) + 1 if self.position is not None else 0
        left = (Step(number, str(number)) for number in range(start, self.count))
        yield from batched(left, self.page, strict=False)

    def handle(self, number: int) -> None:
        if number in self.deadly:
            raise Died
        self.seconds -= 1
        self.handled.append(number)

    def move(self, position: str | None) -> None:
        self.position = position

    def run(self, *, items: int = 1000, seconds: float = 60.0) -> None:
        self.seconds = seconds
        try:
            handle_round(self.pages(), self.handle, budget=Budget(lambda: self.seconds, items), move=self.move)
        except Died:
            return


def test_a_run_that_has_enough_handles_all_and_the_next_begins_anew() -> None:
    work = Round(25)
    work.run()
    assert (work.handled, work.position) == (list(range(25)), None)


@given(count=st.integers(0, 200), page=st.integers(1, 20), items=st.integers(1, 60), extra=st.floats(0.1, 40))
def test_runs_with_any_budget_handle_each_item_once_a_round(count: int, page: int, items: int, extra: float) -> None:
    work = Round(count, page)
    runs = 0
    while runs == 0 or work.position is not None:
        before = len(work.handled)
        work.run(items=items, seconds=RESERVE + extra)
        assert len(work.handled) - before <= items
        assert work.seconds > RESERVE - 1  # one item at most was begun before the reserve
        runs += 1
        assert runs <= count + 2
    assert work.handled == list(range(count))


def test_an_item_that_ends_every_process_keeps_no_run_from_those_behind_its_page() -> None:
    work = Round(40)
    work.deadly = {12}
    for _ in range(2):
        work.run()
    assert set(work.handled) >= {*range(12), *range(20, 40)}
    work.deadly = set()
    work.run()
    assert set(work.handled) == set(range(40))


def test_a_run_without_time_does_nothing() -> None:
    work = Round(10)
    work.run(seconds=RESERVE)
    assert (work.handled, work.position) == ([], None)


@pytest.mark.parametrize(("seconds", "items"), [(65.0, 100), (6.0, 1)])
def test_half_a_budget_is_half_of_what_is_left(seconds: float, items: int) -> None:
    half = Budget(lambda: seconds, items).half()
    assert (half.items, half.reserve) == (items // 2, RESERVE + (seconds - RESERVE) / 2)
