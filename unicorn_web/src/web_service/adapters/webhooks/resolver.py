"""The addresses of a host name, within a time: the system's own call has a limit of its own, which is longer."""

import socket
import threading
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue

AT_ONCE = 128  # names; a call that nobody waits for any more has its thread until the system's limit


def addresses(host: str, port: int) -> list[str]:
    """Return what a name resolves to, here and now; nothing if it is not known."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Resolver:
    """Resolves each name in a thread, since nothing else can leave the system's call; there are so many at most."""

    def __init__(self, resolve: Callable[[str, int], Sequence[str]] = addresses, *, at_once: int = AT_ONCE) -> None:
        self._resolve = resolve
        self._free = threading.BoundedSemaphore(at_once)

    def __call__(self, host: str, port: int, seconds: float) -> Sequence[str]:
        """Return the addresses. Raises TimeoutError, and what the resolving does."""
        if not self._free.acquire(timeout=seconds):
            raise TimeoutError
        answers: SimpleQueue[Sequence[str] | Exception] = SimpleQueue()
        threading.Thread(target=self._answer, args=(host, port, answers), daemon=True).start()
        try:
            answer = answers.get(timeout=seconds)
        except Empty:
            raise TimeoutError from None
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _answer(self, host: str, port: int, answers: "SimpleQueue[Sequence[str] | Exception]") -> None:
        try:
            answer: Sequence[str] | Exception = self._resolve(host, port)
        except Exception as error:
            answer = error
        self._free.release()
        answers.put(answer)
