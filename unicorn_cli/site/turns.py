"""Bound the requests that are sent to the APIs at once: the engine starts a worker for each, and then answers none."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from threading import BoundedSemaphore

from unicorn_kit.problems import Problem

AT_ONCE = 10
WAIT = 10.0  # seconds; the pages themselves wait for 20


class Turns:
    """Lets some requests pass at once; each other one waits for its turn. Any thread may use it."""

    def __init__(self, *, at_once: int, wait: float) -> None:
        self.at_once = at_once
        self._free, self._wait = BoundedSemaphore(at_once), wait

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and hold it while the block runs. Raises Problem, as API Gateway throttles, if none comes."""
        if not self._free.acquire(timeout=self._wait):
            detail = "Wait a second and send the request again."
            raise Problem(HTTPStatus.TOO_MANY_REQUESTS, "too-many-requests", detail, retry_after="1")
        try:
            yield
        finally:
            self._free.release()
