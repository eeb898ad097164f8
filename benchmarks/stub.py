"""AWS for the length of a measurement: a process of its own that answers every call from the cases.

A call is known by its access key id, which is the case's name, and by its operation: the last part of
X-Amz-Target, the Action of a query, or `METHOD /path`. It prints its port and ends when its standard input does. With
the file of a certificate and its key as argument, it answers over TLS.
"""

import base64
import json
import os
import re
import ssl
import sys
import threading
import zlib
from collections import Counter
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from benchmarks.cases import EVENTS, case
from benchmarks.peers import PEER_CASES
from benchmarks.photo import photo
from benchmarks.runs import CALLS

DENIED = 400
AMZ_JSON = "application/x-amz-json-1.0"


_answered: Counter[str] = Counter()


@cache
def answers(name: str) -> dict[str, Any]:
    if name in PEER_CASES:
        return PEER_CASES[name].answers
    return case(name).answers if (EVENTS / f"{name}.json").exists() else {}


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def answer(self) -> None:
        request = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        status, body = self._counted() if self.path == CALLS else self._body(self._operation(request))
        self.send_response(status)
        self.send_header("Content-Type", AMZ_JSON)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("x-amzn-RequestId", "stand-in")
        self.send_header("x-amz-crc32", str(zlib.crc32(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = answer

    def _operation(self, request: bytes) -> str:
        target = self.headers.get("X-Amz-Target", "").rpartition(".")[2]
        if target:
            return target
        if self.headers.get("Content-Type", "").startswith("application/x-www-form"):
            return parse_qs(request.decode())["Action"][0]
        return f"{self.command} {urlsplit(self.path).path}"

    @staticmethod
    def _counted() -> tuple[int, bytes]:
        return 200, str(_answered.total()).encode()

    def _body(self, operation: str) -> tuple[int, bytes]:
        credential = re.search(r"Credential=([^/]+)/", self.headers.get("Authorization", ""))
        name = credential[1] if credential else "?"
        known = answers(name)
        if operation not in known:
            message = f"the case {name} has no answer to {operation}: benchmarks/events, benchmarks/peers.py"
            return DENIED, json.dumps({"__type": "ValidationException", "message": message}).encode()
        _answered[operation] += 1
        answer = known[operation]
        if isinstance(answer, dict) and "file" in answer:
            return 200, (EVENTS / answer["file"]).read_bytes()
        if isinstance(answer, dict) and "photo" in answer:
            return 200, photo(*answer["photo"])
        if isinstance(answer, dict) and "base64" in answer:
            return 200, base64.b64decode(answer["base64"])
        return 200, answer.encode() if isinstance(answer, str) else json.dumps(answer).encode()

    def log_message(self, format: str, *args: object) -> None:
        pass


class Stub(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A measured process ends with its connections open."""


def main() -> None:
    server = Stub(("127.0.0.1", 0), Answer)
    if sys.argv[1:]:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1])
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    print(server.server_address[1], flush=True)
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    server.serve_forever()


if __name__ == "__main__":
    main()
