"""Checkers that run in Node: a folder with a lock file, whose packages are installed once per lock file."""

import subprocess
from pathlib import Path

from unicorn_cli.local.programs import Programs
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.site import node

LIMIT = 120  # seconds


def run_in_node(folder: Path, script: list[str], home: Path, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run a script of a folder with Node, its packages installed; `home` is for the installation's log."""
    system = LocalSystem(home)
    system.make()
    tools, wanted = node.folder(system), (folder / "package-lock.json").read_text()
    mark = folder / "node_modules" / ".made-from"
    if not mark.exists() or mark.read_text() != wanted:
        command = ["env", f"PATH={tools}:/usr/bin:/bin", str(tools / "npm"), "ci"]
        Programs().run(f"{folder.name}-packages", command, system, folder=folder)
        mark.write_text(wanted)
    command = [str(tools / "node"), *script]
    return subprocess.run(command, cwd=folder, input=given, capture_output=True, text=True, check=False, timeout=LIMIT)
