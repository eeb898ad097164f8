"""Serves the site on 127.0.0.1: python -m unicorn_cli.site.server CONFIG FILES PORT.

Answers GET and HEAD with the built files and the headers that CloudFront sends on AWS; forwards requests below `/api/`.
A new build is served without a restart.
"""

import json
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from site_service.robots import robots

from unicorn_cli.site.files import File, file_of, page_of, read
from unicorn_cli.site.forwarding import TIMEOUT, Answer, Forwarder, Target, compressed, problem_answer, target_of
from unicorn_cli.site.gateway_answers import as_deployed
from unicorn_cli.site.headers import SECURITY, content_security_policy
from unicorn_cli.site.negotiation import has, reads_gzip
from unicorn_cli.site.rendering import Renderer
from unicorn_cli.site.turns import AT_ONCE, WAIT, Turns
from unicorn_cli.stages.engine_address import HOST
from unicorn_kit.problems import Problem

CONFIG_ADDRESS, ROBOTS_ADDRESS = "/config.json", "/robots.txt"
BODY_MAX = 10 * 1024 * 1024  # bytes, as API Gateway accepts
WITHOUT_BODY = {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}


class Site:
    """The files that are served, and where the APIs are: as they are now."""

    def __init__(self, folder: Path, config: Path) -> None:
        self._folder, self._config = folder, config
        self._files: dict[str, File] = {}
        self._as_of: tuple[int, int] | None = None
        self._forwards: dict[str, str] = {}
        self._policy = ""

    def find(self, path: str) -> File | None:
        self._refresh()
        return self._files.get(page_of(path))

    def forwarded(self, path: str) -> Target | None:
        """Return the address at an API that a path stands for; None if it belongs to the pages."""
        return target_of(path, self.forwards)

    @property
    def forwards(self) -> dict[str, str]:
        """The prefixes that stand for APIs."""
        self._refresh()
        return self._forwards

    @property
    def policy(self) -> str:
        self._refresh()
        return self._policy

    def _refresh(self) -> None:
        as_of = (self._folder.stat().st_mtime_ns, self._config.stat().st_mtime_ns)
        if as_of != self._as_of:
            known = json.loads(self._config.read_text())
            self._files = read(self._folder)
            self._files[CONFIG_ADDRESS] = file_of(CONFIG_ADDRESS, json.dumps(known["config"], indent=2).encode())
            self._files[ROBOTS_ADDRESS] = file_of(ROBOTS_ADDRESS, robots("", is_indexed=False).encode())
            self._forwards = known["forwards"]
            self._policy = content_security_policy(bucket=known["bucket"])
            self._as_of = as_of


