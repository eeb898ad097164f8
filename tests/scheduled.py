"""The runs of a schedule in memory, the context with which Lambda begins one, and calls that take virtual time."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.apigateway import LambdaContext

SECONDS = {"batch_get_item": 0.04, "query": 0.01, "delete_item": 0.01, "get_item": 0.005}  # of each call
CALL = 0.02  # of any other


@dataclass
class FakeRuns:
    """Takes the place of ScheduledRuns, and of its only run."""

    position: str | None = None
    is_active: bool = False  # whether another run is

    @contextmanager
    def begin(self, run_id: str, *, now: datetime, seconds: float) -> Iterator["FakeRuns | None"]:
        yield None if self.is_active else self

    def move(self, position: str | None) -> None:
        self.position = position


class TimedContext(LambdaContext):
    """A context whose time passes as a test says."""

    def __init__(self, seconds_left: Callable[[], float]) -> None:
        super().__init__()
        self._seconds_left = seconds_left

    def get_remaining_time_in_millis(self) -> int:  # type: ignore[override]
        return int(self._seconds_left() * 1000)


@dataclass
class Time:
    """The virtual seconds of one run, and those of the longest."""

    spent: float = 0.0
    longest: float = 0.0

    def passes(self, seconds: float) -> None:
        self.spent += seconds

    def before[**P, R](self, seconds: float, call: Callable[P, R]) -> Callable[P, R]:
        """Return a call that takes so many seconds."""

        def timed(*args: P.args, **kwargs: P.kwargs) -> R:
            self.passes(seconds)
            return call(*args, **kwargs)

        return timed

    @contextmanager
    def of_a_run(self) -> Iterator[None]:
        self.spent = 0.0
        yield
        self.longest = max(self.longest, self.spent)


@dataclass
class Timed:
    """A client whose calls take time."""

    client: Any
    time: Time
    calls: Counter[str] = field(default_factory=Counter)

    def __getattr__(self, operation: str) -> Any:
        found = getattr(self.client, operation)
        if operation != "exceptions":
            self.calls[operation] += 1
            self.time.passes(SECONDS.get(operation, CALL))
        return found
