"""Wait for something to become true, never without a deadline."""

import time
from collections.abc import Callable


def eventually[T](look: Callable[[], T | None], *, seconds: float = 30, every: float = 0.25) -> T | None:
    """Look again and again until there is something true to see, and return that; None if the time is up."""
    deadline = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > deadline:
            return None
        time.sleep(every)
