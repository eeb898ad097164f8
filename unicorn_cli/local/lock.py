"""One `up` at a time for one system."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from unicorn_cli.local.system import Place
from unicorn_cli.terminal.problems import Problem


@contextmanager
def only_one(place: Place) -> Iterator[None]:
    """Hold the system's lock; the operating system lets go of it if this process dies. Raises Problem if it is held."""
    with place.lock.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            why = "Another `unicorn up` is at work on the same system"
            raise Problem(why, "Wait until it is ready, or end it with Ctrl-C where it runs") from error
        yield
