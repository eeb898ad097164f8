"""Running other programs."""

import sys
import threading
from pathlib import Path

import psutil
import pytest

from unicorn_cli.local import programs
from unicorn_cli.local.programs import Programs, cause_of_failure
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.waiting import eventually


@pytest.fixture
def system(tmp_path: Path) -> LocalSystem:
    system = LocalSystem(tmp_path)
    system.make()
    return system


def test_a_failing_program_is_a_problem_with_its_error_and_its_log(system: LocalSystem) -> None:
    with pytest.raises(Problem, match="No such thing") as problem:
        Programs().run("fail", ["/bin/sh", "-c", "echo 'Error: No such thing.'; echo bye; exit 2"], system)
    assert "fail.log" in problem.value.fix


def test_the_output_of_a_program_goes_to_its_log_only(system: LocalSystem, capfd: pytest.CaptureFixture[str]) -> None:
    Programs().run("talk", [sys.executable, "-c", "print('hello')"], system)
    assert system.log("talk").read_text() == "hello\n"
    assert capfd.readouterr() == ("", "")


def test_no_program_outlives_the_end(system: LocalSystem) -> None:
    started = Programs()
    failed: list[Problem] = []

    def run() -> None:
        with pytest.raises(Problem) as problem:
            started.run("long", ["/bin/sh", "-c", "sleep 60 & wait"], system)
        failed.append(problem.value)

    thread = threading.Thread(target=run)
    thread.start()
    assert eventually(psutil.Process().children, every=0.01)
    started.end()
    thread.join(timeout=5)
    assert failed
    with pytest.raises(Problem):
        started.run("late", ["/bin/true"], system)


def test_a_program_that_does_not_end_when_asked_is_killed(system: LocalSystem, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "END_DEADLINE", 0.01)
    started = Programs()
    command = ["/bin/sh", "-c", "trap '' TERM; echo ready; while :; do sleep 0.1; done"]
    failed: list[int] = []

    def run() -> None:
        with pytest.raises(Problem):
            started.run("stubborn", command, system)
        failed.append(1)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    log = system.log("stubborn")
    assert eventually(lambda: log.exists() and "ready" in log.read_text(), every=0.01)
    started.end()
    thread.join(timeout=10)
    assert failed


def test_the_last_error_is_preferred_to_the_last_line() -> None:
    assert cause_of_failure("one\nError: bad template.\nSee the docs\n") == "Error: bad template"
    assert cause_of_failure("one\ntwo") == "two"
    assert cause_of_failure("") == "it printed nothing"
