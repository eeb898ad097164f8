"""Starting the system, with a sleeping process as its engine."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from io import StringIO
from pathlib import Path
from typing import NoReturn

import psutil
import pytest
from rich.console import Console

from unicorn_cli.local import build, engine, engine_environment, machine, processes, state, up
from unicorn_cli.local.lock import only_one
from unicorn_cli.local.state import Engine, State
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.local.up import LOST, STOPPING, Up
from unicorn_cli.terminal.interrupts import interruptible
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.steps import Steps
from unicorn_cli.terminal.waiting import eventually


@pytest.fixture
def sleeper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalSystem]:
    """Return a system whose engine is a process that sleeps, and where every step after its start fails."""
    system = LocalSystem(tmp_path / "home")
    system.engine_python.parent.mkdir(parents=True)
    system.engine_python.symlink_to(sys.executable)

    def broken(*_: object) -> str:
        raise Problem("The template is wrong", "Fix it")

    with ExitStack() as stack:

        def start(system: LocalSystem, port: int) -> Engine:
            command = [str(system.engine_python), "-c", "import time; time.sleep(60)"]
            process = stack.enter_context(subprocess.Popen(command))
            assert eventually(lambda: list(processes.started_by_engine(system)), every=0.01)
            return Engine(process.pid, psutil.Process(process.pid).create_time(), port)

        monkeypatch.setattr(engine, "start", start)
        monkeypatch.setattr(engine_environment, "is_ready", lambda _: True)
        monkeypatch.setattr(build, "digest", broken)
        yield system
        processes.end_all(system)


def run(system: LocalSystem) -> str:
    """Run `up`, which fails, and return its output."""
    target = StringIO()
    with pytest.raises(Problem, match="Build the packages: The template is wrong"):
        run_to(system, target)
    return target.getvalue()


def run_to(system: LocalSystem, target: StringIO) -> None:
    with Steps(Console(file=target, width=200)) as steps:
        Up(system, steps).run()


def test_a_failed_step_stops_what_this_run_started(sleeper: LocalSystem) -> None:
    shown = run(sleeper)
    assert f"{STOPPING}\n" in shown
    assert LOST not in shown
    assert list(processes.started_by_engine(sleeper)) == []
    assert state.load(sleeper.state).engine is None


def test_an_engine_that_ran_before_survives_a_failed_step(sleeper: LocalSystem) -> None:
    sleeper.make()
    state.save(State(engine=engine.start(sleeper, 4999)), sleeper.state)
    assert STOPPING not in run(sleeper)
    known = state.load(sleeper.state).engine
    assert known is not None
    assert processes.alive(known)


def test_a_second_ctrl_c_does_not_leave_half_of_it_running(
    sleeper: LocalSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first arrives in a step, others while the engine is being stopped."""
    end_all = processes.end_all
    target = StringIO()

    def impatient(system: LocalSystem) -> int:
        os.kill(os.getpid(), signal.SIGINT)
        ended = end_all(system)
        os.kill(os.getpid(), signal.SIGTERM)
        return ended

    with monkeypatch.context() as patch:

        def interrupted(_: str) -> NoReturn:
            patch.setattr(processes, "end_all", impatient)
            os.kill(os.getpid(), signal.SIGINT)
            raise AssertionError("not interrupted")

        patch.setattr(build, "digest", interrupted)
        patch.setattr(up, "in_parallel", lambda tasks, *_, **__: tasks["web"]())
        with pytest.raises(KeyboardInterrupt), interruptible():
            run_to(sleeper, target)
    assert list(processes.started_by_engine(sleeper)) == []
    assert state.load(sleeper.state).engine is None
    assert STOPPING in target.getvalue()


def test_an_engine_that_was_killed_has_lost_what_was_made_and_the_next_start_says_so(sleeper: LocalSystem) -> None:
    sleeper.make()
    killed = engine.start(sleeper, 4999)
    known = State(engine=killed, port=4999, passwords={"agent1": "s"}, deployed={"a": "b"}, seeded=True)
    state.save(known, sleeper.state)
    (sleeper.data / "state").mkdir(parents=True)
    processes.end([psutil.Process(killed.pid)])
    with pytest.raises(Problem, match="what was created in it is gone"):
        engine.running(sleeper)
    assert run(sleeper).count(f"{LOST}\n") == 1
    assert not sleeper.data.exists()
    assert state.load(sleeper.state).passwords == {"agent1": "s"}


def test_two_at_once_on_one_system_is_a_problem(sleeper: LocalSystem) -> None:
    sleeper.make()
    with only_one(sleeper), pytest.raises(Problem, match="Another `unicorn up`"):
        run_to(sleeper, StringIO())


def test_too_little_disk_is_reported_before_anything_starts(
    sleeper: LocalSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: type("Usage", (), {"free": 10**8}))
    with pytest.raises(Problem, match=r"Check this machine: Only 0\.1 GB are free"):
        run_to(sleeper, StringIO())


def test_another_python_is_reported_before_anything_starts(
    sleeper: LocalSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "PYTHON", (3, 12))
    with pytest.raises(Problem, match="Check this machine: This is Python 3"):
        run_to(sleeper, StringIO())
