"""Judge mutants: one that no test notices has survived."""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.mutants.copies import copy_sources
from tests.mutants.mutant import Mutant
from tests.mutants.runs import Run, Runner, next_of, warm_up

SECONDS = 240.0  # for one run of pytest, also on a busy machine, where most take ten times their one or two seconds
PASSED, FAILED = 0, 1  # of pytest's exit statuses; any other is no judgement on a test


class Verdict(StrEnum):
    KILLED = "killed"
    HUNG = "NOT JUDGED: the test did not end in time"
    SURVIVED = "SURVIVED: the test passes"
    NOT_RUN = "NOT RUN: the patch breaks an import, or there is no such test"

    @property
    def is_killed(self) -> bool:
        return self is Verdict.KILLED


class _Job(NamedTuple):
    tests: Sequence[str]
    mutant: Mutant | None = None


class Judge:
    """Judges as many mutants at once as there are copies."""

    def __init__(self, copies: Sequence[Path], *, seconds: float = SECONDS) -> None:
        self._runners = [Runner(copy) for copy in copies]
        self._seconds = seconds

    def failures(self, mutants: Iterable[Mutant]) -> list[str]:
        """Return the output of each test file whose tests do not pass without a mutant."""
        files: dict[str, dict[str, None]] = {}
        for mutant in mutants:
            files.setdefault(mutant.test_file, {})[mutant.test] = None
        runs = (run for _, run in self._runs(_Job(list(tests)) for tests in files.values()))
        return [run.output for run in runs if run.status != PASSED]

    def verdicts(self, mutants: Iterable[Mutant]) -> Iterator[tuple[Mutant, Verdict]]:
        """Yield each mutant with its verdict, as soon as it is known. Raises DoesNotApply."""
        for job, run in self._runs(_Job([mutant.test], mutant) for mutant in mutants):
            assert job.mutant
            yield job.mutant, _verdict(run)

    def _runs(self, jobs: Iterable[_Job]) -> Iterator[tuple[_Job, Run]]:
        waiting, free = iter(jobs), list(self._runners)
        running: dict[Runner, _Job] = {}
        try:
            while True:
                while free and (job := next(waiting, None)):
                    runner = free.pop()
                    runner.start(job.tests, job.mutant, seconds=self._seconds)
                    running[runner] = job
                if not running:
                    return
                for runner in next_of(list(running)):
                    job = running.pop(runner)
                    free.append(runner)
                    yield job, runner.end()
        finally:
            for runner in running:
                runner.end()


@contextmanager
def judge_of(root: Path, number: int) -> Iterator[Judge]:
    """Yield a judge with so many copies of the sources in `root`."""
    warm_up()
    with TemporaryDirectory(prefix="mutants-") as folder:
        first, *others = [Path(folder) / str(copy) for copy in range(number)]
        copy_sources(root, first)
        for other in others:
            shutil.copytree(first, other)
        yield Judge([first, *others])


def _verdict(run: Run) -> Verdict:
    if run.status is None:
        return Verdict.HUNG
    return {FAILED: Verdict.KILLED, PASSED: Verdict.SURVIVED}.get(run.status, Verdict.NOT_RUN)
