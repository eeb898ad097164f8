"""Copies of the sources: a mutant is never written into the folder that somebody works in."""

import compileall
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from py_compile import PycInvalidationMode


def copy_sources(root: Path, target: Path) -> None:
    """Copy what git knows or would know, as it is now; the rest was built or installed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (root / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, target / name)
    # Byte code that knows its source by content: a time stamp would miss a change within a second.
    compileall.compile_dir(target, quiet=2, invalidation_mode=PycInvalidationMode.CHECKED_HASH)


def enter(copy: Path) -> None:
    """Let this process, and those that it starts, import the copy in place of the sources that are installed."""
    project = tomllib.loads((copy / "pyproject.toml").read_text())
    folders = [str(copy / folder) for folder in project["tool"]["hatch"]["build"]["dev-mode-dirs"]]
    os.chdir(copy)
    os.environ["PYTHONPATH"] = os.pathsep.join(folders)
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    sys.dont_write_bytecode = True
    sys.path[:0] = folders
    for name in [name for name in sys.modules if name.partition(".")[0] == "tests"]:
        del sys.modules[name]  # of the sources; the copy has its own
