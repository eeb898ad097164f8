"""Serves the built site on 127.0.0.1: python -m unicorn_cli.site.server CONFIG FILES PORT.

GET and HEAD, nothing else; with the headers that CloudFront sends on AWS. A new build is served without a restart.
"""

import json
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from unicorn_cli.site.config import origin, origins_called
from unicorn_cli.site.files import File, file_of, page_of, read
from unicorn_cli.site.headers import SECURITY, content_security_policy
from unicorn_cli.stages.engine_address import HOST

CONFIG_ADDRESS = "/config.json"


class Site:
    """The files that are served, as they are now."""

    def __init__(self, folder: Path, config: Path) -> None:
        self._folder, self._config = folder, config
        self._files: dict[str, File] = {}
        self._as_of: tuple[int, int] | None = None

    def find(self, path: str) -> File | None:
        self._refresh()
        return self._files.get(page_of(path))

    @property
    def policy(self) -> str:
        config = json.loads(self._config.read_text())
        return content_security_policy(images=[origin(config["imagesUrl"])], calls=origins_called(config))

    def _refresh(self) -> None:
        as_of = (self._folder.stat().st_mtime_ns, self._config.stat().st_mtime_ns)
        if as_of != self._as_of:
            self._files = read(self._folder)
            self._files[CONFIG_ADDRESS] = file_of(CONFIG_ADDRESS, self._config.read_bytes())
            self._as_of = as_of


class Handler(BaseHTTPRequestHandler):
    site: Site
    host: str
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "unicorn", ""
    timeout = 30  # seconds that an idle connection is kept

    def do_GET(self) -> None:
        path = self.path.partition("?")[0].partition("#")[0]
        if self.headers.get("Host") != self.host:  # another name for this machine is another origin for the APIs
            self._redirect()
            return
        file = self.site.find(path) if path.startswith("/") else None
        if file is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        elif self.headers.get("If-None-Match") == file.etag:
            self._answer(HTTPStatus.NOT_MODIFIED, file)
        else:
            self._answer(HTTPStatus.OK, file)

    do_HEAD = do_GET

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """Send an error as one line of text, with the same headers as every response."""
        self.close_connection = True
        self._answer(HTTPStatus(code), file_of("/problem.txt", f"{HTTPStatus(code).phrase}\n".encode()))

    def _redirect(self) -> None:
        self.send_response(HTTPStatus.TEMPORARY_REDIRECT)
        self.send_header("Location", f"http://{self.host}{self.path if self.path.startswith('/') else '/'}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer(self, status: HTTPStatus, file: File) -> None:
        zipped = file.compressed if "gzip" in self.headers.get("Accept-Encoding", "") else None
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


def server(folder: Path, config: Path, port: int) -> ThreadingHTTPServer:
    handler = type("SiteHandler", (Handler,), {"site": Site(folder, config), "host": f"{HOST}:{port}"})
    return ThreadingHTTPServer((HOST, port), handler)


if __name__ == "__main__":
    config_file, files, wanted = sys.argv[1:]
    server(Path(files), Path(config_file), int(wanted)).serve_forever()
