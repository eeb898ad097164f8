"""Packages as a deployment makes them, for this machine."""

import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from benchmarks.functions import PROJECT, Function

BUILT = PROJECT / ".build" / "bench"


class NotBuilt(Exception):
    """Raised when a package cannot be made; its text is the output of the build."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    path: Path
    zip_bytes: int


def build(function: Function, into: Path = BUILT) -> Package:
    """Make the function's package by the target that `sam build` calls. Raises NotBuilt."""
    artifacts = into / function.name
    shutil.rmtree(artifacts, ignore_errors=True)
    artifacts.mkdir(parents=True)
    variables = [f"ARTIFACTS_DIR={artifacts}", f"PYTHON={sys.executable}"]  # another checkout needs no .venv
    made = subprocess.run(
        ["make", "--silent", f"--directory={function.code}", f"build-{function.name}", *variables],
        env=os.environ | {"UNICORN_BUILD_TARGET": "local"},
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise NotBuilt(f"{function.name} does not build:\n{made.stdout}{made.stderr}")
    return Package(path=artifacts, zip_bytes=zip_bytes(artifacts))


_known: dict[frozenset[tuple[str, int]], int] = {}


def zip_bytes(folder: Path) -> int:
    """Return the size of the folder's zip, at the level that `sam` packs with; the same files are zipped once."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    content = frozenset((str(file.relative_to(folder)), file.stat().st_ino) for file in files)
    if content not in _known:
        with TemporaryFile() as target:
            with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
                for file in files:
                    archive.write(file, file.relative_to(folder))
            _known[content] = target.tell()
    return _known[content]
