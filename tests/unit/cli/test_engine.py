"""Finding a port, and telling our engine from others."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from unicorn_cli.local import engine, processes, state
from unicorn_cli.local import ports as free_ports
from unicorn_cli.local.state import Engine, State
from unicorn_cli.local.system import Place
from unicorn_cli.terminal.problems import Problem


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path / "home")
    place.make()
    return place


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def test_a_wanted_port_that_is_taken_is_a_problem_with_a_mend(taken: int) -> None:
    with pytest.raises(Problem, match=f"Port {taken} is in use") as problem:
        free_ports.choose_port(taken, None)
    assert "--port" in problem.value.mend


def test_without_a_wish_a_taken_port_is_passed_over(taken: int) -> None:
    port = free_ports.choose_port(None, taken)
    assert port != taken
    assert free_ports.is_free(port)


def test_nothing_started_is_not_the_same_as_stopped(place: Place) -> None:
    with pytest.raises(Problem, match="Nothing runs here yet"):
        engine.running(place)
    gone = Engine(pid=2**22 + 1, created=1.0, port=4566)
    state.save(State(engine=gone), place.state)
    with pytest.raises(Problem, match="has stopped"):
        engine.running(place)


def test_another_process_with_the_same_pid_is_not_our_engine() -> None:
    me = psutil.Process(os.getpid())
    assert processes.alive(Engine(me.pid, me.create_time(), 1))
    assert not processes.alive(Engine(me.pid, me.create_time() - 1000, 1))


def test_an_engine_that_cannot_start_leaves_its_last_words_and_no_process(place: Place) -> None:
    place.engine_python.parent.mkdir(parents=True)
    place.engine_python.write_text("#!/bin/sh\necho first\necho cannot go on\nexit 3\n")
    place.engine_python.chmod(0o700)
    with pytest.raises(Problem, match="cannot go on"):
        engine.start(place, 4999)
    assert list(processes.started_by_engine(place)) == []


def test_stopping_ends_what_runs_from_the_engines_environment_and_nothing_else(place: Place) -> None:
    place.engine_python.parent.mkdir(parents=True)
    place.engine_python.symlink_to(sys.executable)
    sleep = ["-c", "import time; time.sleep(60)"]
    with (
        subprocess.Popen([str(place.engine_python), *sleep]) as ours,
        subprocess.Popen([sys.executable, *sleep]) as other,
    ):
        assert engine.stop(place) == 1
        assert other.poll() is None
        other.kill()
    assert ours.returncode is not None
