"""Check what this machine needs to run the system, and say how to fix what is missing."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from unicorn_cli.local import engine_environment, processes, state
from unicorn_cli.local.system import PROJECT, LocalSystem
from unicorn_cli.site import browser
from unicorn_cli.terminal.disk_errors import ELSEWHERE
from unicorn_cli.terminal.problems import Problem

GIGABYTE = 10**9
DISK_NEEDED = 1.0  # gigabytes; engine, packages and logs use a third of it
PYTHON = (3, 13)  # Lambda's: byte code and native wheels fit no other


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check. `problem` is None if it passed."""

    subject: str
    problem: Problem | None = None
    remark: str = ""

    def as_json(self) -> dict[str, str | None]:
        problem, fix = (self.problem.why, self.problem.fix) if self.problem else (None, None)
        return {"subject": self.subject, "problem": problem, "fix": fix, "remark": self.remark}


def check(system: LocalSystem) -> None:
    """Raise the first Problem that would keep the system from starting."""
    for check_one in (_python, _tools, _folder, _disk):
        finding = check_one(system)
        if finding.problem:
            raise finding.problem


def examine(system: LocalSystem) -> Iterator[Finding]:
    """Run every check, including those that only explain an unusual state."""
    checks: tuple[Callable[[LocalSystem], Finding], ...] = (
        _python,
        _tools,
        _folder,
        _disk,
        _engine_environment,
        _browser,
        _leftovers,
    )
    for check_one in checks:
        yield check_one(system)


def _python(_: LocalSystem) -> Finding:
    running = sys.version_info[:2]
    if running != PYTHON:
        why = f"This is Python {running[0]}.{running[1]}, but Lambda runs 3.13"
        fix = "Install Python 3.13 (pyenv install 3.13, brew install python@3.13), then run `make clean up`"
        return Finding("Python 3.13", Problem(why, fix))
    return Finding("Python 3.13", remark=sys.version.split()[0])


def _tools(_: LocalSystem) -> Finding:
    folder = Path(sys.executable).parent
    missing = [tool for tool in ("sam", "uv") if not (folder / tool).exists()]
    if missing:
        why = f"The project's environment lacks {' and '.join(missing)}"
        return Finding("the project's tools", Problem(why, "Run `make clean up`, which installs it again"))
    return Finding("the project's tools", remark=str(folder))


def _folder(system: LocalSystem) -> Finding:
    folder = _nearest(system)
    if not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
        why = f"{folder} is not a folder in which you can write"
        return Finding("the system's folder", Problem(why, f"Make it one, {ELSEWHERE}"))
    return Finding("the system's folder", remark=str(system.home))


def _nearest(system: LocalSystem) -> Path:
    """Return the system's folder, or as long as it does not exist the nearest one above."""
    return next(above for above in [system.home, *system.home.parents] if above.exists())


def _disk(system: LocalSystem) -> Finding:
    folder = _nearest(system)
    free = shutil.disk_usage(folder).free / GIGABYTE
    if free < DISK_NEEDED:
        why = f"Only {free:.1f} GB are free on the disk of {folder}, but {DISK_NEEDED:.0f} GB are needed"
        return Finding("disk", Problem(why, "Free some space and try again; `make clean` removes what was built here"))
    return Finding("disk", remark=f"{free:.0f} GB free")


def _engine_environment(system: LocalSystem) -> Finding:
    ready = engine_environment.is_ready(system)
    return Finding("the engine's environment", remark="ready" if ready else "not installed yet; `up` installs it")


def _browser(_: LocalSystem) -> Finding:
    try:
        return Finding("Chromium", remark=browser.chromium())
    except Problem as problem:
        return Finding("Chromium", remark=f"not found; only the tests of the pages need it. {problem.fix}")


def _leftovers(system: LocalSystem) -> Finding:
    known = state.load(system.state).engine
    if known and processes.alive(known):
        return Finding("the engine", remark=f"runs on port {known.port} (pid {known.pid})")
    left = [str(process.pid) for process in processes.started_by_engine(system)]
    if left:
        why = f"A crashed engine left these processes running: {', '.join(left)}"
        return Finding("the engine", Problem(why, "Run `unicorn down`, which ends them"))
    where = PROJECT / "requirements" / "engine.txt"
    return Finding("the engine", remark=f"does not run; {where.name} pins its packages")
