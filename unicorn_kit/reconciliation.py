"""A context's reconciliation: a round over its own state that makes good what a lost event has left undone.

A schedule sends `{"reconcile": {}}`: the run goes on with the stored round. `unicorn reconcile` sends its own position,
so that it can run on until the round is over, and the limit of age:

| field     | meaning                                                                         |
|-----------|---------------------------------------------------------------------------------|
| `after`   | where this run begins: `""` at the start, else the `next` of the last answer     |
| `all`     | whatever its age; without it each context leaves out what is too old, or too new |
| `dry_run` | find, and do nothing                                                            |

The answer is `{"found": 0, "done": 0, "failed": 0, "next": null}`; at `"next": null` the round is over.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from unicorn_kit.errors import BusUnavailable, EventRefused
from unicorn_kit.rounds import Budget, Step, Tally, handle_round

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

    from unicorn_kit.scheduled_runs import ScheduledRuns

type Move = Callable[[str | None], None]
ITEMS_MAX = 10_000  # of a run; bounds what it costs


class NotReconciled(Exception):
    """Raised at the end of a scheduled run in which something failed: Lambda runs it again, and an alarm rings."""


class Bus[E](Protocol):
    def publish(self, events: Sequence[E], *, on_refused: Callable[[E, EventRefused], None]) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconcile:
    """A request to reconcile; `after` is None for the schedule."""

    after: str | None = None
    all: bool = False
    dry_run: bool = False


def run_reconciliation(
    event: Mapping[str, Any],
    context: "LambdaContext",
    work: Callable[[Reconcile, str | None, Move, Budget], Tally],
    *,
    runs: Callable[[], "ScheduledRuns"],
    now: datetime,
) -> dict[str, Any]:
    """Run `work` from the stored position on, or from the one that a command gives; return what it found and did.

    `work` gets the request, where it begins, what stores where the next run is to begin, and its budget.
    """
    asked = Reconcile(**event["reconcile"])
    budget = Budget(lambda: context.get_remaining_time_in_millis() / 1000, ITEMS_MAX)
    if asked.after is not None:
        at = _Position(asked.after or None)
        return asdict(work(asked, at.position, at.move, budget)) | {"next": at.position}
    with runs().begin(context.aws_request_id, now=now, seconds=budget.seconds_left()) as run:
        if run is None:  # another run is active
            return asdict(Tally()) | {"next": None}
        tally = work(asked, run.position, run.move, budget)
    if tally.failed:
        raise NotReconciled(f"{tally.failed} of {tally.found}")
    return asdict(tally) | {"next": run.position}


type Work = Callable[[Reconcile, str | None, Move, Budget], Tally]


def in_turn(rounds: Mapping[str, Work]) -> Work:
    """Return the work of several rounds, each with what its positions begin with; a command does one of them.

    What the first one's positions begin with is empty, so that they are what they were when it was the only one.
    """

    def work(asked: Reconcile, after: str | None, move: Move, budget: Budget) -> Tally:
        names, tally = list(rounds), Tally()
        begin = next((name for name in names if name and (after or "").startswith(name)), names[0])
        for name in names[names.index(begin) :]:
            following = None if asked.after is not None or name == names[-1] else names[names.index(name) + 1]
            turn = _Turn(name, following, move)
            start = (after or "").removeprefix(name) if name == begin else ""
            tally.add(rounds[name](asked, start or None, turn.move, budget))
            if not turn.is_over or following is None or budget.is_spent:
                break
        return tally

    return work


@dataclass(slots=True)
class _Turn:
    """One of several rounds; at its end the position is where the following one begins."""

    name: str
    following: str | None
    onward: Move
    is_over: bool = False

    def move(self, position: str | None) -> None:
        self.is_over = position is None
        self.onward(self.following if position is None else self.name + position)


@dataclass(slots=True)
class _Position:
    """The position of a command's round, which no table stores."""

    position: str | None

    def move(self, position: str | None) -> None:
        self.position = position


def publish_again[E](
    pages: Iterable[Sequence[Step[Sequence[E]]]],
    bus: Callable[[], Bus[E]],
    *,
    dry_run: bool,
    budget: Budget,
    move: Move,
) -> Tally:
    """Publish events again that may have been lost, page by page; a page that fails is left to the next round."""
    tally = Tally()

    def publish(events: Sequence[E]) -> None:
        budget.items -= len(events)
        tally.found += len(events)
        if dry_run or not events:
            return
        refused: list[E] = []
        try:
            published = bus().publish(events, on_refused=lambda event, _: refused.append(event))
        except BusUnavailable:
            published = 0
        tally.done += published - len(refused)
        tally.failed += len(events) - published + len(refused)

    handle_round(pages, publish, budget=budget, move=move)
    return tally
