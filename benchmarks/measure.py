"""Rounds of fresh processes: in each, every function right after the process that it is compared with."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from benchmarks.budgets import Row
from benchmarks.cases import Case, case
from benchmarks.functions import PROJECT, Function
from benchmarks.packages import Package
from benchmarks.runs import Figures, Subject, run

BASELINE = Subject(
    package=Path(__file__).resolve().parent / "baseline",
    module="bare",
    entry="handler",
    environment={},
    case=case("Baseline"),
)
ONE_CALL = replace(BASELINE, module="call", case=case("Baseline"))
FEWEST_ROUNDS = 3
Measured = tuple[Function, Package, Case]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    rows: Sequence[Row]
    one_call_ms: float  # CPU of a bare call of DynamoDB on this machine at this moment


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
) -> Measurement:
    """Measure for the given rounds, or as many as the time allows. Raises NotMeasured."""
    ends = time.monotonic() + seconds
    with aws_stand_in() as endpoint:
        subjects = {asked.name: subject_of(function, package, asked) for function, package, asked in chosen}
        one_call = run(ONE_CALL, python, endpoint, warm=True)
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
        for name, subject in subjects.items():  # once more, some minutes later: a machine has its moods
            tell(f"warm again: {name}")
            warm[name] = _quicker(warm[name], run(subject, python, endpoint, warm=True))
        one_call = _quicker(one_call, run(ONE_CALL, python, endpoint, warm=True))
    return Measurement(
        rows=[
            _row(function, package, asked, warm[asked.name], cold[asked.name]) for function, package, asked in chosen
        ],
        one_call_ms=one_call.warm_cpu_ns / 1e6,
    )


def _quicker(first: Figures, second: Figures) -> Figures:
    return min(first, second, key=lambda figures: figures.warm_cpu_ns)


def subject_of(function: Function, package: Package, asked: Case) -> Subject:
    return Subject(
        package=package.path,
        module=function.module,
        entry=function.entry,
        environment=function.environment | asked.environment,
        case=asked,
    )


def _row(
    function: Function, package: Package, asked: Case, warm: Figures, cold: Sequence[tuple[Figures, Figures]]
) -> Row:
    return Row(
        function=function.name,
        case=asked.name,
        ratio=median(ours.cold_wall_ns / bare.cold_wall_ns for bare, ours in cold),
        cpu_ratio=median(ours.cold_cpu_ns / bare.cold_cpu_ns for bare, ours in cold),
        cold_ms=median(ours.cold_wall_ns for _, ours in cold) / 1e6,
        warm_ms=warm.warm_cpu_ns / 1e6,
        calls=warm.calls,
        peak_mib=median(ours.peak_kib for _, ours in cold) / 1024,
        memory_mib=function.memory_mib,
        log_bytes=warm.log_bytes,
        zip_bytes=package.zip_bytes,
        modules=cold[0][1].modules,
        rounds=len(cold),
        only_local=function.only_local,
    )
