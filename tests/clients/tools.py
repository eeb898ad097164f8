"""The pinned tools: Python's and Node itself in .tools/clients, the packages of npm beside this file."""

import os
import subprocess

from tests.clients.work import HERE, PACKAGES, TOOLS, Failed
from tests.templates import PROJECT

LOCK = HERE / "package-lock.json"
MARK = PACKAGES / ".made-from"


def install_python() -> None:
    """Install the tools of requirements/clients.txt unless they are there; Node.js is one of them."""
    _run("make", "--no-print-directory", ".tools/clients/.ready")


def install_node() -> None:
    """Install the packages of the lock file unless they are there."""
    install_python()
    if not MARK.exists() or MARK.read_text() != LOCK.read_text():
        _run("env", f"PATH={TOOLS}{os.pathsep}{os.environ['PATH']}", "npm", "ci", "--prefix", str(HERE))
        MARK.write_text(LOCK.read_text())


def _run(*command: str) -> None:
    left_out = {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}
    alone = {name: value for name, value in os.environ.items() if name not in left_out}
    done = subprocess.run(command, cwd=PROJECT, env=alone, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(f"the tools could not be installed: {' '.join(command)}\n{done.stdout}{done.stderr}")
