"""The engine's own virtual environment: it runs every Lambda in its interpreter, so it holds as little as it can."""

import hashlib
import shutil
import sys
from pathlib import Path

from unicorn_cli.local.programs import Commands
from unicorn_cli.local.system import PROJECT, Place

REQUIREMENTS = PROJECT / "requirements" / "engine.txt"


def is_ready(place: Place) -> bool:
    mark = _mark(place)
    return place.engine_python.exists() and mark.exists() and mark.read_text() == content()


def make(place: Place) -> None:
    """Make the environment anew from the pinned requirements. Raises Problem if a package cannot be had."""
    shutil.rmtree(place.engine, ignore_errors=True)
    commands = Commands()
    uv = [sys.executable, "-m", "uv"]
    commands.run("engine-environment", [*uv, "venv", "--python", sys.executable, str(place.engine)], place)
    install = ["pip", "sync", "--require-hashes", "--python", str(place.engine_python), str(REQUIREMENTS)]
    commands.run("engine-environment", [*uv, *install], place)
    _mark(place).write_text(content())


def _mark(place: Place) -> Path:
    return place.engine / ".made-from"


def content() -> str:
    """Return a name for what the environment is made of: same packages and Python, same name."""
    return hashlib.sha256(REQUIREMENTS.read_bytes() + sys.version.encode()).hexdigest()
