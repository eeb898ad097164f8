"""Choosing a port, and distinguishing our engine from other processes."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from unicorn_cli.local import engine, ports, processes, state
from unicorn_cli.local.state import Engine, State
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.terminal.problems import Problem


@pytest.fixture
def system(tmp_path: Path) -> LocalSystem:
    system = LocalSystem(tmp_path / "home")
    system.make()
    return system


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def test_a_wanted_port_that_is_taken_is_a_problem_with_a_fix(taken: int) -> None:
    with pytest.raises(Problem, match=f"Port {taken} is in use") as problem:
        ports.choose_port(taken, None)
    assert "--port" in problem.value.fix


def test_a_preferred_port_that_is_taken_is_skipped(taken: int) -> None:
    port = ports.choose_port(None, taken)
    assert port != taken
    assert ports.is_free(port)


def test_never_started_and_stopped_are_different_problems(system: LocalSystem) -> None:
    with pytest.raises(Problem, match="No local system is running"):
        engine.running(system)
    gone = Engine(pid=2**22 + 1, created=1.0, port=4566)
    state.save(State(engine=gone), system.state)
    with pytest.raises(Problem, match="has stopped"):
        engine.running(system)


def test_another_process_with_the_same_pid_is_not_our_engine() -> None:
    me = psutil.Process(os.getpid())
    assert processes.alive(Engine(me.pid, me.create_time(), 1))
    assert not processes.alive(Engine(me.pid, me.create_time() - 1000, 1))


def test_an_engine_that_cannot_start_reports_its_last_log_line_and_leaves_no_process(system: LocalSystem) -> None:
    system.engine_python.parent.mkdir(parents=True)
    system.engine_python.write_text("#!/bin/sh\necho first\necho cannot go on\nexit 3\n")
    system.engine_python.chmod(0o700)
    with pytest.raises(Problem, match="cannot go on"):
        engine.start(system, 4999)
    assert list(processes.started_by_engine(system)) == []


PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(child.pid, flush=True)
time.sleep(20)
"""


def test_nobody_waits_for_a_process_that_only_its_parent_can_remove(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "SHUTDOWN_DEADLINE", 60)
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        child = psutil.Process(int(parent.stdout.readline()))
        processes.end([child])
        assert child.status() == psutil.STATUS_ZOMBIE
        assert parent.poll() is None
        parent.kill()


def test_stopping_ends_only_processes_of_the_engines_environment(system: LocalSystem) -> None:
    system.engine_python.parent.mkdir(parents=True)
    system.engine_python.symlink_to(sys.executable)
    sleep = ["-c", "import time; time.sleep(60)"]
    with (
        subprocess.Popen([str(system.engine_python), *sleep]) as ours,
        subprocess.Popen([sys.executable, *sleep]) as other,
    ):
        assert engine.stop(system) == 1
        assert other.poll() is None
        other.kill()
    assert ours.returncode is not None
