"""What this machine must have before anything is started, and the mend for what it has not."""

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from unicorn_cli.local import engine_environment, processes, state
from unicorn_cli.local.system import PROJECT, Place
from unicorn_cli.site import browser
from unicorn_cli.terminal.problems import Problem

GIGABYTE = 10**9
ROOM = 1.0  # gigabytes; engine, packages and logs take a third of it
PYTHON = (3, 13)  # Lambda's: byte code and native wheels fit no other


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `problem` is None if it is as it should be."""

    subject: str
    problem: Problem | None = None
    remark: str = ""


def check(place: Place) -> None:
    """Raise the first Problem that would keep the system from coming up."""
    for look in (_python, _tools, _disk):
        finding = look(place)
        if finding.problem:
            raise finding.problem


def examine(place: Place) -> Iterator[Finding]:
    """Look at everything, also at what only explains an odd state of things."""
    looks: tuple[Callable[[Place], Finding], ...] = (_python, _tools, _disk, _engine_environment, _browser, _leftovers)
    for look in looks:
        yield look(place)


def _python(_: Place) -> Finding:
    here = sys.version_info[:2]
    if here != PYTHON:
        why = f"This is Python {here[0]}.{here[1]}, and Lambda runs 3.13"
        mend = "Install Python 3.13 (pyenv install 3.13, brew install python@3.13), then run `make clean up`"
        return Finding("Python 3.13", Problem(why, mend))
    return Finding("Python 3.13", remark=sys.version.split()[0])


def _tools(_: Place) -> Finding:
    folder = Path(sys.executable).parent
    missing = [tool for tool in ("sam", "uv") if not (folder / tool).exists()]
    if missing:
        why = f"The project's environment lacks {' and '.join(missing)}"
        return Finding("the project's tools", Problem(why, "Run `make clean up`, which makes it anew"))
    return Finding("the project's tools", remark=str(folder))


def _disk(place: Place) -> Finding:
    folder = next(above for above in [place.home, *place.home.parents] if above.exists())
    free = shutil.disk_usage(folder).free / GIGABYTE
    if free < ROOM:
        why = f"Only {free:.1f} GB are free on the disk of {folder}, and {ROOM:.0f} GB are needed"
        return Finding("disk", Problem(why, "Free some and try again; `make clean` removes what was built here"))
    return Finding("disk", remark=f"{free:.0f} GB free")


def _engine_environment(place: Place) -> Finding:
    ready = engine_environment.is_ready(place)
    return Finding("the engine's environment", remark="ready" if ready else "not made yet; `up` makes it")


def _browser(_: Place) -> Finding:
    try:
        return Finding("Chromium", remark=browser.chromium())
    except Problem as problem:
        return Finding("Chromium", remark=f"none; only the tests of the pages need it. {problem.mend}")


def _leftovers(place: Place) -> Finding:
    known = state.load(place.state).engine
    if known and processes.alive(known):
        return Finding("the engine", remark=f"runs on port {known.port} (pid {known.pid})")
    left = [str(process.pid) for process in processes.started_by_engine(place)]
    if left:
        why = f"An engine that crashed left processes behind: {', '.join(left)}"
        return Finding("the engine", Problem(why, "Run `unicorn down`, which ends them"))
    where = PROJECT / "requirements" / "engine.txt"
    return Finding("the engine", remark=f"does not run; {where.name} pins what it would be made of")
