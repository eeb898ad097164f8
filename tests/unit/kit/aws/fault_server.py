"""A server on 127.0.0.1 that answers a scripted sequence: errors, half answers, closed connections, a wrong clock."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from zlib import crc32


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One answer; `closes` cuts the connection before it, `cut` in the middle of its body."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    closes: bool = False
    cut: bool = False
    hangs: bool = False


def error(status: int, code: str, message: str = "no", **members: Any) -> Reply:
    return Reply(status=status, body=json.dumps({"__type": code, "message": message} | members).encode())


def skewed(ahead: timedelta) -> Reply:
    """What a service says whose clock is ahead of ours."""
    date = format_datetime(datetime.now(UTC) + ahead, usegmt=True)
    body = json.dumps({"__type": "com.amazon.coral.service#InvalidSignatureException", "message": "Signature expired"})
    return Reply(status=400, body=body.encode(), headers={"Date": date})


OK = Reply()
CLOSED = Reply(closes=True)
CUT = Reply(body=b'{"Item": {"pk": {"S": "a home"}}}', cut=True)
BAD_CHECKSUM = Reply(headers={"x-amz-crc32": str(crc32(b"{}") ^ 1)})


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    script: ClassVar[list[Reply]] = []
    seen: ClassVar[list[dict[str, str]]] = []
    stop: ClassVar[threading.Event] = threading.Event()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.seen.append({name.lower(): value for name, value in self.headers.items()})
        reply = self.script.pop(0) if self.script else OK
        if reply.hangs:
            self.stop.wait(10)
        if reply.closes or reply.hangs:
            self.close_connection = True
            return
        self.send_response_only(reply.status)
        for name, value in ({"Content-Length": str(len(reply.body))} | reply.headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body[: len(reply.body) // 2] if reply.cut else reply.body)
        self.close_connection = self.close_connection or reply.cut

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@dataclass(frozen=True)
class FaultServer:
    url: str
    handler: type[Handler]

    def answers(self, *replies: Reply) -> None:
        self.handler.script[:] = replies
        self.handler.seen.clear()

    @property
    def requests(self) -> Sequence[dict[str, str]]:
        """The headers of each request since the script began, names in lower case."""
        return self.handler.seen


@contextmanager
def fault_server() -> Iterator[FaultServer]:
    handler: type[Handler] = type("Scripted", (Handler,), {"script": [], "seen": [], "stop": threading.Event()})
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
