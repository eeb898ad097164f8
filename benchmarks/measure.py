"""Cases → their figures: processes in rounds, and a stand-in for AWS that answers them."""

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from benchmarks.budgets import Row
from benchmarks.cases import Case, case
from benchmarks.figures import Pair, Yardstick, pair, row, yardsticks
from benchmarks.functions import PROJECT, Function
from benchmarks.packages import Package
from benchmarks.rounds import HERE, ONE_CALL, Rounds, Task
from benchmarks.runs import NotMeasured, Subject, run
from benchmarks.tls import Tls

CLIENT = Subject(
    package=Path(__file__).resolve().parent / "baseline",
    module="bare",
    entry="handler",
    environment={},
    case=case("Baseline"),
)
INTERPRETER = replace(CLIENT, module="nothing")
ONE_CLIENT_CALL = replace(CLIENT, module="call")
YARDSTICKS = {"interpreter": INTERPRETER, "client": CLIENT, "one_call": ONE_CLIENT_CALL}
Measured = tuple[Function, Package, Case]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    rows: Sequence[Row]
    one_call_ms: float | None  # CPU of a bare call of DynamoDB on this machine at this moment
    yardsticks: Sequence[Yardstick] = ()
    pairs: Sequence[Pair] = ()
    failed: dict[str, NotMeasured] = field(default_factory=dict)  # by case


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """What the same cases are measured of beside this checkout: each case's subject, and the size of its zip."""

    name: str
    cases: Mapping[str, tuple[Subject, int]]
    project: Path = PROJECT  # whose stand-in for AWS answers


@contextmanager
def aws_stand_in(project: Path = PROJECT, tls: Tls | None = None) -> Iterator[str]:
    """Run a checkout's stand-in for AWS; yield its address."""
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.stub", *([str(tls.certificate)] if tls else [])],
        cwd=project,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdin and server.stdout  # both are pipes
        try:
            yield f"{'https' if tls else 'http'}://127.0.0.1:{server.stdout.readline().strip()}"
        finally:
            server.stdin.close()


def measure(
    chosen: Sequence[Measured],
    python: Path,
    *,
    rounds: int,
    seconds: float,
    progress: Callable[[str], None],
    others: Sequence[Other] = (),
    warm_in_rounds: bool = False,
    tls: Tls | None = None,
) -> Measurement:
    """Measure for the given rounds, or as many as the time allows; a case that fails is in the answer's `failed`."""
    with ExitStack() as stack:
        endpoint = stack.enter_context(aws_stand_in(tls=tls))
        subjects = {asked.name: subject_of(function, package, asked) for function, package, asked in chosen}
        yardstick = _tasks(YARDSTICKS, python, endpoint, tls)
        done = Rounds(
            here=_tasks(subjects, python, endpoint, tls),
            others={
                other.name: _tasks(
                    {name: subject for name, (subject, _) in other.cases.items()},
                    python,
                    stack.enter_context(aws_stand_in(other.project, tls)),
                    tls,
                )
                for other in others
            },
            interpreter=yardstick["interpreter"],
            client=yardstick["client"],
            one_call=yardstick["one_call"],
            progress=progress,
            warm_in_rounds=warm_in_rounds,
        )
        done.run(rounds=rounds, seconds=seconds)
    return _measurement(chosen, others, done)


def _tasks(subjects: Mapping[str, Subject], python: Path, endpoint: str, tls: Tls | None) -> dict[str, Task]:
    trust = tls.environment if tls else {}
    return {
        name: partial(run, replace(subject, environment={**subject.environment, **trust}), python, endpoint)
        for name, subject in subjects.items()
    }


def subject_of(function: Function, package: Package, asked: Case) -> Subject:
    return Subject(
        package=package.path,
        module=function.module,
        entry=function.entry,
        environment=function.environment | asked.environment,
        case=asked,
    )


def _measurement(chosen: Sequence[Measured], others: Sequence[Other], done: Rounds) -> Measurement:
    complete = [found for found in chosen if found[2].name in done.done and (HERE, found[2].name) in done.warm]
    one_call = done.warm.get(("", ONE_CALL))
    return Measurement(
        rows=[row(function, package, asked.name, done) for function, package, asked in complete],
        one_call_ms=one_call.warm_cpu_ns / 1e6 if one_call else None,
        yardsticks=yardsticks(done),
        pairs=[
            pair(asked.name, other.name, done, (package.zip_bytes, other.cases[asked.name][1]))
            for _, package, asked in complete
            for other in others
            if any(other.name in one.others for one in done.done[asked.name]) and (other.name, asked.name) in done.warm
        ],
        failed=done.failed,
    )
