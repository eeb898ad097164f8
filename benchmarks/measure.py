"""Cases → their figures: processes in rounds, and a stand-in for AWS that answers them."""

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.budgets import Row
from benchmarks.cases import Case, case
from benchmarks.functions import PROJECT, Function
from benchmarks.packages import Package
from benchmarks.rounds import ONE_CALL, Cold, Rounds, Task
from benchmarks.runs import Figures, NotMeasured, Subject, run

BARE = Subject(
    package=Path(__file__).resolve().parent / "baseline",
    module="bare",
    entry="handler",
    environment={},
    case=case("Baseline"),
)
BARE_CALL = replace(BARE, module="call")
Measured = tuple[Function, Package, Case]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Figures of one case in this checkout, each in ratio to the other checkout's of the same round."""

    case: str
    cold: float  # wall time
    cold_cpu: float
    warm: float
    zip_bytes: tuple[int, int]  # here, there
    modules: tuple[int, int]
    rounds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    rows: Sequence[Row]
    one_call_ms: float | None  # CPU of a bare call of DynamoDB on this machine at this moment
    pairs: Sequence[Pair] = ()
    failed: dict[str, NotMeasured] = field(default_factory=dict)  # by case


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Another checkout of the project, and those of its cases that are measured."""

    project: Path
    chosen: Sequence[Measured]


@contextmanager
def aws_stand_in(project: Path = PROJECT) -> Iterator[str]:
    """Run a checkout's stand-in for AWS; yield its address."""
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.stub"],
        cwd=project,
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
    chosen: Sequence[Measured],
    python: Path,
    *,
    rounds: int,
    seconds: float,
    progress: Callable[[str], None],
    against: Other | None = None,
) -> Measurement:
    """Measure for the given rounds, or as many as the time allows; a case that fails is in the answer's `failed`."""
    with ExitStack() as stack:
        endpoint = stack.enter_context(aws_stand_in())
        there: dict[str, Task] = {}
        if against:
            there = _tasks(against.chosen, python, stack.enter_context(aws_stand_in(against.project)))
        done = Rounds(
            here=_tasks(chosen, python, endpoint),
            there=there,
            bare=partial(run, BARE, python, endpoint),
            one_call=partial(run, BARE_CALL, python, endpoint),
            progress=progress,
        )
        done.run(rounds=rounds, seconds=seconds)
    return _measurement(chosen, against, done)


def _tasks(chosen: Sequence[Measured], python: Path, endpoint: str) -> dict[str, Task]:
    return {
        asked.name: partial(run, subject_of(function, package, asked), python, endpoint)
        for function, package, asked in chosen
    }


def subject_of(function: Function, package: Package, asked: Case) -> Subject:
    return Subject(
        package=package.path,
        module=function.module,
        entry=function.entry,
        environment=function.environment | asked.environment,
        case=asked,
    )


def _measurement(chosen: Sequence[Measured], against: Other | None, done: Rounds) -> Measurement:
    complete = [found for found in chosen if found[2].name in done.cold and ("here", found[2].name) in done.warm]
    there = {asked.name: package for _, package, asked in against.chosen} if against else {}
    one_call = done.warm.get(("", ONE_CALL))
    return Measurement(
        rows=[
            _row(function, package, asked, done.warm["here", asked.name], done.cold[asked.name])
            for function, package, asked in complete
        ],
        one_call_ms=one_call.warm_cpu_ns / 1e6 if one_call else None,
        pairs=[
            _pair(asked.name, done, (package.zip_bytes, there[asked.name].zip_bytes))
            for _, package, asked in complete
            if ("there", asked.name) in done.warm
        ],
        failed=done.failed,
    )


def _row(function: Function, package: Package, asked: Case, warm: Figures, cold: Sequence[Cold]) -> Row:
    return Row(
        function=function.name,
        case=asked.name,
        ratio=median(one.here.cold_wall_ns / one.bare.cold_wall_ns for one in cold),
        cpu_ratio=median(one.here.cold_cpu_ns / one.bare.cold_cpu_ns for one in cold),
        cold_ms=median(one.here.cold_wall_ns for one in cold) / 1e6,
        warm_ms=warm.warm_cpu_ns / 1e6,
        calls=warm.calls,
        peak_mib=median(one.here.peak_kib for one in cold) / 1024,
        memory_mib=function.memory_mib,
        log_bytes=warm.log_bytes,
        zip_bytes=package.zip_bytes,
        modules=cold[0].here.modules,
        rounds=len(cold),
        only_local=function.only_local,
    )


def _pair(name: str, done: Rounds, zip_bytes: tuple[int, int]) -> Pair:
    both = [(one.here, one.there) for one in done.cold[name] if one.there]
    return Pair(
        case=name,
        cold=median(here.cold_wall_ns / there.cold_wall_ns for here, there in both),
        cold_cpu=median(here.cold_cpu_ns / there.cold_cpu_ns for here, there in both),
        warm=done.warm["here", name].warm_cpu_ns / done.warm["there", name].warm_cpu_ns,
        zip_bytes=zip_bytes,
        modules=(both[0][0].modules, both[0][1].modules),
        rounds=len(both),
    )
