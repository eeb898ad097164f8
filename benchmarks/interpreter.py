"""A bare Python with nothing but boto3, and byte code for it: what Lambda's own runtime has."""

import compileall
import hashlib
import re
import shutil
import venv
from importlib.metadata import distribution
from pathlib import Path
from py_compile import PycInvalidationMode
from tempfile import mkdtemp

from benchmarks.packages import BUILT

SITE = Path("lib") / "python3.13" / "site-packages"


def runtime() -> Path:
    """Return the interpreter's path; it is made once for each boto3, from what this environment has."""
    distributions = [distribution(name) for name in sorted(_with_dependencies("boto3"))]
    versions = " ".join(f"{found.name} {found.version}" for found in distributions)
    place = BUILT / f"python-{hashlib.sha256(versions.encode()).hexdigest()[:16]}"
    if not place.exists():
        BUILT.mkdir(parents=True, exist_ok=True)
        aside = Path(mkdtemp(dir=BUILT))
        venv.EnvBuilder(symlinks=True).create(aside)
        for found in distributions:
            _copy(found.name, aside / SITE)
        compileall.compile_dir(aside / SITE, quiet=1, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
        aside.rename(place)
    return place / "bin" / "python"


def _with_dependencies(name: str, known: frozenset[str] = frozenset()) -> frozenset[str]:
    known |= {name}
    for line in distribution(name).requires or []:
        needed = re.split(r"[^A-Za-z0-9._-]", line)[0]
        if "extra ==" not in line and needed not in known:
            known |= _with_dependencies(needed, known)
    return known


def _copy(name: str, site: Path) -> None:
    for file in distribution(name).files or []:
        if file.suffix != ".pyc" and ".." not in file.parts:
            target = site / file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(str(file.locate()), target)
