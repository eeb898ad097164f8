"""HTTP/1.1 answers (RFC 9112), as far as AWS sends them.

`http.client` parses headers as those of an e-mail: that was a fifth of a request's CPU. What it would put right is
refused here, and asked for again.
"""

from collections.abc import Iterable, Iterator, Mapping
from http import HTTPStatus
from typing import BinaryIO, NamedTuple

LINE_MAX = 65_536  # bytes
HEADERS_MAX = 100
BODY_MAX = 32 * 1024 * 1024  # bytes; DynamoDB, whose answers are the largest, sends 16 MB at most
EMPTY = (b"\r\n", b"\n")  # lines
WITHOUT_BODY = {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}


class NotAnAnswer(Exception):
    """Raised when what arrives is no answer, or not a whole one."""


class RawAnswer(NamedTuple):
    status: int
    reason: str  # the status in words
    headers: Mapping[str, str]  # names in lower case
    body: bytes
    is_last: bool = False  # the other end closes the connection behind it


def read_answer(stream: BinaryIO) -> RawAnswer:
    """Read one answer to a POST. Raises NotAnAnswer, and OSError of the stream."""
    version, status, reason, headers = _head(stream)
    while status == HTTPStatus.CONTINUE:
        version, status, reason, headers = _head(stream)
    connection = headers.get("connection", "").lower()
    is_last = "close" in connection or (version == "HTTP/1.0" and "keep-alive" not in connection)
    if status < HTTPStatus.OK or status in WITHOUT_BODY:
        return RawAnswer(status, reason, headers, b"", is_last)
    if headers.get("transfer-encoding", "").lower() == "chunked":
        return RawAnswer(status, reason, headers, b"".join(_chunks(stream)), is_last)
    if "content-length" in headers:
        return RawAnswer(status, reason, headers, _exactly(stream, _length(headers["content-length"], 10)), is_last)
    return RawAnswer(status, reason, headers, stream.read(BODY_MAX), is_last=True)  # it ends with the connection


def _head(stream: BinaryIO) -> tuple[str, int, str, dict[str, str]]:
    first, *rest = _lines(stream) or [""]
    version, _, said = first.partition(" ")
    status, _, reason = said.partition(" ")
    if not version.startswith("HTTP/1.") or len(status) != len("200") or not status.isdecimal():
        raise NotAnAnswer("the answer does not begin as HTTP does")
    return version, int(status), reason.strip(), _headers(rest)


def _headers(lines: Iterable[str]) -> dict[str, str]:
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or not name or name != name.strip():
            raise NotAnAnswer("a header has no name")
        name, value = name.lower(), value.strip(" \t")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def _lines(stream: BinaryIO) -> list[str]:
    """Return the lines up to the empty one, which is left out."""
    read: list[bytes] = []
    while (line := _line(stream)) not in EMPTY:
        read.append(line)
        if len(read) > HEADERS_MAX + 1:  # the first is the status
            raise NotAnAnswer(f"the answer has more than {HEADERS_MAX} headers")
    return [text.rstrip("\r") for text in b"".join(read).decode("latin-1").split("\n")[:-1]]


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while size := _length(_line(stream).decode("latin-1").partition(";")[0].strip(), 16):
        yield _exactly(stream, size)
        if _line(stream) not in EMPTY:
            raise NotAnAnswer("a chunk is longer than it says")
    _headers(_lines(stream))  # the trailer


def _length(digits: str, base: int) -> int:
    if not digits.isalnum() or not digits.isascii():  # int takes signs and underscores, too
        raise NotAnAnswer("a length is no number")
    try:
        length = int(digits, base)
    except ValueError as error:
        raise NotAnAnswer("a length is no number") from error
    if length > BODY_MAX:
        raise NotAnAnswer(f"the answer has more than {BODY_MAX} bytes")
    return length


def _exactly(stream: BinaryIO, size: int) -> bytes:
    content = stream.read(size)
    if len(content) < size:
        raise NotAnAnswer(f"the answer ends after {len(content)} of {size} bytes")
    return content


def _line(stream: BinaryIO) -> bytes:
    line = stream.readline(LINE_MAX + 1)
    if not line.endswith(b"\n"):
        raise NotAnAnswer("the answer ends within a line" if len(line) <= LINE_MAX else "a line is too long")
    return line
