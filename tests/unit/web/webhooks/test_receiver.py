"""One request to a receiver: slow, endless, redirecting, with another address or certificate than before."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from cryptography import x509
from web_service.adapters.webhooks.receiver import INFORMATIONAL_MAX, HttpReceiver
from web_service.adapters.webhooks.resolver import Resolver, addresses
from web_service.ports.webhooks import NotDelivered

from benchmarks.tls import write_certificate

BODY = b"{}"
SECONDS = 0.5  # for an attempt
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


@contextmanager
def served(answer: Callable[[socket.socket], None], tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """Answer each connection in turn; the port."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with suppress(OSError):  # the server is closed, or the client has gone
                while True:
                    plain, _ = server.accept()
                    with suppress(OSError), plain, _secured(plain, tls) as connected:
                        received = b""
                        while not received.endswith(BODY) and (part := connected.recv(65536)):
                            received += part
                        answer(connected)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def _secured(plain: socket.socket, tls: ssl.SSLContext | None) -> socket.socket:
    return tls.wrap_socket(plain, server_side=True) if tls else plain


def post(port: int, path: str = "/", **given: object) -> None:
    HttpReceiver(is_loopback_allowed=True, seconds=SECONDS, **given).post(  # type: ignore[arg-type]
        f"http://127.0.0.1:{port}{path}", {"webhook-id": "1"}, BODY
    )


def test_an_answer_of_2xx_is_all_that_counts() -> None:
    with served(lambda connected: connected.sendall(OK.replace(b"200 OK", b"204 No Content"))) as port:
        post(port)


