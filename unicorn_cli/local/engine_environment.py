"""The engine's own virtual environment: the engine runs every Lambda in it, so it contains as little as possible."""

import hashlib
import shutil
import sys
from pathlib import Path

from unicorn_cli.local.programs import Programs
from unicorn_cli.local.system import PROJECT, LocalSystem

REQUIREMENTS = PROJECT / "requirements" / "engine.txt"


def is_ready(system: LocalSystem) -> bool:
    mark = _mark(system)
    return system.engine_python.exists() and mark.exists() and mark.read_text() == content()


def make(system: LocalSystem) -> None:
    """Create the environment from the pinned requirements. Raises Problem if a package cannot be installed."""
    shutil.rmtree(system.engine, ignore_errors=True)
    programs = Programs()
    uv = [sys.executable, "-m", "uv"]
    programs.run("engine-environment", [*uv, "venv", "--python", sys.executable, str(system.engine)], system)
    install = ["pip", "sync", "--require-hashes", "--python", str(system.engine_python), str(REQUIREMENTS)]
    programs.run("engine-environment", [*uv, *install], system)
    _mark(system).write_text(content())


def _mark(system: LocalSystem) -> Path:
    return system.engine / ".made-from"


def content() -> str:
    """Return a digest of the pinned packages and the Python version."""
    return hashlib.sha256(REQUIREMENTS.read_bytes() + sys.version.encode()).hexdigest()
