"""Threads in virtual time: one runs at a time, and a pause costs nothing."""

import heapq
import threading
from collections.abc import Callable
from itertools import count


class VirtualTime:
    """The shipped code runs in its own threads, as in as many processes; only its pauses and calls take time."""

    def __init__(self) -> None:
        self.now = 0.0  # seconds
        self._waiting: list[tuple[float, int, threading.Semaphore]] = []
        self._order = count()
        self._idle = threading.Semaphore(0)  # released when the thread that runs pauses or ends
        self._failures: list[BaseException] = []

    def start(self, work: Callable[[], None]) -> None:
        mine = threading.Semaphore(0)

        def run() -> None:
            mine.acquire()
            try:
                work()
            except BaseException as error:
                self._failures.append(error)
            self._idle.release()

        threading.Thread(target=run, daemon=True).start()
        self._wake(mine, self.now)

    def sleep(self, seconds: float) -> None:
        """Pause the thread that calls this."""
        mine = threading.Semaphore(0)
        self._wake(mine, self.now + seconds)
        self._idle.release()
        mine.acquire()

    def run(self) -> None:
        """Run all threads to their ends; raise the first error of one."""
        while self._waiting:
            self.now, _, thread = heapq.heappop(self._waiting)
            thread.release()
            self._idle.acquire()
            if self._failures:
                raise self._failures[0]

    def _wake(self, thread: threading.Semaphore, moment: float) -> None:
        heapq.heappush(self._waiting, (moment, next(self._order), thread))
