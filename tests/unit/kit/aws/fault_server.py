"""A server on 127.0.0.1 that answers a scripted sequence: errors, half answers, closed connections, a wrong clock."""

import json
import socket
import threading
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from zlib import crc32

type Clients = Callable[..., Any]  # makes clients of the server


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One answer; `closes` cuts the connection before it, `cut` in the middle of its body, `leaves` after it."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes = b""  # what is sent before the connection is cut, instead of a whole answer
    closes: bool = False
    cut: bool = False
    leaves: bool = False
    hangs: bool = False
    ahead: timedelta | None = None  # of our clock, when it is sent; None sends no date

    def sent_headers(self) -> dict[str, str]:
        sent = {"Content-Length": str(len(self.body))}
        if self.ahead is not None:
            sent["Date"] = format_datetime(datetime.now(UTC) + self.ahead, usegmt=True)
        return sent | self.headers


def error(status: int, code: str, message: str = "no", **members: Any) -> Reply:
    return Reply(status=status, body=json.dumps({"__type": code, "message": message} | members).encode())


def skewed(ahead: timedelta, code: str = "com.amazon.coral.service#InvalidSignatureException") -> Reply:
    """What a service says whose clock is ahead of ours."""
    return replace(error(400, code, "Signature expired"), ahead=ahead)


def raw(*, headers: bytes = b"", body: bytes = b"{}", length: int | None = None) -> Reply:
    """An answer byte by byte."""
    size = len(body) if length is None else length
    return Reply(raw=b"HTTP/1.1 200 OK\r\n" + headers + b"Content-Length: %d\r\n\r\n" % size + body)


OK = Reply()
CLOSED = Reply(closes=True)
CUT = Reply(body=b'{"Item": {"pk": {"S": "a home"}}}', cut=True)
BAD_CHECKSUM = Reply(headers={"x-amz-crc32": str(crc32(b"{}") ^ 1)})


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # an answer is written in two pieces; with it each takes 40 ms
    script: ClassVar[list[Reply]] = []
    seen: ClassVar[list[dict[str, str]]] = []
    bodies: ClassVar[list[bytes]] = []
    ports: ClassVar[set[int]] = set()
    left: ClassVar[set[int]] = set()  # the ports whose connections were closed on this side
    leaving: ClassVar[threading.Condition] = threading.Condition()
    stop: ClassVar[threading.Event] = threading.Event()

    def do_POST(self) -> None:
        self.ports.add(self.client_address[1])
        self.bodies.append(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        self.seen.append({name.lower(): value for name, value in self.headers.items()})
        reply = self.script.pop(0) if self.script else OK
        self.close_connection = bool(reply.closes or reply.hangs or reply.raw or reply.cut or reply.leaves)
        self.wfile.write(reply.raw)
        if reply.hangs:
            self.stop.wait(10)
        elif not reply.closes and not reply.raw:
            self._answer(reply)

    def _answer(self, reply: Reply) -> None:
        self.send_response_only(reply.status)
        for name, value in reply.sent_headers().items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body[: len(reply.body) // 2] if reply.cut else reply.body)
        self.close_connection |= reply.headers.get("Connection") == "close"

    def finish(self) -> None:
        super().finish()
        with suppress(OSError):  # the client has closed it already
            self.connection.shutdown(socket.SHUT_RDWR)
        with self.leaving:
            self.left.add(self.client_address[1])
            self.leaving.notify_all()

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@dataclass(frozen=True)
class FaultServer:
    url: str
    handler: type[Handler]

    def answers(self, *replies: Reply) -> None:
        self.handler.script[:] = replies
        self.handler.seen.clear()
        self.handler.bodies.clear()
        self.handler.ports.clear()

    @property
    def requests(self) -> Sequence[dict[str, str]]:
        """The headers of each request since the script began, names in lower case."""
        return self.handler.seen

    @property
    def bodies(self) -> Sequence[bytes]:
        return self.handler.bodies

    @property
    def ports(self) -> Set[int]:
        """The other ends of the connections that brought them."""
        return self.handler.ports

    def wait_until_left(self) -> None:
        """Return once every connection of the script was closed on this side."""
        with self.handler.leaving:
            assert self.handler.leaving.wait_for(lambda: self.ports <= self.handler.left, 10)


@contextmanager
def fault_server() -> Iterator[FaultServer]:
    own = {"script": [], "seen": [], "bodies": [], "ports": set(), "left": set(), "stop": threading.Event()}
    handler: type[Handler] = type("Scripted", (Handler,), own)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield FaultServer(f"http://127.0.0.1:{server.server_address[1]}", handler)
    finally:
        handler.stop.set()
        server.shutdown()
        thread.join()
        server.server_close()
