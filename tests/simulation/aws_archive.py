"""AWS's replay of an archive into a queue: in batches, not quite in order, some twice, the last ones late.

Rates and habits are those that AWS documents: EventBridge delivers at least once and in no order; a replay is COMPLETED
when its last event is sent; a queue returns at most ten messages, and sometimes none although it has some; a message
that was received comes again after its visibility timeout, unless it was deleted.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count, islice
from random import Random
from threading import Lock
from typing import Any

from unicorn_cli.bus.envelopes import Envelope

BATCH = 10
VISIBILITY = 30.0  # seconds
EMPTY = 0.02  # share of the answers that are empty although there are messages
TWICE = 0.001  # share of the events that are delivered twice
OUT_OF_ORDER = 0.5  # share of the events that are put behind the others, not before them
LOST_CALL = 0.0005  # share of the batches that are read, and whose deletion never arrives


@dataclass
class ArchivedReplay:
    """A replay of `events` that sends `rate` a second, read at `call` seconds a call; its clock runs with the calls."""

    events: Iterable[Envelope]
    rate: float
    chance: Random
    call: float = 0.01
    late: float = 45.0  # seconds by which the last thousand events arrive after the replay is COMPLETED
    now: float = 0.0
    delivered: int = 0
    twice: int = 0
    deepest: int = 0  # messages in the queue
    _queue: deque[Envelope] = field(default_factory=deque)
    _taken: dict[int, tuple[float, list[Envelope]]] = field(default_factory=dict)  # by receipt, oldest first
    _receipts: Iterator[int] = field(default_factory=count)
    _lock: Any = field(default_factory=Lock)
    _source: Iterator[Envelope] = field(init=False)
    _last: deque[Envelope] = field(default_factory=lambda: deque(maxlen=1000))
    _completed_at: float | None = None

    def __post_init__(self) -> None:
        self._source = iter(self.events)

    def clock(self) -> float:
        return self.now

    def has_ended(self) -> bool:
        return self._completed_at is not None

    def depth(self) -> int:
        with self._lock:
            return len(self._queue) + sum(len(events) for _, events in self._taken.values())

    def take(self, *, wait: int) -> "Batch":
        with self._lock:
            self.now += self.call
            self._send()
            self._come_again()
            if not self._queue or self.chance.random() < EMPTY:
                self.now += wait if not self._queue else 0
                return Batch(self, 0, [])
            taken = [self._queue.popleft() for _ in range(min(BATCH, len(self._queue)))]
            receipt = next(self._receipts)
            self._taken[receipt] = (self.now + VISIBILITY, taken)
            return Batch(self, receipt, taken)

    def delete(self, receipt: int) -> None:
        with self._lock:
            if self.chance.random() >= LOST_CALL:
                self._taken.pop(receipt, None)

    def _send(self) -> None:
        due = int(self.now * self.rate) - self.delivered
        for event in islice(self._source, max(0, due)):
            self._deliver(event)
        self.deepest = max(self.deepest, len(self._queue))
        if self._completed_at is None and self.delivered < int(self.now * self.rate):
            self._completed_at = self.now
            self._hold_back()
        if self._completed_at is not None and self.now >= self._completed_at + self.late:
            self._queue.extend(self._last)
            self._last.clear()

    def _deliver(self, event: Envelope) -> None:
        self.delivered += 1
        if self.chance.random() < TWICE:
            self.twice += 1
            self._queue.append(event)
        (self._queue.append if self.chance.random() < OUT_OF_ORDER else self._queue.appendleft)(event)
        self._last.append(event)

    def _hold_back(self) -> None:
        """The last events are sent, and not there yet."""
        held = {event["id"] for event in self._last}
        self._queue = deque(event for event in self._queue if event["id"] not in held)

    def _come_again(self) -> None:
        while self._taken and self._taken[receipt := next(iter(self._taken))][0] <= self.now:
            self._queue.extend(self._taken.pop(receipt)[1])


@dataclass
class Batch:
    replay: ArchivedReplay
    receipt: int
    events: list[Envelope]

    def delete(self) -> None:
        self.replay.delete(self.receipt)
