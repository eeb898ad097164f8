"""Start, find and stop the local engine."""

import shutil
import subprocess
import time

import httpx
import psutil

from unicorn_cli.local import processes, state
from unicorn_cli.local.environments import endpoint, for_engine
from unicorn_cli.local.state import Engine
from unicorn_cli.local.system import Place
from unicorn_cli.terminal.problems import ENGINE_MEND, Problem

FAMILIAR_PORT = 4566
START_DEADLINE = 60.0  # seconds; 1 to 3 is usual


def start(place: Place, port: int) -> Engine:
    """Start the engine and return once it answers. Raises Problem with its last words if it does not."""
    shutil.rmtree(place.scratch, ignore_errors=True)
    place.scratch.mkdir(parents=True)
    log = place.log("engine")
    with log.open("w") as output:
        process = subprocess.Popen(
            [str(place.engine_python), "-m", "ministack"],
            cwd=place.scratch,
            env=for_engine(place, port),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for `unicorn`, which then ends the engine in order
        )
    engine = Engine(pid=process.pid, created=psutil.Process(process.pid).create_time(), port=port)
    deadline = time.monotonic() + START_DEADLINE
    while not answers(port):
        if process.poll() is not None or time.monotonic() > deadline:
            words = log.read_text().strip().splitlines()
            processes.end_all(place)
            raise Problem(f"The engine did not start: {words[-1] if words else 'it said nothing'}", f"Read {log}")
        time.sleep(0.1)
    return engine


def answers(port: int) -> bool:
    try:
        return httpx.get(f"{endpoint(port)}/_ministack/ready", timeout=5, trust_env=False).is_success
    except httpx.HTTPError:
        return False


def running(place: Place) -> Engine:
    """Return the engine that runs. Raises Problem if none was started, or if it has stopped since."""
    engine = state.load(place.state).engine
    if engine is None:
        raise Problem("Nothing runs here yet", ENGINE_MEND)
    if not processes.alive(engine):
        raise Problem("The engine has stopped since it was started", f"{ENGINE_MEND}; its log is {place.log('engine')}")
    return engine


def stop(place: Place) -> int:
    """End everything that was started here and forget it; return how many processes there were."""
    ended = processes.end_site(place) + processes.end_all(place)
    for folder in (place.scratch, place.data):
        shutil.rmtree(folder, ignore_errors=True)
    if place.state.exists():
        known = state.load(place.state)
        known.forget_engine()
        state.save(known, place.state)
    return ended
