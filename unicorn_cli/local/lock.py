"""Allow only one `up`, or one deployment to AWS, at a time for one system."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from unicorn_cli.local.system import LocalSystem
from unicorn_cli.terminal.problems import Problem

STOP_IT = "Wait until it is ready, or stop it with Ctrl-C where it runs"


@contextmanager
def only_one(system: LocalSystem) -> Iterator[None]:
    """Hold the system's lock while it starts. Raises Problem if it is held."""
    with held(system.lock, "Another `unicorn up` is running for the same system"):
        yield


@contextmanager
def held(file: Path, why: str) -> Iterator[None]:
    """Hold a lock; the operating system frees it if this process dies. Raises Problem with `why` if it is held."""
    lock = FileLock(file, blocking=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise Problem(why, STOP_IT) from error
    try:
        yield
    finally:
        lock.release()
