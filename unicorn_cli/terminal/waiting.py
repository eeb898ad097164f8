"""Poll until something becomes true or a deadline passes."""

import time
from collections.abc import Callable


def eventually[T](probe: Callable[[], T | None], *, seconds: float = 30, every: float = 0.25) -> T | None:
    """Call `probe` until it returns something true, and return that; None after `seconds`."""
    deadline = time.monotonic() + seconds
    while True:
        found = probe()
        if found:
            return found
        if time.monotonic() > deadline:
            return None
        time.sleep(every)
