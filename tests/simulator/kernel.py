"""Virtual time, and processes that take turns: one thread each, of which exactly one runs.

A process gives up its turn only by sleeping or waiting, so the order of everything is decided by the agenda alone: by
time, and at one moment in the order of entry. A sleep in which nothing else is due costs nothing.
"""

import heapq
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, ClassVar

type Action = Callable[[], object]

FOREVER = float("inf")


class Killed(BaseException):
    """Raised in a process that ends where it is, as a Lambda environment does. No `except Exception` sees it."""


class Worker:
    """A thread that runs one process after the other."""

    idle: ClassVar["list[Worker]"] = []  # of all kernels: a thread costs more than a history's process

    def __init__(self) -> None:
        self.turn, self.work = threading.Lock(), None
        self.turn.acquire()
        threading.Thread(target=self._loop, daemon=True).start()

    def _loop(self) -> None:
        while True:
            self.turn.acquire()
            work: Any = self.work
            work()


class Process:
    """Work that can be interrupted. `frames` are the functions that it runs, the innermost last."""

    def __init__(self, kernel: "Kernel", work: Action) -> None:
        self.kernel, self.work = kernel, work
        self.worker: Worker | None = None
        self.frames: list[Any] = []
        self.is_ended = False

    def __call__(self) -> None:
        """Run the work in the worker's thread, and give the turn back."""
        kernel = self.kernel
        try:
            with suppress(Killed):
                self.work()
        except BaseException as error:  # a fault of the simulator, or an invariant
            kernel.failure = error
        self.is_ended = True
        assert self.worker
        Worker.idle.append(self.worker)
        kernel.main.release()


class Future:
    """A value that a process waits for."""

    def __init__(self) -> None:
        self.process: Process | None = None
        self.value: Any = None
        self.is_set = False


class Kernel:
    def __init__(self) -> None:
        self.now = 0.0  # seconds since the start
        self.agenda: list[tuple[float, int, Action]] = []
        self.order = 0
        self.main = threading.Lock()
        self.main.acquire()
        self.current: Process | None = None
        self.parked: dict[int, Process] = {}
        self.failure: BaseException | None = None
        self.is_closing = False
        self.horizon = FOREVER

    def after(self, seconds: float, action: Action) -> None:
        self.order += 1
        heapq.heappush(self.agenda, (self.now + seconds, self.order, action))

    def spawn(self, work: Action) -> Process:
        """Begin a process at once; return when it first gives up its turn."""
        process = Process(self, work)
        process.worker = Worker.idle.pop() if Worker.idle else Worker()
        process.worker.work = process  # type: ignore[assignment]
        self._resume(process)
        return process

    def run(self, until: float = FOREVER) -> None:
        """Do what is due until a moment, or until nothing is left."""
        self.horizon = until
        while self.agenda and self.agenda[0][0] <= until:
            at, _, action = heapq.heappop(self.agenda)
            self.now = max(self.now, at)
            action()
        if until < FOREVER:
            self.now = max(self.now, until)

    def sleep(self, seconds: float) -> None:
        """Let the running process sleep; outside of one, nothing happens."""
        process, at = self.current, self.now + seconds
        if process is None or seconds <= 0:
            return
        if (not self.agenda or self.agenda[0][0] > at) and at <= self.horizon:
            self.now = at
            return
        self.after(seconds, lambda: self._resume(process))
        self._give_up_turn(process)

    def wait(self, future: Future, seconds: float = FOREVER) -> bool:
        """Let the running process wait for a value, at most so long; return whether there is one."""
        process = self.current
        assert process
        if not future.is_set:
            future.process = process
            if seconds < FOREVER:
                self.after(seconds, lambda: self._expire(future))
            self._give_up_turn(process)
            future.process = None
        return future.is_set

    def set(self, future: Future, value: Any) -> None:
        if future.is_set:
            return
        future.value, future.is_set = value, True
        if process := future.process:
            future.process = None
            self.after(0, lambda: self._resume(process))

    def close(self) -> None:
        """End all processes where they are, so that their threads are free."""
        self.is_closing = True
        self.agenda.clear()
        for process in list(self.parked.values()):
            self._resume(process)

    def _expire(self, future: Future) -> None:
        if process := future.process:
            future.process = None
            self._resume(process)

    def _resume(self, process: Process) -> None:
        before, self.current = self.current, process
        self.parked.pop(id(process), None)
        assert process.worker
        process.worker.turn.release()
        if before is None:
            self.main.acquire()
            self.current = None
            if self.failure and not self.is_closing:
                failure, self.failure = self.failure, None
                raise failure
            return
        raise AssertionError("only the agenda resumes processes")

    def _give_up_turn(self, process: Process) -> None:
        self.parked[id(process)] = process
        assert process.worker
        self.main.release()
        process.worker.turn.acquire()
        if self.is_closing:
            raise Killed
