"""Rounds → the figures that are reported: rows of this checkout, and pairs with what was measured beside it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Self

from benchmarks.budgets import Row
from benchmarks.functions import Function
from benchmarks.packages import Package
from benchmarks.rounds import HERE, ONE_CALL, Round, Rounds
from benchmarks.runs import Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The median of the rounds, and the quartiles: half of the rounds lie between them."""

    low: float
    median: float
    high: float

    @property
    def noise(self) -> float:
        return (self.high - self.low) / 2

    @classmethod
    def of(cls, values: Iterable[float]) -> Self:
        found = list(values)
        low, middle, high = quantiles(found, n=4, method="inclusive") if len(found) > 1 else found * 3
        return cls(low=low, median=middle, high=high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Yardstick:
    """What every cold start is compared with."""

    name: str
    of_interpreter: float
    of_client: float
    cold_ms: float
    peak_mib: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Figures of one case in this checkout, in ratio to those of another's same case in the same round."""

    case: str
    other: str
    cold: Spread  # CPU from the handler's import to its first answer
    process: Spread  # CPU from the start of the process
    warm: Spread  # CPU of a request
    memory: Spread
    log_bytes: tuple[float, float]  # here, there
    zip_bytes: tuple[int, int]
    modules: tuple[int, int]
    rounds: int


def row(function: Function, package: Package, name: str, rounds: Rounds) -> Row:
    done, warm = rounds.done[name], rounds.warm[HERE, name]
    one_call = rounds.warm.get(("", ONE_CALL))
    cold = Spread.of(one.here.process_cpu_ns / one.interpreter.process_cpu_ns for one in done)
    return Row(
        function=function.name,
        case=name,
        of_interpreter=cold.median,
        of_interpreter_low=cold.low,
        of_client=median(one.here.process_cpu_ns / one.client.process_cpu_ns for one in done),
        cold_ms=median(one.here.process_cpu_ns for one in done) / 1e6,
        warm_ms=warm.warm_cpu_ns / 1e6,
        of_call=warm.warm_cpu_ns / one_call.warm_cpu_ns if one_call else None,
        calls=warm.calls,
        peak_mib=median(one.here.peak_kib for one in done) / 1024,
        memory_mib=function.memory_mib,
        log_bytes=warm.log_bytes,
        zip_bytes=package.zip_bytes,
        modules=done[0].here.modules,
        rounds=len(done),
        only_local=function.only_local,
    )


def yardsticks(rounds: Rounds) -> list[Yardstick]:
    every = [one for done in rounds.done.values() for one in done]
    if not every:
        return []
    of: list[tuple[str, Callable[[Round], Figures]]] = [
        ("a bare interpreter", lambda one: one.interpreter),
        ("a bare boto3 client", lambda one: one.client),
    ]
    return [_yardstick(name, every, figures) for name, figures in of]


def _yardstick(name: str, every: Sequence[Round], figures: Callable[[Round], Figures]) -> Yardstick:
    return Yardstick(
        name=name,
        of_interpreter=median(figures(one).process_cpu_ns / one.interpreter.process_cpu_ns for one in every),
        of_client=median(figures(one).process_cpu_ns / one.client.process_cpu_ns for one in every),
        cold_ms=median(figures(one).process_cpu_ns for one in every) / 1e6,
        peak_mib=median(figures(one).peak_kib for one in every) / 1024,
    )


def pair(name: str, other: str, rounds: Rounds, zip_bytes: tuple[int, int]) -> Pair:
    both = [(one.here, one.others[other]) for one in rounds.done[name] if other in one.others]
    here, there = rounds.warm[HERE, name], rounds.warm[other, name]
    warm = both if rounds.warm_in_rounds else [(here, there)]
    return Pair(
        case=name,
        other=other,
        cold=Spread.of(a.cold_cpu_ns / b.cold_cpu_ns for a, b in both),
        process=Spread.of(a.process_cpu_ns / b.process_cpu_ns for a, b in both),
        warm=Spread.of(a.warm_cpu_ns / b.warm_cpu_ns for a, b in warm),
        memory=Spread.of(a.peak_kib / b.peak_kib for a, b in both),
        log_bytes=(here.log_bytes, there.log_bytes),
        zip_bytes=zip_bytes,
        modules=(both[0][0].modules, both[0][1].modules),
        rounds=len(both),
    )
