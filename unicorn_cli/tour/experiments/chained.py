"""The publication of a house by chained calls: three small HTTP services on this machine, each calling the next one."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from unicorn_cli.stages.engine_address import HOST

SLOW = 1.0  # seconds that Properties takes if it is slow
TIMEOUT = 5.0


@dataclass
class Chain:
    """Contracts, Properties and Web with their own states, called one inside the other."""

    properties_is: str = "well"
    contract: str = "DRAFT"
    listing: str = "PENDING"

    @contextmanager
    def serving(self) -> Iterator[int]:
        """Serve the three while the block runs, and yield the port of Contracts."""
        with ExitStack() as stack:
            web = stack.enter_context(_served(self._publish))
            properties = stack.enter_context(_served(lambda: self._evaluate(web)))
            yield stack.enter_context(_served(lambda: self._approve(properties)))

    def _approve(self, properties: int) -> int:
        """Contracts: store the approval, then call Properties and answer as it does."""
        self.contract = "APPROVED"
        return put(properties)

    def _evaluate(self, web: int) -> int:
        """Properties: call Web and answer as it does."""
        if self.properties_is == "down":
            return HTTPStatus.SERVICE_UNAVAILABLE
        if self.properties_is == "slow":
            threading.Event().wait(SLOW)
        return put(web)

    def _publish(self) -> int:
        """Web: publish the listing."""
        self.listing = "APPROVED"
        return HTTPStatus.OK


def put(port: int) -> int:
    """Send a PUT to a service of this machine, wait for the answer, and return its status."""
    connection = HTTPConnection(HOST, port, timeout=TIMEOUT)
    try:
        connection.request("PUT", "/")
        return connection.getresponse().status
    finally:
        connection.close()


@contextmanager
def _served(answer: Callable[[], int]) -> Iterator[int]:
    """Serve a function on a free port of this machine, and yield the port. A PUT is answered with what it returns."""

    class Handler(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            self.send_response(answer())
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    with ThreadingHTTPServer((HOST, 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()