class Handler(BaseHTTPRequestHandler):
    site: Site
    forwarder: Forwarder
    renderer: Renderer
    host: str
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "unicorn", ""
    timeout = 30  # seconds that an idle connection is kept

    def do_GET(self) -> None:
        if self._is_redirected() or self._is_forwarded():
            return
        path, _, query = self.path.partition("#")[0].partition("?")
        status, file = self.renderer.render(path, query, self.site.forwards) or self._file(path)
        if file is None:
            self.send_error(status)
        elif status is HTTPStatus.OK and has(self.headers.get("If-None-Match", ""), file.etag):
            self._answer(HTTPStatus.NOT_MODIFIED, file)
        else:
            self._answer(status, file)

    do_HEAD = do_GET

    def do_POST(self) -> None:
        if not (self._is_redirected() or self._is_forwarded()):
            self.send_error(HTTPStatus.NOT_IMPLEMENTED)

    do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_POST

    def _file(self, path: str) -> tuple[HTTPStatus, File | None]:
        file = self.site.find(path) if path.startswith("/") else None
        return (HTTPStatus.OK if file else HTTPStatus.NOT_FOUND), file

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """Send an error as one line of text, with the same headers as every response."""
        self.close_connection = True
        self._answer(HTTPStatus(code), file_of("/problem.txt", f"{HTTPStatus(code).phrase}\n".encode()))

    def _is_redirected(self) -> bool:
        """Redirect a request to another name of this machine: it is another origin, with a session of its own."""
        if self.headers.get("Host") == self.host:
            return False
        self.close_connection = True  # the body is not read
        self.send_response(HTTPStatus.TEMPORARY_REDIRECT)
        self.send_header("Location", f"http://{self.host}{self.path if self.path.startswith('/') else '/'}")
        self.send_header("Content-Length", "0")
        self.send_header("Connection", "close")
        self.end_headers()
        return True

    def _is_forwarded(self) -> bool:
        target = self.site.forwarded(self.path)
        if target is None:
            return False
        try:
            answer = as_deployed(self.forwarder.send(self.command, target, self.headers.items(), self._body()))
        except Problem as problem:
            answer = problem_answer(problem, self.headers.get("X-Correlation-Id"))
        self._pass_on(compressed(answer) if self._reads_gzip() else answer)
        return True

    def _body(self) -> bytes:
        """Return the request's body. Raises Problem if its length is not known, or too much."""
        length, closes = self.headers.get("Content-Length", "0"), self.close_connection
        self.close_connection = True  # until the body is read, it is what follows on this connection
        if "Transfer-Encoding" in self.headers or not (length.isascii() and length.isdigit()):
            raise Problem(HTTPStatus.LENGTH_REQUIRED, "length-required", "Send the body's length as Content-Length.")
        if len(length) > len(str(BODY_MAX)) or int(length) > BODY_MAX:
            raise Problem(HTTPStatus.CONTENT_TOO_LARGE, "too-large", "Send a smaller body.")
        body = self.rfile.read(int(length))
        self.close_connection = closes
        return body

    def _pass_on(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        length = answer.length if self.command == "HEAD" else len(answer.body)
        if length is not None and answer.status not in WITHOUT_BODY:
            self.send_header("Content-Length", str(length))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def _reads_gzip(self) -> bool:
        return reads_gzip(self.headers.get("Accept-Encoding", ""))

    def _answer(self, status: HTTPStatus, file: File) -> None:
        zipped = file.compressed if self._reads_gzip() else None
        content = file.content if zipped is None else zipped
        headers = {
            "Content-Type": file.media_type,
            "Cache-Control": file.cache_control,
            "ETag": file.etag,
            "Vary": "Accept-Encoding",
            "Content-Security-Policy": self.site.policy,
            **({"Content-Encoding": "gzip"} if zipped is not None else {}),
            **({"Connection": "close"} if self.close_connection else {}),
            **SECURITY,
        }
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD" and status is not HTTPStatus.NOT_MODIFIED:
            self.wfile.write(content)


class SiteServer(ThreadingHTTPServer):
    request_queue_size = 1024  # connections that wait to be accepted; the system makes it less if it must

    def __init__(self, port: int, site: Site, forwarder: Forwarder) -> None:
        host = f"{HOST}:{port}"
        renderer = Renderer(f"http://{host}", forwarder, site.find)
        known = {"site": site, "host": host, "forwarder": forwarder, "renderer": renderer}
        super().__init__((HOST, port), type("SiteHandler", (Handler,), known))
        self._forwarder = forwarder

    def server_close(self) -> None:
        super().server_close()
        self._forwarder.close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Log an error, unless it is only a page that was left before its answer came."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def server(
    folder: Path, config: Path, port: int, *, timeout: float = TIMEOUT, turns: Turns | None = None
) -> SiteServer:
    """Return the server of the files in `folder`.

    `timeout` is how long it waits for an API, in seconds; `turns` bounds the requests that the APIs get at once.
    """
    forwarder = Forwarder(timeout=timeout, turns=turns or Turns(at_once=AT_ONCE, wait=WAIT))
    return SiteServer(port, Site(folder, config), forwarder)


if __name__ == "__main__":
    config_file, files, wanted = sys.argv[1:]
    server(Path(files), Path(config_file), int(wanted)).serve_forever()
