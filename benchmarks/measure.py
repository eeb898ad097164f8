"""Rounds of fresh processes: in each, every function right after the process that it is compared with."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks.budgets import Row
from benchmarks.cases import Case
from benchmarks.functions import PROJECT, Function
from benchmarks.packages import Package
from benchmarks.runs import Figures, Subject, run

BASELINE = Subject(
    package=Path(__file__).resolve().parent / "baseline",
    module="bare",
    entry="handler",
    environment={},
    case=Case(name="baseline", event={}, answers={}, expect={}, environment={}),
)
FEWEST_ROUNDS = 3
Measured = tuple[Function, Package, Case]


@contextmanager
def aws_stand_in() -> Iterator[str]:
    """Run the stand-in for AWS; yield its address."""
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.stub"],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdin and server.stdout  # both are pipes
        try:
            yield f"http://127.0.0.1:{server.stdout.readline().strip()}"
        finally:
            server.stdin.close()


def measure(
    chosen: Sequence[Measured], python: Path, *, rounds: int, seconds: float, tell: Callable[[str], None]
) -> list[Row]:
    """Measure for the given rounds, or as many as the time allows. Raises NotMeasured."""
    ends = time.monotonic() + seconds
    with aws_stand_in() as endpoint:
        subjects = {case.name: subject_of(function, package, case) for function, package, case in chosen}
        warm: dict[str, Figures] = {}
        for name, subject in subjects.items():
            tell(f"warm: {name}")
            warm[name] = run(subject, python, endpoint, warm=True)  # also fills the page cache for the cold rounds
        cold: dict[str, list[tuple[Figures, Figures]]] = {name: [] for name in subjects}
        for number in range(rounds):
            if number >= FEWEST_ROUNDS and time.monotonic() > ends:
                break
            for name, subject in subjects.items():
                tell(f"round {number + 1} of {rounds}: {name}")
                cold[name].append((run(BASELINE, python, endpoint), run(subject, python, endpoint)))
    return [_row(function, package, case, warm[case.name], cold[case.name]) for function, package, case in chosen]


def subject_of(function: Function, package: Package, case: Case) -> Subject:
    return Subject(
        package=package.path,
        module=function.module,
        entry=function.entry,
        environment=function.environment | case.environment,
        case=case,
    )


def _row(
    function: Function, package: Package, case: Case, warm: Figures, cold: Sequence[tuple[Figures, Figures]]
) -> Row:
    return Row(
        function=function.name,
        case=case.name,
        ratio=median(ours.cold_wall_ns / bare.cold_wall_ns for bare, ours in cold),
        cpu_ratio=median(ours.cold_cpu_ns / bare.cold_cpu_ns for bare, ours in cold),
        cold_ms=median(ours.cold_wall_ns for _, ours in cold) / 1e6,
        warm_ms=warm.warm_cpu_ns / 1e6,
        peak_mib=median(ours.peak_kib for _, ours in cold) / 1024,
        log_bytes=warm.log_bytes,
        zip_bytes=package.zip_bytes,
        modules=cold[0][1].modules,
        rounds=len(cold),
        only_local=function.only_local,
    )
