"""A limit to the memory of this process, for a while: a hostile file then fails, and the function goes on."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PAGES = Path("/proc/self/statm")  # of Linux, where Lambda runs; elsewhere nothing is limited


@contextmanager
def memory_limit(more: int) -> Iterator[None]:
    """Let this process take at most `more` bytes of address space; what wants beyond fails to allocate."""
    if not PAGES.exists():
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = int(PAGES.read_text().split()[0]) * resource.getpagesize() + more
    limit = min((one for one in (wanted, soft, hard) if one != resource.RLIM_INFINITY), default=wanted)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
