"""The runs of a schedule in memory, and the context with which Lambda begins one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from tests.apigateway import LambdaContext


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
