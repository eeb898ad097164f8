"""Rounds of fresh processes: in each, every case right after the processes that it is compared with.

A case that fails, or is over its time limit on a busy machine, is not run again; the others are, and what was measured
before it failed counts.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from benchmarks.runs import Figures, NotMeasured

FEWEST_ROUNDS = 3
INTERPRETER, CLIENT, ONE_CALL = "the bare interpreter", "the bare client", "the bare call"
HERE = "here"


class Task(Protocol):
    """Starts one process and returns its figures. Raises NotMeasured."""

    def __call__(self, *, warm: bool = False) -> Figures: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """The figures of one round: of both yardsticks, of this checkout, and of the others by their names."""

    interpreter: Figures
    client: Figures
    here: Figures
    others: Mapping[str, Figures]


@dataclass(slots=True, kw_only=True)
class Rounds:
    """`here` holds this checkout's cases by name, `others` the same cases of what it is compared with."""

    here: Mapping[str, Task]
    others: Mapping[str, Mapping[str, Task]]
    interpreter: Task
    client: Task
    one_call: Task
    progress: Callable[[str], None]
    warm_in_rounds: bool = False  # also measure warm requests in each round: pairs them, and takes longer
    done: dict[str, list[Round]] = field(default_factory=dict)  # by case
    warm: dict[tuple[str, str], Figures] = field(default_factory=dict)  # the fastest, by whose it is and case
    failed: dict[str, NotMeasured] = field(default_factory=dict)  # by case and whose it is

    def run(self, *, rounds: int, seconds: float) -> None:
        """Run the given rounds, or as many as begin within the time, but at least FEWEST_ROUNDS."""
        ends = time.monotonic() + seconds
        self._warm("warm")  # also fills the page cache for the cold rounds
        for number in range(rounds):
            if number >= FEWEST_ROUNDS and time.monotonic() > ends:
                break
            for name in self.here:
                self.progress(f"round {number + 1} of {rounds}: {name}")
                self._round(name, backwards=bool(number % 2))
        self._warm("warm again")  # some minutes later, because the machine's speed changes

    def _round(self, name: str, *, backwards: bool) -> None:
        if name in self.failed:
            return
        interpreter, client = self._try(INTERPRETER, self.interpreter), self._try(CLIENT, self.client)
        if not interpreter or not client:
            return
        order = [HERE, *self.others]
        found = {whose: self._measure(whose, name) for whose in (reversed(order) if backwards else order)}
        if here := found.pop(HERE):
            others = {whose: figures for whose, figures in found.items() if figures}
            self.done.setdefault(name, []).append(
                Round(interpreter=interpreter, client=client, here=here, others=others)
            )

    def _measure(self, whose: str, name: str) -> Figures | None:
        figures = self._try(_label(whose, name), self._task(whose, name), warm=self.warm_in_rounds)
        if figures and self.warm_in_rounds:
            self._keep_fastest(whose, name, figures)
        return figures

    def _warm(self, stage: str) -> None:
        self._keep_fastest("", ONE_CALL, self._try(ONE_CALL, self.one_call, warm=True))
        for name in self.here:
            self.progress(f"{stage}: {name}")
            for whose in (HERE, *self.others):
                self._keep_fastest(whose, name, self._try(_label(whose, name), self._task(whose, name), warm=True))

    def _task(self, whose: str, name: str) -> Task | None:
        return self.here[name] if whose == HERE else self.others[whose].get(name)

    def _keep_fastest(self, whose: str, name: str, found: Figures | None) -> None:
        if found:
            before = self.warm.get((whose, name), found)
            self.warm[whose, name] = min(before, found, key=lambda figures: figures.warm_cpu_ns)

    def _try(self, label: str, task: Task | None, *, warm: bool = False) -> Figures | None:
        if task is None or label in self.failed:
            return None
        try:
            return task(warm=warm)
        except NotMeasured as error:
            self.failed[label] = error
            return None


def _label(whose: str, name: str) -> str:
    return name if whose == HERE else f"{name} of {whose}"
