"""The processes of one system: its engine, the Lambda workers that the engine starts, and its web site's server."""

import contextlib
import signal
from collections.abc import Iterable, Iterator, Sequence

import psutil

from unicorn_cli.local.state import Engine
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.terminal.waiting import eventually

CLOCK_SLACK = 5.0  # seconds; a start time is counted from boot and moves when the clock is set
SITE_SERVER = "unicorn_cli.site.server"  # the module that serves the web site
SHUTDOWN_DEADLINE = 20.0  # seconds for the engine to answer open calls and save its state


def started_by_engine(system: LocalSystem) -> Iterator[psutil.Process]:
    """Yield the processes that run from the system's engine environment; no other command uses that interpreter."""
    folder = f"{system.engine}/bin/"
    for process in psutil.process_iter(["cmdline"]):
        command = process.info["cmdline"]
        if command and command[0].startswith(folder):
            yield process


def serving_site(system: LocalSystem) -> list[psutil.Process]:
    """Return the processes that serve this system's web site: at most one, unless one crashed."""
    mine = ["-m", SITE_SERVER, str(system.site_config)]
    every = psutil.process_iter(["cmdline"])
    return [process for process in every if (process.info["cmdline"] or [])[1:4] == mine]


def alive(engine: Engine) -> bool:
    """Return whether the engine still runs, and not another process with the same pid."""
    try:
        process = psutil.Process(engine.pid)
        same = abs(process.create_time() - engine.created) < CLOCK_SLACK
        return same and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def end_all(system: LocalSystem, *, graceful: bool = False) -> int:
    """End the engine and its workers, also those left by a crash; return their number.

    `graceful` lets the engine answer open calls and save its state first.
    """
    processes = list(started_by_engine(system))
    if graceful:
        _signal(processes, signal.SIGTERM)
        _wait(processes)
    end(list(started_by_engine(system)))  # the engine may have started another worker in the meantime
    return len(processes)


def end(processes: Sequence[psutil.Process]) -> None:
    """Kill processes and wait until they are gone."""
    _signal(processes, signal.SIGKILL)
    _wait(processes)


def end_site(system: LocalSystem) -> int:
    """End the server of this system's web site; return the number of processes."""
    found = serving_site(system)
    end(found)
    return len(found)


def _signal(processes: Iterable[psutil.Process], number: signal.Signals) -> None:
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(number)


def _wait(processes: Sequence[psutil.Process]) -> None:
    """Wait until processes have ended; one that has may stay a zombie until the `unicorn up` that started it ends."""
    eventually(lambda: all(map(_has_ended, processes)), seconds=SHUTDOWN_DEADLINE, every=0.05)
    psutil.wait_procs(processes, timeout=0)  # removes the zombies among this process's own children


def _has_ended(process: psutil.Process) -> bool:
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def listening_on(port: int) -> str | None:
    """Return name and pid of the process that listens on a port, or None if this user may not see it."""
    try:
        for found in psutil.net_connections("inet"):
            if found.status == psutil.CONN_LISTEN and found.laddr and found.laddr.port == port and found.pid:
                return f"{psutil.Process(found.pid).name()} (pid {found.pid})"
    except psutil.Error:
        return None
    return None
