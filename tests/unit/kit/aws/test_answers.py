"""Answers are read as `http.client` reads them, and what is no whole answer is none."""

import random
from http.client import HTTPResponse
from io import BytesIO
from socket import SHUT_WR, socketpair

import pytest

from unicorn_kit.aws.answers import BODY_MAX, HEADERS_MAX, LINE_MAX, NotAnAnswer, RawAnswer, read_answer

OK = b"HTTP/1.1 200 OK\r\n"


def read(answer: bytes) -> RawAnswer:
    return read_answer(BytesIO(answer))


def by_the_standard_library(answer: bytes) -> RawAnswer:
    here, there = socketpair()
    with here, there:
        there.sendall(answer)
        there.shutdown(SHUT_WR)
        response = HTTPResponse(here, method="POST")
        response.begin()
        headers = {name.lower(): value for name, value in response.getheaders()}
        return RawAnswer(response.status, response.reason, headers, response.read(), response.will_close)


def random_answer(chance: random.Random) -> bytes:
    """Return an answer with its length, in chunks, or up to the end of the connection."""
    status = chance.choice([200, 200, 201, 204, 304, 400, 500, 503])
    body = chance.randbytes(chance.randint(0, 300)) if status not in {204, 304} else b""
    version = chance.choice([b"HTTP/1.1", b"HTTP/1.1", b"HTTP/1.0"])
    reason = chance.choice([b"OK", b"Bad Request", b"", b"Not  OK "])
    lines = [b"%s %d %s" % (version, status, reason)]
    lines += [b"x-%d:%s%s" % (n, b" " * chance.randint(0, 2), chance.choice([b"", b"a:b", b'"c d"'])) for n in range(5)]
    lines += chance.choice([[], [b"Connection: close"], [b"Connection: Keep-Alive"]])
    framing = chance.choice(["length", "chunks", "end"]) if version == b"HTTP/1.1" and body else "length"
    if framing == "chunks":
        cut = chance.randint(0, len(body))
        chunks = [part for part in (body[:cut], body[cut:]) if part]
        body = b"".join(b"%x;a=b\r\n%s\r\n" % (len(part), part) for part in chunks) + b"0\r\nx-trailer: y\r\n\r\n"
        lines += [b"Transfer-Encoding: chunked"]
    elif framing == "length":
        lines += [b"content-LENGTH: %d" % len(body)]
    chance.shuffle(rest := lines[1:])
    end = chance.choice([b"\r\n", b"\r\n", b"\n"])
    early = chance.choice([b"", b"", b"HTTP/1.1 100 Continue\r\n\r\n"])
    return early + end.join([lines[0], *rest, b"", body])


def test_random_answers_are_read_as_the_standard_library_reads_them() -> None:
    chance = random.Random(37)
    for _ in range(500):
        answer = random_answer(chance)
        assert read(answer) == by_the_standard_library(answer), answer


def test_a_second_answer_on_a_connection_is_read_after_the_first() -> None:
    answers = (OK + b"Content-Length: 1\r\n\r\na", OK + b"Transfer-Encoding: chunked\r\n\r\n1\r\nb\r\n0\r\n\r\n")
    stream = BytesIO(b"".join(answers))
    assert [read_answer(stream).body for _ in answers] == [b"a", b"b"]


def test_a_header_that_comes_twice_has_both_values() -> None:
    assert read(OK + b"x-a: 1\r\nX-A: 2\r\nContent-Length: 0\r\n\r\n").headers["x-a"] == "1, 2"


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        OK,
        OK + b"\r",
        OK + b"Content-Length: 2\r\n\r\na",
        OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        *(
            OK + b"Content-Length: " + length + b"\r\n\r\nabc"
            for length in (b"", b"+1", b"1_0", b"0x1", b"\xb2", b"-1")
        ),
        OK + b"Content-Length: %d\r\n\r\n" % (BODY_MAX + 1),
        OK + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n",
        OK + b"Content-Length : 1\r\n\r\na",
        OK + b"x: a\r\n folded\r\nContent-Length: 0\r\n\r\n",
        OK + b"no colon\r\nContent-Length: 0\r\n\r\n",
        OK + b"x: " + b"y" * LINE_MAX + b"\r\n\r\n",
        OK + b"x: y\r\n" * (HEADERS_MAX + 1) + b"\r\n",
        *(
            OK + b"Transfer-Encoding: chunked\r\n\r\n" + b
            for b in (b"", b"1\r\n", b"1\r\nab\r\n0\r\n\r\n", b"g\r\n", b"0\r\n")
        ),
        b"HTTP/2 200 OK\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 20 OK\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n",
        b"ICY 200 OK\r\n\r\n",
    ],
)
def test_what_is_damaged_is_no_answer(damaged: bytes) -> None:
    with pytest.raises(NotAnAnswer):
        read(damaged)
