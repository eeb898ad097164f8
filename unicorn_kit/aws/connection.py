"""One kept connection to a service's endpoint."""

import select
import socket
import ssl
from collections.abc import Mapping
from typing import BinaryIO
from urllib.parse import SplitResult, urlsplit

from unicorn_kit.aws.answers import NotAnAnswer, RawAnswer, read_answer
from unicorn_kit.aws.errors import NoAnswer

PORTS = {"http": 80, "https": 443}


class Connection:
    """POSTs to the root of one endpoint, such as `https://dynamodb.eu-west-1.amazonaws.com`.

    The connection is opened on first use and kept. One that the other end has closed, as it does while a function is
    frozen, is noticed before it is used again.
    """

    def __init__(self, endpoint: str, *, seconds: float) -> None:
        found = _endpoint(endpoint)
        self.host = found.netloc.lower().removesuffix(f":{PORTS[found.scheme]}")
        self._name, self._port = found.hostname or "", found.port or PORTS[found.scheme]
        self._with_tls, self._seconds = found.scheme == "https", seconds
        self._socket: socket.socket | None = None
        self._answers: BinaryIO | None = None

    def post(self, body: bytes, headers: Mapping[str, str]) -> RawAnswer:
        """Return the answer, whatever its status. Raises NoAnswer if none arrived whole."""
        lines = "".join([f"{name}: {value}\r\n" for name, value in headers.items()])
        request = f"POST / HTTP/1.1\r\n{lines}Content-Length: {len(body)}\r\n\r\n".encode("latin-1")
        try:
            answer = read_answer(self._sent(request + body))
        except (OSError, NotAnAnswer) as error:
            self.close()
            raise NoAnswer(f"{type(error).__name__}: {error}") from error
        if answer.is_last:
            self.close()
        return answer

    def close(self) -> None:
        for part in (self._answers, self._socket):
            if part is not None:
                part.close()
        self._answers = self._socket = None

    def _sent(self, request: bytes) -> BinaryIO:
        """Send the request, and return where its answer can be read."""
        if self._is_stale():
            self.close()
        if self._socket is None or self._answers is None:
            self._socket = self._opened()
            self._answers = self._socket.makefile("rb")
        self._socket.sendall(request)
        return self._answers

    def _opened(self) -> socket.socket:
        opened = socket.create_connection((self._name, self._port), self._seconds)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if not self._with_tls:
            return opened
        context = ssl.create_default_context()
        context.set_alpn_protocols(["http/1.1"])
        return context.wrap_socket(opened, server_hostname=self._name)

    def _is_stale(self) -> bool:
        """Whether something can be read already: between two answers that is only the other end's goodbye."""
        return self._socket is not None and bool(select.select([self._socket], [], [], 0)[0])


def _endpoint(text: str) -> SplitResult:
    """Return the parts of an endpoint's address. Raises ValueError if it is none."""
    try:
        found = urlsplit(text)
        port = found.port
    except ValueError:
        found, port = SplitResult("", "", "", "", ""), None
    rest = found.path.removesuffix("/") + found.query + found.fragment
    if found.scheme not in PORTS or not found.hostname or "@" in found.netloc or port == 0 or rest:
        raise ValueError(f"{text} is no endpoint: write it as https://host or http://host:port")
    return found
