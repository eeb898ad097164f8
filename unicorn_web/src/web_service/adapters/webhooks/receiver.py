"""One HTTP request to a receiver: to the address that was judged, within a time and a size, following nothing.

`http.client` gets a connection that exists already: no library of higher level lets its caller choose the address and
still verify the certificate of the name. It reads the head of the answer alone; whatever follows is not read.
"""

import io
import socket
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse

from web_service.adapters.webhooks.resolver import Resolver
from web_service.domain.webhooks.target import InvalidTarget, Target, judged, read_target
from web_service.ports.webhooks import NotDelivered

SECONDS = 10.0  # for a whole attempt, from the resolution of the name to the head of the answer
HEAD_MAX = 16 * 1024  # bytes of all responses that are read
INFORMATIONAL_MAX = 16  # responses before the answer
SWITCHING = 101  # is an answer, to a question that was not asked; other 1xx come before one (RFC 9110, 15.2)
REDIRECTS = frozenset({301, 302, 303, 307, 308})
type Resolve = Callable[[str, int, float], Sequence[str]]


class HttpReceiver:
    """The port `Receiver`."""

    def __init__(
        self,
        *,
        is_loopback_allowed: bool = False,
        resolve: Resolve | None = None,
        seconds: float = SECONDS,
        tls: Callable[[], ssl.SSLContext] | None = None,
    ) -> None:
        self._is_loopback_allowed = is_loopback_allowed
        self._resolve, self._seconds = resolve or Resolver(), seconds
        self._tls = tls or _tls

    def post(self, url: str, headers: Mapping[str, str], body: bytes) -> None:
        deadline = time.monotonic() + self._seconds
        try:
            target = read_target(url, is_loopback_allowed=self._is_loopback_allowed)
            found = self._resolve(target.host, target.port, self._seconds)
            address = judged(found, is_loopback_allowed=self._is_loopback_allowed)
            status = self._exchange(target, address, headers, body, deadline)
        except InvalidTarget as refused:
            raise NotDelivered(f"not sent: {refused}") from None
        except ssl.SSLCertVerificationError as error:
            raise NotDelivered(f"its certificate is not valid: {error.verify_message}") from None
        except TimeoutError:
            raise NotDelivered(f"no answer within {self._seconds:g} seconds") from None
        except (OSError, HTTPException) as error:
            raise NotDelivered(f"no connection, or no HTTP answer: {type(error).__name__}") from None
        if not 200 <= status < 300:  # noqa: PLR2004
            raise NotDelivered(f"answered {status}{': redirects are not followed' if status in REDIRECTS else ''}")

    def _exchange(self, target: Target, address: str, headers: Mapping[str, str], body: bytes, deadline: float) -> int:
        with (
            socket.create_connection((address, target.port), timeout=_left(deadline)) as plain,
            self._secured(plain, target, deadline) as connected,
        ):
            connection = HTTPConnection(target.host, target.port)
            connection.sock = _Bounded(connected, deadline, HEAD_MAX)
            connection.request("POST", target.path, body, {"Host": target.authority, "Connection": "close", **headers})
            return _status(connection.sock)

    def _secured(self, plain: socket.socket, target: Target, deadline: float) -> socket.socket:
        if not target.is_secure:
            return plain
        plain.settimeout(_left(deadline))
        return self._tls().wrap_socket(plain, server_hostname=target.host)


class _Bounded:
    """A connection as `http.client` uses one, which ends at the deadline however slowly bytes come and go."""

    def __init__(self, sock: socket.socket, deadline: float, most: int) -> None:
        self._sock, self._deadline, self._most = sock, deadline, most
        self._file = _Kept(_Reader(self.receive))

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(_left(self._deadline))
        self._sock.sendall(data)

    def makefile(self, _: str) -> io.BufferedReader:
        """Return one reader for all responses: it may have read into the next one already."""
        return self._file

    def receive(self, buffer: memoryview) -> int:
        if self._most <= 0:
            raise HTTPException("the head of the answer is too long")
        self._sock.settimeout(_left(self._deadline))
        received = self._sock.recv_into(buffer[: self._most])
        self._most -= received
        return received

    def close(self) -> None:
        """Leave it to whoever opened the connection."""


class _Kept(io.BufferedReader):
    """What is received, for one response after the other."""

    def close(self) -> None:
        """Stay open for the next response."""


class _Reader(io.RawIOBase):
    def __init__(self, receive: Callable[[memoryview], int]) -> None:
        self._receive = receive

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        return self._receive(buffer)


def _status(connected: _Bounded) -> int:
    """Return the status of the answer, which may come behind informational responses: `http.client` skips 100 alone."""
    for _ in range(INFORMATIONAL_MAX + 1):
        with closing(HTTPResponse(connected, method="POST")) as response:  # type: ignore[arg-type]
            response.begin()
            if response.status // 100 != 1 or response.status == SWITCHING:
                return response.status
    raise HTTPException("too many informational responses")


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()
