"""Node.js for building the site: the machine's own, or one that lives in this project."""

import shutil
import subprocess
import sys
from pathlib import Path

from unicorn_cli.local.programs import Programs
from unicorn_cli.local.system import PROJECT, LocalSystem

OLDEST = 20
REQUIREMENTS = PROJECT / "requirements" / "node.txt"
OWN = PROJECT / ".tools" / "node"


def folder(system: LocalSystem) -> Path:
    """Return the folder with `node` and `npm`; they are installed if need be. Raises Problem if they cannot be had."""
    if (found := _of_the_machine()) is not None:
        return found
    mark = OWN / ".made-from"
    if not mark.exists() or mark.read_bytes() != REQUIREMENTS.read_bytes():
        _install(system)
        mark.write_bytes(REQUIREMENTS.read_bytes())
    return OWN / "bin"


def _of_the_machine() -> Path | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    return Path(node).parent if node and npm and _version(node) >= OLDEST else None


def _version(node: str) -> int:
    """Return the major version, 0 if it is unknown."""
    done = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    major = done.stdout.lstrip("v").partition(".")[0]
    return int(major) if major.isdigit() else 0


def _install(system: LocalSystem) -> None:
    shutil.rmtree(OWN, ignore_errors=True)
    programs, uv = Programs(), [sys.executable, "-m", "uv"]
    programs.run("node", [*uv, "venv", "--python", sys.executable, str(OWN)], system)
    install = ["pip", "sync", "--require-hashes", "--python", str(OWN / "bin" / "python"), str(REQUIREMENTS)]
    programs.run("node", [*uv, *install], system)
