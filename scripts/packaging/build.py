"""From the name of a function to its package: the links to the files of a stage that its handler reaches."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.packaging.installed import installed
from scripts.packaging.listing import LISTED, files_of
from scripts.packaging.once import PROJECT, once

HERE = Path(__file__).resolve().parent
# Byte code as Lambda will read it: without the columns of tracebacks, a seventh smaller and sooner read.
PYTHON = (sys.executable, "-X", "no_debug_ranges")


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What the functions of a CodeUri have in common; paths are relative to it."""

    root: str  # the package with the handlers
    requirements: Path
    folders: list[Path]  # the packages of this project that they may import
    platform: str | None  # None: this machine's


def fill(artifacts: Path, build: Build, handlers: str, function: str) -> None:
    """Link a function's files into the artifacts folder that `sam build` has made."""
    stage = once(f"{build.root}-{digest(build)}", lambda aside: _make_stage(build, aside))
    module = f"{handlers}.{re.sub(r'(?<!^)(?=[A-Z])', '_', function).lower()}"
    listed = json.loads((stage / LISTED).read_text())
    if module not in listed:
        sys.exit(f"package: {function} has no handler: there is no module {module}")
    for path in files_of(listed, module):
        target = artifacts / path
        target.parent.mkdir(parents=True, exist_ok=True)
        _link(stage / path, target)


def _make_stage(build: Build, aside: Path) -> None:
    libraries = installed(build.requirements, build.platform)
    command: list[str | Path] = [*PYTHON, "-m", "scripts.packaging.stage", aside, libraries, build.root, *build.folders]
    subprocess.run(command, env=os.environ | {"PYTHONPATH": str(PROJECT)}, check=True)


def digest(build: Build) -> str:
    """Return a name for the content: same files, same name."""
    found = hashlib.sha256(f"{build.platform} {sys.version}".encode())
    for file in [build.requirements, *_files([HERE, *build.folders])]:
        content = file.read_bytes()
        found.update(f"{file} {len(content)}\n".encode())
        found.update(content)
    return found.hexdigest()[:16]


def _files(folders: list[Path]) -> Iterator[Path]:
    for folder in folders:
        files = (file for file in folder.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
        yield from sorted(files)


def _link(source: Path, target: Path) -> None:
    """Link instead of copy where the file system can."""
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
