"""The processes of one system: its engine, the Lambda workers that the engine starts, and its web site's server."""

import contextlib
import signal
from collections.abc import Iterable, Iterator, Sequence

import psutil

from unicorn_cli.local.state import Engine
from unicorn_cli.local.system import Place

CLOCK_SLACK = 5.0  # seconds; a start time is counted from boot and moves when the clock is set
SITE_SERVER = "unicorn_cli.site.server"  # the module that serves the web site
PATIENCE = 20.0  # seconds that an engine gets for its open calls and its state


def started_by_engine(place: Place) -> Iterator[psutil.Process]:
    """Every process that runs from the system's own engine environment: no other command uses that interpreter."""
    folder = f"{place.engine}/bin/"
    for process in psutil.process_iter(["cmdline"]):
        command = process.info["cmdline"]
        if command and command[0].startswith(folder):
            yield process


def serving_site(place: Place) -> list[psutil.Process]:
    """Return the processes that serve this system's web site: at most one, but for a crash."""
    mine = ["-m", SITE_SERVER, str(place.site_config)]
    every = psutil.process_iter(["cmdline"])
    return [process for process in every if (process.info["cmdline"] or [])[1:4] == mine]


def alive(engine: Engine) -> bool:
    """Tell whether the engine still runs, and not another process that was given its pid."""
    try:
        process = psutil.Process(engine.pid)
        same = abs(process.create_time() - engine.created) < CLOCK_SLACK
        return same and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def end_all(place: Place, *, in_order: bool = False) -> int:
    """End the engine and its workers, also those that a crash left behind; return how many there were.

    `in_order` lets the engine answer open calls and put its state away first.
    """
    processes = list(started_by_engine(place))
    if in_order:
        _signal(processes, signal.SIGTERM)
        psutil.wait_procs(processes, timeout=PATIENCE)
    end(list(started_by_engine(place)))  # an engine may have started a worker meanwhile
    return len(processes)


def end(processes: Sequence[psutil.Process]) -> None:
    """End processes at once, and see them gone."""
    _signal(processes, signal.SIGKILL)
    psutil.wait_procs(processes, timeout=PATIENCE)


def end_site(place: Place) -> int:
    """End what serves this system's web site; return how many processes there were."""
    found = serving_site(place)
    end(found)
    return len(found)


def _signal(processes: Iterable[psutil.Process], number: signal.Signals) -> None:
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(number)


def listening_on(port: int) -> str | None:
    """Name the process that has a port, as far as this user may know."""
    try:
        for found in psutil.net_connections("inet"):
            if found.status == psutil.CONN_LISTEN and found.laddr and found.laddr.port == port and found.pid:
                return f"{psutil.Process(found.pid).name()} (pid {found.pid})"
    except psutil.Error:
        return None
    return None
