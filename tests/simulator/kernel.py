"""Virtual time, and processes that take turns: one greenlet each, of which exactly one runs.

A process gives up its turn only by sleeping or waiting, so the order of everything is decided by the agenda alone: by
time, and at one moment in the order of entry. Whoever gives up its turn does what is due next by itself, until that is
another process's turn.
"""

import heapq
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, ClassVar

from greenlet import getcurrent, greenlet

type Action = Callable[[], object]

FOREVER = float("inf")


class Killed(BaseException):
    """Raised in a process that ends where it is, as a Lambda environment does. No `except Exception` sees it."""


class Worker:
    """A greenlet that runs one process after the other."""

    idle: ClassVar["list[Worker]"] = []  # of all kernels: a new one costs more than a history's process

    def __init__(self) -> None:
        self.turn = greenlet(self._loop)
        self.first: Process | None = None

    def _loop(self) -> None:
        while True:
            assert self.first
            self.first.kernel.work_on(self, self.first)


class Process:
    """Work that can be interrupted. `frames` are the functions that it runs, the innermost last."""

    def __init__(self, kernel: "Kernel", work: Action, then: Action | None) -> None:
        self.kernel, self.work, self.then = kernel, work, then
        self.worker: Worker | None = None  # that it has begun in
        self.frames: list[Any] = []

    def run(self) -> None:
        try:
            with suppress(Killed):
                self.work()
            self.pause()
        except BaseException as error:  # a fault of the simulator, or an invariant
            self.kernel.failure = error

    def pause(self) -> None:
        """Do what follows the first part of the work."""
        self.kernel.current, then, self.then = None, self.then, None
        if then:
            then()


class Future:
    """A value that a process waits for."""

    def __init__(self) -> None:
        self.process: Process | None = None
        self.value: Any = None
        self.is_set = False


@dataclass(slots=True)
class Resumption:
    """An entry of the agenda: a process goes on; with a future, if it still waits for that."""

    process: Process
    future: Future | None = None

    def due(self) -> Process | None:
        if self.future:
            if self.future.process is None:
                return None
            self.future.process = None
        return self.process


class Kernel:
    def __init__(self) -> None:
        self.now = 0.0  # seconds since the start
        self.agenda: list[tuple[float, int, Action | Resumption]] = []
        self.order = 0
        self.beginning: deque[Process] = deque()
        self.main = getcurrent()
        self.current: Process | None = None
        self.parked: dict[int, Process] = {}
        self.failure: BaseException | None = None
        self.is_closing = False
        self.horizon = FOREVER

    def after(self, seconds: float, action: Action | Resumption) -> None:
        self.order += 1
        heapq.heappush(self.agenda, (self.now + seconds, self.order, action))

    def spawn(self, work: Action, then: Action | None = None) -> None:
        """Begin a process as soon as the running action is done; `then` is done when it first gives up its turn."""
        self.beginning.append(Process(self, work, then))

    def run(self, until: float = FOREVER) -> None:
        """Do what is due until a moment, or until nothing is left."""
        self.horizon = until
        if process := self._next():
            self.main = getcurrent()
            self._let_run(process)
        if self.failure:
            failure, self.failure = self.failure, None
            raise failure
        if until < FOREVER:
            self.now = max(self.now, until)

    def sleep(self, seconds: float) -> None:
        """Let the running process sleep; outside of one, nothing happens."""
        process, at = self.current, self.now + seconds
        if process is None or seconds <= 0:
            return
        is_alone = not self.beginning and (not self.agenda or self.agenda[0][0] > at)
        if is_alone and at <= self.horizon:
            self.now = at
            return
        self.after(seconds, Resumption(process))
        self._give_up_turn(process)

    def wait(self, future: Future, seconds: float = FOREVER) -> bool:
        """Let the running process wait for a value, at most so long; return whether there is one."""
        process = self.current
        assert process
        if not future.is_set:
            future.process = process
            if seconds < FOREVER:
                self.after(seconds, Resumption(process, future))
            self._give_up_turn(process)
            future.process = None
        return future.is_set

    def set(self, future: Future, value: Any) -> None:
        if future.is_set:
            return
        future.value, future.is_set = value, True
        if process := future.process:
            future.process = None
            self.after(0, Resumption(process))

    def close(self) -> None:
        """End all processes where they are, so that their workers are free."""
        self.is_closing = True
        self.agenda.clear()
        self.beginning.clear()
        for process in list(self.parked.values()):
            self.main = getcurrent()
            self._let_run(process)

    def work_on(self, worker: Worker, process: Process) -> None:
        """Run a process in a worker, and what is due next, until it is the turn of one in another worker."""
        following: Process | None = process
        while following and following.worker is None:
            following.worker, self.current = worker, following
            following.run()
            following = self._next()
        Worker.idle.append(worker)
        self._let_run(following)

    def _next(self) -> Process | None:
        """Do what is due until it is a process's turn, and return that; None if nothing is left to do."""
        try:
            while not self.is_closing and not self.failure and not self.beginning:
                if not self.agenda or self.agenda[0][0] > self.horizon:
                    return None
                at, _, action = heapq.heappop(self.agenda)
                self.now = max(self.now, at)
                if not isinstance(action, Resumption):
                    action()
                elif process := action.due():
                    return process
        except BaseException as error:
            self.failure = error
        return self._first()

    def _first(self) -> Process | None:
        """Return the process that begins next, if any."""
        return self.beginning.popleft() if self.beginning and not self.is_closing and not self.failure else None

    def _let_run(self, process: Process | None) -> None:
        """Give the turn to a process; None: to what asked for all of it."""
        if process is None:
            self.main.switch()
            return
        worker = process.worker
        if worker is None:
            worker = Worker.idle.pop() if Worker.idle else Worker()
            worker.first = process
        else:
            self._unpark(process)
        worker.turn.switch()

    def _unpark(self, process: Process) -> None:
        self.parked.pop(id(process), None)
        self.current = process

    def _give_up_turn(self, process: Process) -> None:
        if self.is_closing:
            raise Killed
        self.parked[id(process)] = process
        process.pause()
        following = self._next()
        if following is process:
            self._unpark(process)
            return
        assert process.worker
        self._let_run(following)
        if self.is_closing:
            raise Killed
