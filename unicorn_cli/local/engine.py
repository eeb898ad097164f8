"""Start, find and stop the local engine."""

import subprocess
import time
from typing import Any

import httpx
import psutil

from unicorn_cli.local import processes, state
from unicorn_cli.local.discard import discard
from unicorn_cli.local.environments import for_engine
from unicorn_cli.local.state import Engine
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.stages.engine_address import endpoint
from unicorn_cli.terminal.problems import START_FIRST, Problem

DEFAULT_PORT = 4566
START_DEADLINE = 60.0  # seconds; 1 to 3 is usual


def start(system: LocalSystem, port: int) -> Engine:
    """Start the engine and return once it answers. Raises Problem with its last log line if it does not."""
    discard(system.home, system.scratch)
    system.scratch.mkdir(parents=True)
    log = system.log("engine")
    with log.open("w") as output:
        process = subprocess.Popen(
            [str(system.engine_python), "-m", "ministack"],
            cwd=system.scratch,
            env=for_engine(system, port),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C goes to `unicorn`, which then stops the engine
        )
    engine = Engine(pid=process.pid, created=psutil.Process(process.pid).create_time(), port=port)
    deadline = time.monotonic() + START_DEADLINE
    while not answers(port):
        if process.poll() is not None or time.monotonic() > deadline:
            lines = log.read_text().strip().splitlines()
            processes.end_all(system)
            raise Problem(f"The engine did not start: {lines[-1] if lines else 'its log is empty'}", f"Read {log}")
        time.sleep(0.1)
    return engine


def answers(port: int) -> bool:
    try:
        return httpx.get(f"{endpoint(port)}/_ministack/ready", timeout=5, trust_env=False).is_success
    except httpx.HTTPError:
        return False


def running(system: LocalSystem) -> Engine:
    """Return the running engine. Raises Problem if none was started, or if it has stopped since."""
    engine = state.load(system.state).engine
    if engine is None:
        raise Problem("No local system is running", START_FIRST)
    if not processes.alive(engine):
        why = "The engine has stopped without `unicorn down`, and what was created in it is gone"
        raise Problem(why, f"{START_FIRST}, which creates the demo listings again; its log is {system.log('engine')}")
    return engine


def status(system: LocalSystem) -> dict[str, Any]:
    """Return whether the engine runs and, if so, its pid, port and endpoint."""
    known = state.load(system.state).engine
    if known is None or not processes.alive(known):
        return {"running": False}
    return {"running": True, "pid": known.pid, "port": known.port, "endpoint": endpoint(known.port)}


def check_answers(system: LocalSystem) -> None:
    """Raise Problem if no engine runs, or if it does not answer."""
    if not answers(running(system).port):
        raise Problem("The engine runs but does not answer", "Run `make stop` and `make start`")


def stop(system: LocalSystem) -> int:
    """End all processes of this system and delete its data; return the number of processes."""
    ended = processes.end_site(system) + processes.end_all(system)
    discard(system.home, system.scratch, system.data)
    known = state.load(system.state)
    if known.engine or known.deployed or known.seeded:
        known.forget_engine()
        state.save(known, system.state)
    return ended
