"""Runs of pytest in copies of the sources, each a fork of this process, which has imported what all of them need."""

import os
import signal
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from multiprocessing import connection, get_context
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.mutants.copies import enter
from tests.mutants.mutant import Mutant

# Nothing of ours: that is what differs. The plug-ins are for tests of generated requests, which judge no mutant.
WARM = ("aws_lambda_powertools", "boto3", "cfnlint", "hypothesis", "moto", "pydantic", "samtranslator", "yaml")
OPTIONS = ["-x", "-q", "--no-header", "--tb=short", "-p", "no:cacheprovider"]
OPTIONS += ["-p", "no:schemathesis", "-p", "no:hypothesispytest", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
NOT_BEGUN = 99  # an exit status that pytest does not have


class Run(NamedTuple):
    """pytest's exit status, None if it did not end in time, and its output."""

    status: int | None
    output: str


class Runner:
    """One run at a time in one copy, of the sources as they are or with a mutant."""

    def __init__(self, copy: Path) -> None:
        self.copy = copy
        self._output = copy.with_name(f"{copy.name}.log")
        self._process: ForkProcess | None = None
        self._deadline = 0.0
        self._before: tuple[Path, str] | None = None

    def start(self, tests: Sequence[str], mutant: Mutant | None, *, seconds: float) -> None:
        """Begin a run. Raises DoesNotApply."""
        if mutant:
            path, patched = self.copy / mutant.path, mutant.patched(self.copy)
            self._before = (path, path.read_text())
            path.write_text(patched)
        self._process = get_context("fork").Process(target=_pytest, args=(self.copy, tests, self._output))
        self._deadline = time.monotonic() + seconds
        self._process.start()

    @property
    def sentinel(self) -> int:
        assert self._process
        return self._process.sentinel

    @property
    def seconds_left(self) -> float:
        return max(0.0, self._deadline - time.monotonic())

    def end(self) -> Run:
        """End the run, with all that its tests have started, and return its result."""
        assert self._process and self._process.pid
        if connection.wait([self.sentinel], timeout=0):
            self._process.join()  # it ends by itself, but may not have told its status yet
        status = self._process.exitcode
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.join()
        if self._before:
            path, text = self._before
            path.write_text(text)
            self._before = None
        return Run(status, self._output.read_text(errors="replace"))


def warm_up() -> None:
    for name in WARM:
        import_module(name)


def next_of(running: Sequence[Runner]) -> Iterator[Runner]:
    """Wait for the first run to end, or to have no time left, and yield all such runs."""
    ended = connection.wait(
        [runner.sentinel for runner in running], timeout=min(runner.seconds_left for runner in running)
    )
    yield from (runner for runner in running if runner.sentinel in ended or not runner.seconds_left)


def _pytest(copy: Path, tests: Sequence[str], output: Path) -> None:
    status = NOT_BEGUN
    try:
        os.setsid()
        sys.stdout = sys.stderr = stream = output.open("w")
        for descriptor in (1, 2):
            os.dup2(stream.fileno(), descriptor)
        enter(copy)
        status = int(pytest.main([*OPTIONS, *tests]))
    except Exception:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(status)  # without what this process would do at its end
