"""Read a replay of AWS's archive through a queue: several readers, until the replay and the queue are at their end."""

import time
from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from threading import Event
from typing import Protocol

from unicorn_cli.bus.envelopes import Envelope
from unicorn_cli.bus.spool import Spool

READERS = 8
WAIT = 5  # seconds to wait for the next events
# A replay is COMPLETED when its last event is sent, not when it has arrived; and one of the queue's servers may answer
# that it has none. So the queue is at its end only after it was empty for so long.
QUIET = 60.0  # seconds


class Batch(Protocol):
    """Some events of the queue. They come again, unless they are deleted."""

    @property
    def events(self) -> list[Envelope]: ...

    def delete(self) -> None: ...


class Source(Protocol):
    """A queue that a replay fills."""

    def take(self, *, wait: int) -> Batch:
        """Return the next events, waiting up to `wait` seconds for the first."""
        ...

    def depth(self) -> int:
        """Return about how many messages the queue has, those that are being read among them."""
        ...


def drain(
    source: Source,
    spool: Spool,
    *,
    has_ended: Callable[[], bool],
    on_read: Callable[[int], None],
    clock: Callable[[], float] = time.monotonic,
    readers: int = READERS,
) -> None:
    """Move all events into the spool. An event is deleted from the queue only after it is on disk."""
    stop, last = Event(), [clock()]

    def read() -> None:
        while not stop.is_set():
            batch = source.take(wait=WAIT)
            if batch.events:
                on_read(spool.add(_without_replay(event) for event in batch.events))
                batch.delete()
                last[0] = clock()
            elif has_ended() and clock() - last[0] >= QUIET and source.depth() == 0:
                stop.set()

    with ThreadPoolExecutor(readers) as pool:
        running = [pool.submit(read) for _ in range(readers)]
        try:
            wait(running, return_when=FIRST_EXCEPTION)
        finally:
            stop.set()
    for ended in running:
        ended.result()


def _without_replay(event: Envelope) -> Envelope:
    return {name: value for name, value in event.items() if name != "replay-name"}
