"""The measurement knows every function, and its figures are those of the cases."""

import sys
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from benchmarks.budgets import COLD, COLD_OF, LOG_BYTES, WARM, WARM_OF, ZIP_BYTES_OF, Row, over
from benchmarks.cases import EVENTS, CaseMissing, case, cases_of
from benchmarks.functions import all_functions, contexts
from benchmarks.interpreter import runtime
from benchmarks.measure import CLIENT, Measurement, Other, aws_stand_in, measure, subject_of
from benchmarks.packages import build
from benchmarks.report import show
from benchmarks.runs import NotMeasured, TimedOut, run
from benchmarks.tls import make_tls

FUNCTIONS = {function.name: function for function in all_functions()}


def row(**figures: Any) -> Row:
    good = {
        "of_interpreter": 2.0,
        "of_interpreter_low": 1.9,
        "of_client": 0.3,
        "cold_ms": 300.0,
        "warm_ms": 1.0,
        "of_call": 1.0,
        "calls": 1,
        "peak_mib": 60.0,
        "log_bytes": 100.0,
    }
    return Row(
        function="WebListingsApi",
        case="WebListingsApi",
        memory_mib=512,
        zip_bytes=int(figures.pop("zip_bytes", 1_000_000)),
        modules=400,
        rounds=3,
        only_local=False,
        **(good | figures),
    )


@pytest.mark.parametrize("function", list(FUNCTIONS))
def test_every_function_is_measured(function: str) -> None:
    assert cases_of(function)


def test_a_function_without_a_case_is_an_error_that_names_the_file_to_write() -> None:
    with pytest.raises(CaseMissing, match=r"benchmarks/events/WebNew\.json"):
        cases_of("WebNew")


def test_every_case_is_of_a_function() -> None:
    assert {file.name.split(".")[0] for file in EVENTS.glob("*.json")} <= set(FUNCTIONS) | {"Baseline"}


def test_every_budget_of_its_own_is_of_a_function() -> None:
    known = set(FUNCTIONS) | {file.stem for file in EVENTS.glob("*.json")}
    assert set(COLD_OF) | set(WARM_OF) | set(ZIP_BYTES_OF) <= known


def test_a_case_says_only_where_it_differs_from_another() -> None:
    large, small = case("WebProcessImage.50-megapixels"), case("WebProcessImage")
    assert (large.event, large.expect) == (small.event, small.expect)
    [upload] = [operation for operation in small.answers if operation.startswith("GET ")]
    assert large.answers == small.answers | {upload: {"photo": [8660, 5773]}}


@pytest.mark.parametrize(
    ("figures", "missed"),
    [
        ({}, []),
        (
            {"of_interpreter": COLD + 0.3, "of_interpreter_low": COLD + 0.1},
            [f"cold {COLD + 0.3:.1f} > {COLD} interpreters"],
        ),
        ({"of_interpreter": COLD + 0.1, "of_interpreter_low": COLD - 0.1}, []),  # disturbed in half of the rounds
        ({"of_call": 4 + WARM + 0.14, "calls": 4}, [f"warm {4 + WARM + 0.14:.1f} > {4 + WARM:g} bare calls"]),
        ({"of_call": 4 + WARM - 0.14, "calls": 4}, []),
        ({"of_call": None}, []),  # the call was not measured
        ({"log_bytes": LOG_BYTES + 1}, [f"log {LOG_BYTES + 1} > {LOG_BYTES} B"]),
        ({"peak_mib": 513}, ["memory 513 > 512 MiB"]),
        ({"zip_bytes": 3_100_000}, ["zip 3.1 > 3 MB"]),
    ],
)
def test_figures_over_a_budget_are_named(figures: dict[str, Any], missed: list[str]) -> None:
    assert over(row(**figures)) == missed


@pytest.mark.slow
def test_one_function_is_measured_from_its_package_to_its_figures() -> None:
    function = FUNCTIONS["ContractsExpireContracts"]
    [asked] = cases_of(function.name)
    chosen = [(function, build(function), asked)]
    package = chosen[0][1]
    same = Other(name="same", cases={asked.name: (subject_of(function, package, asked), package.zip_bytes)})
    measured = measure(chosen, runtime(), rounds=2, seconds=60, progress=lambda _: None, others=[same])
    assert measured.failed == {}
    [pair] = measured.pairs
    assert pair.rounds == 2
    assert pair.zip_bytes[0] == pair.zip_bytes[1] > 0
    assert pair.modules[0] == pair.modules[1]
    assert min(pair.cold.median, pair.process.median, pair.warm.median, pair.memory.median) > 0
    interpreter, client = measured.yardsticks
    assert interpreter.of_interpreter == client.of_client == 1.0
    [found] = measured.rows
    assert found.of_interpreter > found.of_client > 0
    assert found.calls == 6  # one Query, one transaction; the run's lease, its position twice, its release
    assert found.modules > 100
    assert found.log_bytes > 0
    assert 20 < found.peak_mib < found.memory_mib == function.memory_mib
    assert found.warm_ms > 0


@pytest.mark.slow
def test_a_failure_is_not_measured_by_mistake() -> None:
    function = FUNCTIONS["ContractsExpireContracts"]
    [asked] = cases_of(function.name)
    subject = subject_of(function, build(function), asked.expecting({"expired": 7}))
    with aws_stand_in() as endpoint, pytest.raises(NotMeasured, match="answered"):
        run(subject, runtime(), endpoint)


@pytest.mark.slow
def test_over_tls_a_function_calls_only_a_stand_in_that_it_trusts(tmp_path: Path) -> None:
    function = FUNCTIONS["ContractsExpireContracts"]
    [asked] = cases_of(function.name)
    subject, tls = subject_of(function, build(function), asked), make_tls(tmp_path)
    trusting = replace(subject, environment={**subject.environment, **tls.environment})
    with aws_stand_in(tls=tls) as endpoint:
        assert endpoint.startswith("https://")
        assert run(trusting, runtime(), endpoint, warm=True).calls > 0
        with pytest.raises(NotMeasured):
            run(subject, runtime(), endpoint)


def test_a_report_ends_with_the_cases_that_failed() -> None:
    target = StringIO()
    measured = Measurement(rows=[row()], one_call_ms=None, failed={"Hangs": TimedOut("over its time limit of 60 s")})
    show(measured, Console(file=target, width=200))
    assert "WebListingsApi" in target.getvalue()
    assert target.getvalue().endswith("Hangs: over its time limit of 60 s\n")


def test_a_process_over_the_limit_is_timed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.runs.LIMIT", 0.001)
    function = FUNCTIONS["ContractsExpireContracts"]
    [asked] = cases_of(function.name)
    subject = replace(CLIENT, case=asked)
    with pytest.raises(TimedOut, match=r"over its time limit of 0\.001 s"):
        run(subject, Path(sys.executable), "http://127.0.0.1:9")
    assert function.context in contexts()
