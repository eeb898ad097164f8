"""One kept connection to a service's endpoint."""

import select
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import NamedTuple
from urllib.parse import urlsplit

from unicorn_kit.aws.errors import NoAnswer

KINDS = {"http": (HTTPConnection, ":80"), "https": (HTTPSConnection, ":443")}  # and the port that no host names


class RawAnswer(NamedTuple):
    status: int
    reason: str  # the status in words
    headers: Mapping[str, str]  # names in lower case
    body: bytes


class Connection:
    """POSTs to the root of one endpoint, such as `https://dynamodb.eu-west-1.amazonaws.com`.

    The connection is opened on first use and kept. One that the other end has closed, as it does while a function is
    frozen, is noticed before it is used again.
    """

    def __init__(self, endpoint: str, *, seconds: float) -> None:
        if not _is_endpoint(endpoint):
            raise ValueError(f"{endpoint} is no endpoint: write it as https://host or http://host:port")
        scheme, host, *_ = urlsplit(endpoint)
        kind, usual_port = KINDS[scheme]
        self.host = host.lower().removesuffix(usual_port)
        self._http = kind(host, timeout=seconds)

    def post(self, body: bytes, headers: Mapping[str, str]) -> RawAnswer:
        """Return the answer, whatever its status. Raises NoAnswer if none arrived whole."""
        if self._is_stale():
            self._http.close()
        try:
            self._http.request("POST", "/", body, dict(headers))
            answer = self._http.getresponse()
            content = answer.read()
        except (OSError, HTTPException) as error:
            self._http.close()
            raise NoAnswer(f"{type(error).__name__}: {error}") from error
        return RawAnswer(
            answer.status, answer.reason, {name.lower(): value for name, value in answer.getheaders()}, content
        )

    def close(self) -> None:
        self._http.close()

    def _is_stale(self) -> bool:
        """Whether something can be read already: between two answers that is only the other end's goodbye."""
        return self._http.sock is not None and bool(select.select([self._http.sock], [], [], 0)[0])


def _is_endpoint(text: str) -> bool:
    try:
        found = urlsplit(text)
        port = found.port
    except ValueError:
        return False
    rest = found.path.removesuffix("/") + found.query + found.fragment
    return found.scheme in KINDS and bool(found.hostname) and "@" not in found.netloc and port != 0 and not rest