def test_a_request_says_what_is_to_be_verified() -> None:
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connected, _ = server.accept()
            with connected:
                asked.append(connected.recv(65536))
                connected.sendall(OK)

        thread = threading.Thread(target=serve)
        thread.start()
        post(server.getsockname()[1], "/hooks?a=b")
        thread.join(5)
    head, _, body = asked[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /hooks?a=b HTTP/1.1\r\n")
    assert b"webhook-id: 1" in head
    assert f"Host: 127.0.0.1:{server_port(head)}".encode() in head
    assert body in {BODY, b""}  # it may come in a piece of its own


def server_port(head: bytes) -> str:
    return head.split(b"Host: 127.0.0.1:")[1].split(b"\r\n")[0].decode()


@pytest.mark.parametrize("status", [b"500 Oops", b"404 Not Found", b"410 Gone", b"101 Switching Protocols"])
def test_another_answer_is_a_failure(status: bytes) -> None:
    with (
        served(lambda connected: connected.sendall(OK.replace(b"200 OK", status))) as port,
        pytest.raises(NotDelivered, match=f"answered {status.decode()[:3]}"),
    ):
        post(port)


@pytest.mark.parametrize("final", [b"200 OK", b"503 Later"])
@pytest.mark.parametrize("early", [b"100 Continue", b"102 Processing", b"103 Early Hints", b"199 Something"])
def test_an_informational_response_is_not_the_answer(early: bytes, final: bytes) -> None:
    heads = 3 * (b"HTTP/1.1 " + early + b"\r\nLink: </style.css>; rel=preload\r\n\r\n")

    def at_once(connected: socket.socket) -> None:
        connected.sendall(heads + OK.replace(b"200 OK", final))

    def in_pieces(connected: socket.socket) -> None:
        for number in range(0, len(heads), 7):
            connected.sendall(heads[number : number + 7])
        connected.sendall(OK.replace(b"200 OK", final))

    for answer in (at_once, in_pieces):
        with served(answer) as port:
            if final.startswith(b"200"):
                post(port)
            else:
                with pytest.raises(NotDelivered, match="answered 503"):
                    post(port)


EARLY = b"HTTP/1.1 103 Early\r\n\r\n"


@pytest.mark.parametrize(
    ("number", "pause", "reason"),
    [(10**6, 0, "HTTPException"), (8, SECONDS / 4, "no answer within"), (1, 0, "RemoteDisconnected")],
)
def test_nothing_but_informational_responses_is_a_failure(number: int, pause: float, reason: str) -> None:
    """However many there are, and however slowly they come."""

    def answer(connected: socket.socket) -> None:
        for _ in range(number):
            connected.sendall(EARLY)
            time.sleep(pause)

    with served(answer) as port, pytest.raises(NotDelivered, match=reason):
        post(port)


@pytest.mark.parametrize(("number", "fault"), [(INFORMATIONAL_MAX, None), (INFORMATIONAL_MAX + 1, "HTTPException")])
def test_informational_responses_have_a_number(number: int, fault: str | None) -> None:
    with served(lambda connected: connected.sendall(number * EARLY + OK)) as port:
        if fault is None:
            post(port)
        else:
            with pytest.raises(NotDelivered, match=fault):
                post(port)


@pytest.mark.parametrize("status", ["300", "304", "305", "399"])
def test_what_is_no_redirect_is_not_called_one(status: str) -> None:
    answer = OK.replace(b"200 OK", f"{status} Something".encode())
    with served(lambda connected: connected.sendall(answer)) as port, pytest.raises(NotDelivered) as failed:
        post(port)
    assert str(failed.value) == f"answered {status}"


@pytest.mark.parametrize("status", ["301", "302", "303", "307", "308"])
def test_a_redirect_is_called_one(status: str) -> None:
    answer = OK.replace(b"200 OK", f"{status} Elsewhere".encode())
    with (
        served(lambda connected: connected.sendall(answer)) as port,
        pytest.raises(NotDelivered, match=f"answered {status}: redirects are not followed"),
    ):
        post(port)


class SlowResolver:
    """A resolver of names that answers when it is let go."""

    def __init__(self) -> None:
        self.go, self.asked, self.most = threading.Event(), 0, 0
        self._lock, self._now = threading.Lock(), 0

    def __call__(self, *_: object) -> list[str]:
        with self._lock:
            self.asked += 1
            self._now += 1
            self.most = max(self.most, self._now)
        self.go.wait(30)
        with self._lock:
            self._now -= 1
        return ["127.0.0.1"]


def test_the_time_limit_counts_from_the_resolution_of_the_name() -> None:
    slow = SlowResolver()
    receiver = HttpReceiver(seconds=SECONDS, resolve=Resolver(slow))
    begun = time.monotonic()
    with pytest.raises(NotDelivered, match="no answer within"):
        receiver.post("https://slow.example/", {}, BODY)
    slow.go.set()
    assert SECONDS * 0.9 < time.monotonic() - begun < SECONDS * 20


def test_names_that_never_resolve_occupy_a_bounded_number_of_threads() -> None:
    slow = SlowResolver()
    resolve = Resolver(slow, at_once=3)
    for _ in range(8):
        with pytest.raises(TimeoutError):
            resolve("slow.example", 443, 0.01)
    assert slow.asked == slow.most == 3
    slow.go.set()
    assert resolve("slow.example", 443, 30) == ["127.0.0.1"]  # the threads are free again


def test_a_resolver_that_fails_leaves_no_thread_behind() -> None:
    def fail(*_: object) -> list[str]:
        raise OSError("no resolver")

    resolve = Resolver(fail, at_once=1)
    for _ in range(3):
        with pytest.raises(OSError, match="no resolver"):
            resolve("broken.example", 443, 5)


def test_no_redirect_is_followed() -> None:
    reached: list[int] = []

    def other(connected: socket.socket) -> None:
        reached.append(1)
        connected.sendall(OK)

    with served(other) as other_port:
        location = f"HTTP/1.1 307 Elsewhere\r\nLocation: http://127.0.0.1:{other_port}/\r\n\r\n".encode()
        with (
            served(lambda connected: connected.sendall(location)) as port,
            pytest.raises(NotDelivered, match="redirects are not followed"),
        ):
            post(port)
    assert not reached


def drip(connected: socket.socket) -> None:
    """Send a byte now and then, four times as long as an attempt may take."""
    connected.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _ in range(80):
        connected.sendall(b"a")
        time.sleep(SECONDS / 20)


def hang(connected: socket.socket) -> None:
    while connected.recv(65536):
        pass


@pytest.mark.parametrize("answer", [drip, hang])
def test_an_attempt_ends_at_its_time_limit_however_the_bytes_come(answer: Callable[[socket.socket], None]) -> None:
    begun = time.monotonic()
    with served(answer) as port, pytest.raises(NotDelivered, match="no answer within"):
        post(port)
    assert SECONDS * 0.9 < time.monotonic() - begun < SECONDS * 20  # a machine may be busy


def test_an_answer_without_end_is_not_read_to_the_end() -> None:
    """Headers without end are a failure; a body without end is not even read."""

    def headers(connected: socket.socket) -> None:
        connected.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            connected.sendall(b"X-Header: " + 1000 * b"a" + b"\r\n")

    def body(connected: socket.socket) -> None:
        connected.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connected.sendall(1000 * b"a")

    with served(headers) as port, pytest.raises(NotDelivered, match="HTTPException"):
        post(port)
    with served(body) as port:
        post(port)


def test_what_is_no_http_is_a_failure() -> None:
    with served(lambda connected: connected.sendall(b"SSH-2.0-x\r\n")) as port, pytest.raises(NotDelivered):
        post(port)


def test_a_receiver_that_is_not_there_is_a_failure() -> None:
    with served(lambda _: None) as port:
        pass
    with pytest.raises(NotDelivered, match="no connection"):
        post(port)


def test_a_name_is_resolved_once_and_the_address_that_was_judged_is_connected_to() -> None:
    """A name that answers with a public address first and with this machine the second time reaches nobody here."""
    reached: list[int] = []
    connected_to: list[str] = []
    answers = iter([["8.8.8.8"], ["127.0.0.1"]])

    def connect(address: tuple[str, int], **_: object) -> socket.socket:
        connected_to.append(address[0])
        raise ConnectionRefusedError

    with served(lambda _: reached.append(1)) as port, pytest.MonkeyPatch.context() as patch:
        patch.setattr("web_service.adapters.webhooks.receiver.socket.create_connection", connect)
        receiver = HttpReceiver(seconds=SECONDS, resolve=lambda *_: next(answers))
        with pytest.raises(NotDelivered, match="no connection"):
            receiver.post(f"https://rebinding.example:{port}/", {}, b"")
        with pytest.raises(NotDelivered, match="not on the public internet"):  # judged anew at each attempt
            receiver.post(f"https://rebinding.example:{port}/", {}, b"")
    assert connected_to == ["8.8.8.8"]
    assert not reached


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f.1", "localhost", "[::1]"])
def test_every_spelling_of_this_machine_is_refused(host: str) -> None:
    with pytest.raises(NotDelivered, match=r"not on the public internet|not known"):
        HttpReceiver(seconds=SECONDS).post(f"https://{host}:1/", {}, b"")


def test_a_name_that_nobody_knows_has_no_address() -> None:
    assert addresses("no-such-name.invalid", 443) == []
    assert addresses(64 * "a" + ".example", 443) == []


@pytest.mark.parametrize(("name", "fault"), [("hooks.example", None), ("other.example", "certificate is not valid")])
def test_the_certificate_must_be_that_of_the_name_though_the_address_is_given(
    tmp_path: Path, name: str, fault: str | None
) -> None:
    file = write_certificate(tmp_path / "receiver.pem", x509.DNSName(name))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    asked: list[str | None] = []
    server.sni_callback = lambda _, sni, __: asked.append(sni)
    with served(lambda connected: connected.sendall(OK), server) as port:
        receiver = HttpReceiver(
            is_loopback_allowed=True,
            seconds=5,
            resolve=lambda *_: ["127.0.0.1"],
            tls=lambda: ssl.create_default_context(cafile=file),
        )
        if fault:
            with pytest.raises(NotDelivered, match=fault):
                receiver.post(f"https://hooks.example:{port}/", {}, BODY)
        else:
            receiver.post(f"https://hooks.example:{port}/", {}, BODY)
    assert asked == ["hooks.example"]
