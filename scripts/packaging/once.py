"""Folders under .build/ that are made once, whatever is built at the same moment, and removed when nobody asks."""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PLACE = PROJECT / ".build" / "packages"
A_DAY = 24 * 60 * 60  # seconds


def once(name: str, make: Callable[[Path], None]) -> Path:
    """Return the folder of that name. If there is none, make it aside and rename it; others wait meanwhile."""
    place = PLACE / name
    if not place.exists():
        PLACE.mkdir(parents=True, exist_ok=True)
        with place.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not place.exists():
                _forget_old()
                _make(place, make)
    os.utime(place)
    return place


def _make(place: Path, make: Callable[[Path], None]) -> None:
    with tempfile.TemporaryDirectory(dir=PLACE, ignore_cleanup_errors=True) as folder:
        aside = Path(folder) / place.name
        aside.mkdir()
        make(aside)
        aside.rename(place)


def _forget_old() -> None:
    """Remove what was not asked for since a day; every change of the sources makes a new folder."""
    for old in PLACE.iterdir():
        if time.time() - old.stat().st_mtime > A_DAY:
            shutil.rmtree(old) if old.is_dir() else old.unlink()
