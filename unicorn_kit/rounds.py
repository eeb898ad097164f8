"""A scheduled function's rounds over many items: a run stays within its limits, the next goes on where it stopped."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

RESERVE = 5.0  # seconds before its time limit in which a run begins nothing more


class Step[T](NamedTuple):
    """An item of a round, and the position behind it."""

    item: T
    position: str


@dataclass(slots=True)
class Budget:
    """What one run may spend: its time, and a number of items that bounds its cost."""

    seconds_left: Callable[[], float]  # until the function is stopped
    items: int
    reserve: float = RESERVE

    @property
    def is_spent(self) -> bool:
        return self.items <= 0 or self.seconds_left() <= self.reserve

    def half(self) -> "Budget":
        """Return a budget of half of this one; what it leaves over is still in this one."""
        return Budget(self.seconds_left, self.items // 2, (self.seconds_left() + self.reserve) / 2)


def handle_round[T](
    pages: Iterable[Sequence[Step[T]]],
    handle: Callable[[T], None],
    *,
    budget: Budget,
    move: Callable[[str | None], None],
) -> None:
    """Handle all items, or as many as the budget lasts for; `move` stores where the next run is to begin.

    The position moves behind a page before the page is handled: an item that ends the process cannot keep all runs from
    those behind it, and the next round comes back to it. At the end the position is None: the next run begins anew.
    """
    for page in pages:
        if budget.is_spent:
            return
        if not page:
            continue
        move(page[-1].position)
        for step in page:
            handle(step.item)
            budget.items -= 1
            if budget.is_spent and step is not page[-1]:
                move(step.position)
                return
    move(None)


@dataclass(slots=True)
class Tally:
    """What a round of reconciliation has found and done."""

    found: int = 0  # what may need an action
    done: int = 0
    failed: int = 0  # left to the next round

    def add(self, other: "Tally") -> None:
        self.found += other.found
        self.done += other.done
        self.failed += other.failed
