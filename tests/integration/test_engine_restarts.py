"""What the local engine keeps of its state: all of it if it is asked to end, and nothing if it is killed."""

import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.integration.aws import Aws
from unicorn_cli.local import engine, processes
from unicorn_cli.local.ports import choose_port
from unicorn_cli.local.state import Engine
from unicorn_cli.local.system import LocalSystem

type Restart = Callable[[signal.Signals], list[str]]


@pytest.fixture(scope="module")
def other(system: LocalSystem, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalSystem]:
    """Return a system with an engine of its own and no stacks."""
    found = LocalSystem(tmp_path_factory.mktemp("restarts") / "home")
    found.make()
    shutil.copytree(system.engine, found.engine, symlinks=True)
    yield found
    engine.stop(found)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep the processes that are started until they have ended: nobody else waits for them."""
    kept: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def begin(*given: Any, **named: Any) -> subprocess.Popen[bytes]:
        kept.append(popen(*given, **named))
        return kept[-1]

    monkeypatch.setattr(subprocess, "Popen", begin)
    yield
    for process in kept:
        process.wait(timeout=30)


@pytest.fixture
def after_a_restart(other: LocalSystem, started: None) -> Restart:
    """Create a queue, end the engine by a signal, start it on the same data, and return its queues."""
    port = choose_port(None)

    def restart(number: signal.Signals) -> list[str]:
        shutil.rmtree(other.data, ignore_errors=True)
        first = engine.start(other, port)
        with Aws(port) as aws:
            aws.sqs.create_queue(QueueName="made-by-hand")
        end(first, number)
        engine.start(other, port)
        with Aws(port) as aws:
            found = [url.rpartition("/")[2] for url in aws.sqs.list_queues().get("QueueUrls", [])]
        processes.end_all(other)
        return found

    def end(first: Engine, number: signal.Signals) -> None:
        processes.end_all(other, graceful=number is signal.SIGTERM)
        assert not processes.alive(first)

    return restart


def test_an_engine_that_is_asked_to_end_keeps_its_state(after_a_restart: Restart) -> None:
    """The snapshot of the deployed stacks relies on it."""
    assert after_a_restart(signal.SIGTERM) == ["made-by-hand"]


def test_an_engine_that_is_killed_has_lost_its_state(after_a_restart: Restart) -> None:
    """If a later engine keeps it, a start after a crash need not throw it away."""
    assert after_a_restart(signal.SIGKILL) == []
