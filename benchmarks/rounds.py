"""Rounds of fresh processes: in each, every case right after the process that it is compared with.

A case that fails, or is over its time limit on a busy machine, is not run again; the others are, and what was measured
before it failed counts.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from benchmarks.runs import Figures, NotMeasured

FEWEST_ROUNDS = 3
BASELINE, ONE_CALL = "the bare process", "the bare call"


class Task(Protocol):
    """Starts one process and returns its figures. Raises NotMeasured."""

    def __call__(self, *, warm: bool = False) -> Figures: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Cold:
    """The first answers of one round: of the bare process, of this checkout and of the one that it is paired with."""

    bare: Figures
    here: Figures
    there: Figures | None = None


@dataclass(slots=True, kw_only=True)
class Rounds:
    """`here` and `there` are the cases of this checkout and of the one to compare it with, by their names."""

    here: Mapping[str, Task]
    there: Mapping[str, Task]
    bare: Task
    one_call: Task
    progress: Callable[[str], None]
    cold: dict[str, list[Cold]] = field(default_factory=dict)
    warm: dict[tuple[str, str], Figures] = field(default_factory=dict)  # by checkout and case
    failed: dict[str, NotMeasured] = field(default_factory=dict)  # by case

    def run(self, *, rounds: int, seconds: float) -> None:
        """Run the given rounds, or as many as begin within the time, but at least FEWEST_ROUNDS."""
        ends = time.monotonic() + seconds
        self._warm("warm")  # also fills the page cache for the cold rounds
        for number in range(rounds):
            if number >= FEWEST_ROUNDS and time.monotonic() > ends:
                break
            for name in self.here:
                self.progress(f"round {number + 1} of {rounds}: {name}")
                self._round(name, there_first=bool(number % 2))
        self._warm("warm again")  # some minutes later, because the machine's speed changes

    def _round(self, name: str, *, there_first: bool) -> None:
        bare = self._try(BASELINE, self.bare)
        if bare is None or name in self.failed:
            return
        there = self._try(name, self.there.get(name)) if there_first else None
        here = self._try(name, self.here[name])
        if not there_first:
            there = self._try(name, self.there.get(name))
        if here and (there or name not in self.there):
            self.cold.setdefault(name, []).append(Cold(bare=bare, here=here, there=there))

    def _warm(self, stage: str) -> None:
        self._keep_fastest("", ONE_CALL, self.one_call)
        for name, task in self.here.items():
            self.progress(f"{stage}: {name}")
            self._keep_fastest("here", name, task)
            self._keep_fastest("there", name, self.there.get(name))

    def _keep_fastest(self, checkout: str, name: str, task: Task | None) -> None:
        if found := self._try(name, task, warm=True):
            before = self.warm.get((checkout, name), found)
            self.warm[checkout, name] = min(before, found, key=lambda figures: figures.warm_cpu_ns)

    def _try(self, name: str, task: Task | None, *, warm: bool = False) -> Figures | None:
        if task is None or name in self.failed:
            return None
        try:
            return task(warm=warm)
        except NotMeasured as error:
            self.failed[name] = error
            return None
