"""Kills Lambda workers of one engine at random, by their process ids."""

import time
from collections.abc import Iterator
from contextlib import suppress
from random import Random
from threading import Lock

import psutil

from tests.engine_faults.lives import is_engine
from unicorn_cli.local import processes
from unicorn_cli.local.system import LocalSystem

STARTING = 15.0  # seconds; less than one where nothing else runs


class Killer:
    """Kills a worker after so many calls, however long those take; `killed` counts them.

    None that is just starting: the engine then ends all other workers of its function, whose invocations fail and end
    the next ones, without an end while several calls wait.
    `among` has parts of the names of functions; without one, any worker may die.
    """

    def __init__(self, system: LocalSystem, chance: Random, *, calls: int, among: tuple[str, ...] = ("",)) -> None:
        self._system, self._chance, self._calls, self._among = system, chance, calls, among
        self._lock = Lock()
        self.killed = 0

    def called(self) -> None:
        """Perhaps kill a worker: a call was made, while others may be under way."""
        with self._lock, suppress(psutil.NoSuchProcess):
            if self._chance.randrange(self._calls) == 0 and (workers := list(self._workers())):
                self._chance.choice(workers).kill()
                self.killed += 1

    def _workers(self) -> Iterator[psutil.Process]:
        for process in processes.started_by_engine(self._system):
            command = " ".join(process.info["cmdline"])
            has_begun = time.time() - process.create_time() > STARTING
            if has_begun and any(name in command for name in self._among) and not is_engine(self._system, process.pid):
                yield process
