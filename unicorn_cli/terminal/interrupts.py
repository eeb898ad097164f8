"""Orderly shutdown: Ctrl-C, a closed terminal and `kill` all raise KeyboardInterrupt."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


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

    with _handled_by(interrupt):
        yield check


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Ignore all three while the block cleans up: it is what the first of them has asked for."""
    if threading.current_thread() is not threading.main_thread():  # no other thread is interrupted
        yield
        return
    with _handled_by(signal.SIG_IGN):
        yield


@contextmanager
def _handled_by(handler: Callable[[int, FrameType | None], None] | signal.Handlers) -> Iterator[None]:
    before = {number: signal.signal(number, handler) for number in SIGNALS}
    try:
        yield
    finally:
        for number, known in before.items():
            signal.signal(number, known)
