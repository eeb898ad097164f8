"""A request below `/api/` → the API it is for, without the prefix; the API's answer back. CloudFront does it on AWS."""

import gzip
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from http import HTTPStatus
from typing import NamedTuple
from uuid import uuid4

import httpx

from unicorn_cli.site.turns import Turns
from unicorn_kit.problems import CONTENT_TYPE, Problem, problem_body

TIMEOUT = 30.0  # seconds, as CloudFront waits for an API
COMPRESSED = ("application/json", "text/html")
COMPRESSED_FROM = 1_000  # bytes, as CloudFront does
HOP_BY_HOP = {  # RFC 9110, section 7.6.1: of one connection, not of the message
    "connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
}
PREFIX = "X-Forwarded-Prefix"  # for what an API says of its own address
# This side compresses, so it asks for no compression.
OF_THE_REQUEST = HOP_BY_HOP | {"accept-encoding", "content-length", "expect", "host", PREFIX.lower()}
OF_THE_ANSWER = HOP_BY_HOP | {"content-length", "date", "server"}

Headers = list[tuple[str, str]]

# Arguments of Problem: a raised one refers to the request that it belongs to, so each request gets its own.
DOWN = (HTTPStatus.BAD_GATEWAY, "api-unreachable", "The API gave no answer. Send the request again.")
SLOW = (
    HTTPStatus.GATEWAY_TIMEOUT,
    "api-too-slow",
    f"The API gave no answer within {TIMEOUT:.0f} s. Send the request again.",
)
MALFORMED = (HTTPStatus.BAD_REQUEST, "invalid-request", "Percent-encode the path and the query.")


class Target(NamedTuple):
    """An address of an API, and the prefix that stands for the API here."""

    address: str
    prefix: str


class Answer(NamedTuple):
    status: int
    headers: Headers
    body: bytes
    length: int | None = None  # of the body that a GET would have, if this answers a HEAD and it is known


def target_of(path: str, forwards: Mapping[str, str]) -> Target | None:
    """Return what a path with its query stands for, byte for byte; None if it belongs to the pages."""
    for prefix, address in forwards.items():
        if path.startswith(f"{prefix}/"):
            return Target(address + path.removeprefix(prefix), prefix)
    return None


class Forwarder:
    """Sends requests to the APIs, on connections that stay open. Any thread may use it."""

    def __init__(self, *, timeout: float, turns: Turns) -> None:
        self._turns = turns
        limits = httpx.Limits(max_connections=turns.at_once, max_keepalive_connections=turns.at_once)
        self._client = httpx.Client(timeout=timeout, limits=limits, trust_env=False)

    def send(self, method: str, target: Target, headers: Iterable[tuple[str, str]], body: bytes) -> Answer:
        """Send a request when its turn comes, and return the answer. Raises Problem if there is none."""
        server, path = _split(target.address)
        sent = [*_left(headers, OF_THE_REQUEST), (PREFIX, target.prefix)]
        request = httpx.Request(
            method,
            server,
            headers=[_encoded(header) for header in sent],
            content=body or None,
            extensions={"target": path.encode("latin-1")},  # httpx would tidy the address
        )
        try:
            with self._turns.turn(), closing(self._client.send(request, stream=True)) as response:
                body = b"".join(response.iter_raw())  # as it was sent, whatever its encoding
        except httpx.TimeoutException as error:
            raise Problem(*SLOW) from error
        except httpx.LocalProtocolError as error:
            raise Problem(*MALFORMED) from error
        except httpx.TransportError as error:
            raise Problem(*DOWN) from error
        raw = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw]
        length = response.headers.get("content-length", "") if method == "HEAD" else ""
        return Answer(
            response.status_code, list(_left(raw, OF_THE_ANSWER)), body, int(length) if length.isdigit() else None
        )

    def close(self) -> None:
        self._client.close()


def problem_answer(problem: Problem, correlation_id: str | None) -> Answer:
    body = problem_body(problem, correlation_id=correlation_id or str(uuid4()))
    retry_after = [("Retry-After", problem.retry_after)] if problem.retry_after else []
    return Answer(problem.status, [("Content-Type", CONTENT_TYPE), *retry_after], body.encode())


def compressed(answer: Answer) -> Answer:
    """Compress an answer if CloudFront would; its ETag becomes a weak one, since the bytes are no longer the API's.

    The ETag of an agent's version is for If-Match, which a weak one never matches: such an answer stays as it is.
    """
    named = {name.lower(): value for name, value in answer.headers}
    kind = named.get("content-type", "").partition(";")[0]
    length = len(answer.body) if answer.length is None else answer.length
    if kind not in COMPRESSED or "content-encoding" in named or length < COMPRESSED_FROM:
        return answer
    if "etag" in named and named.get("cache-control") == "no-store":
        return answer
    headers = [(name, _weak(value) if name.lower() == "etag" else value) for name, value in answer.headers]
    headers += [("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")]
    return Answer(answer.status, headers, gzip.compress(answer.body, mtime=0))  # a HEAD's length is then not known


def _weak(etag: str) -> str:
    return etag if etag.startswith("W/") else f"W/{etag}"


def _left(headers: Iterable[tuple[str, str]], dropped: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the headers that belong to the message: none of `dropped`, and none that `Connection` names."""
    found = list(headers)
    named = ",".join(value for name, value in found if name.lower() == "connection")
    of_connection = {name.strip().lower() for name in named.split(",")}
    return (header for header in found if header[0].lower() not in dropped | of_connection)


def _encoded(header: tuple[str, str]) -> tuple[bytes, bytes]:
    name, value = header
    return name.encode("latin-1"), value.encode("latin-1")


def _split(address: str) -> tuple[str, str]:
    """Return the origin and the rest of an address."""
    scheme, _, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host}", slash + path
