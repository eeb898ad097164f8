"""Allow only one `up` at a time for one system."""

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from unicorn_cli.local.system import LocalSystem
from unicorn_cli.terminal.problems import Problem


@contextmanager
def only_one(system: LocalSystem) -> Iterator[None]:
    """Hold the system's lock; the operating system frees it if this process dies. Raises Problem if it is held."""
    lock = FileLock(system.lock, blocking=False)
    try:
        lock.acquire()
    except Timeout as error:
        why = "Another `unicorn up` is running for the same system"
        raise Problem(why, "Wait until it is ready, or stop it with Ctrl-C where it runs") from error
    try:
        yield
    finally:
        lock.release()
