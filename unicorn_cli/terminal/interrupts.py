"""Orderly shutdown: Ctrl-C, a closed terminal and `kill` all raise KeyboardInterrupt."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def interruptible() -> Iterator[Callable[[], None]]:
    """Raise KeyboardInterrupt for all three while the block runs, also where a script's shell has SIGINT ignored.

    The block gets a check that raises it again: one that comes while Python cleans up behind an object is lost.
    """
    came: list[str] = []

    def interrupt(number: int, _: FrameType | None) -> None:
        came.append(signal.Signals(number).name)
        check()

    def check() -> None:
        if came:
            raise KeyboardInterrupt(came[0])

    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, interrupt) for number in numbers}
    try:
        yield check
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
