"""How the local server of the site forwards requests to the APIs: nothing is lost on the way, and nothing is added."""

import gzip
import http.client
import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import httpx
import pytest

from tests.templates import template
from unicorn_cli.local.ports import choose_port
from unicorn_cli.site.gateway_answers import REFUSALS
from unicorn_cli.site.server import BODY_MAX, SiteServer, server
from unicorn_cli.site.turns import Turns

LONG = json.dumps(["a home"] * 500).encode()


class FakeApi(BaseHTTPRequestHandler):
    """Answers as its test says, and keeps what it was sent."""

    protocol_version = "HTTP/1.1"
    seen: list[dict[str, Any]]
    connections: set[int]
    answers: dict[str, Any]

    def handle_any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        request = {"method": self.command, "target": self.path, "headers": self.headers, "body": body}
        self.seen.append(request)
        self.connections.add(self.client_address[1])
        if (until := self.answers.get("waits_for")) is not None:
            until.wait(10)
        self.send_response(self.answers.get("status", 200))
        content = self.answers.get("body", b"{}")
        for name, value in self.answers.get("headers", {"Content-Type": "application/json"}).items():
            self.send_header(name, value)
        if self.answers.get("status") not in {204, 304}:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = handle_any

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def serving(server: ThreadingHTTPServer) -> Iterator[None]:
    with server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield
        server.shutdown()


@pytest.fixture(scope="module")
def running_api() -> Iterator[type[FakeApi]]:
    handler: type[FakeApi] = type("Api", (FakeApi,), {"seen": [], "connections": set(), "answers": {}})
    handler.server_port = choose_port(None)  # type: ignore[attr-defined]
    with serving(ThreadingHTTPServer(("127.0.0.1", handler.server_port), handler)):  # type: ignore[attr-defined]
        yield handler


@pytest.fixture
def api(running_api: type[FakeApi]) -> type[FakeApi]:
    for known in (running_api.seen, running_api.connections, running_api.answers):
        known.clear()
    return running_api


def site_of(
    folder: Path, address: str, *, prefix: str = "/api/web", timeout: float = 10, turns: Turns | None = None
) -> tuple[SiteServer, int]:
    (folder / "files").mkdir()
    (folder / "files" / "index.html").write_text("page")
    forwards = {"/api/contracts": "http://127.0.0.1:1/none", prefix: address}
    served = {"config": {}, "forwards": forwards, "bucket": "http://127.0.0.1:1/images"}
    (folder / "site.json").write_text(json.dumps(served))
    port = choose_port(None)
    return server(folder / "files", folder / "site.json", port, timeout=timeout, turns=turns), port


@pytest.fixture(scope="module")
def running_site(running_api: type[FakeApi], tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    address = f"http://127.0.0.1:{running_api.server_port}/stage"  # type: ignore[attr-defined]
    found, port = site_of(tmp_path_factory.mktemp("site"), address)
    with serving(found):
        yield port


@pytest.fixture(scope="module")
def running_client(running_site: int) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"http://127.0.0.1:{running_site}", trust_env=False, timeout=60) as client:
        yield client


@pytest.fixture
def site(running_client: httpx.Client, api: type[FakeApi]) -> httpx.Client:
    return running_client


def raw(site: httpx.Client, *lines: str) -> bytes:
    """Send a request as it stands, and return what comes until the server closes the connection."""
    with socket.create_connection((site.base_url.host, site.base_url.port or 0), timeout=10) as connection:
        connection.sendall("\r\n".join(lines).encode("latin-1"))
        return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_method_headers_and_body_arrive(site: httpx.Client, api: type[FakeApi], method: str) -> None:
    sent = {"Authorization": "Bearer t", "If-Match": '"3"', "Idempotency-Key": "k", "X-Correlation-Id": "c"}
    forged = {"X-Forwarded-Prefix": "/elsewhere"}
    site.request(method, "/api/web/things", headers=sent | forged, content=b'{"a": "\xc3\xa9"}')
    [seen] = api.seen
    assert (seen["method"], seen["target"], seen["body"]) == (method, "/stage/things", b'{"a": "\xc3\xa9"}')
    assert {name: seen["headers"][name] for name in sent} == sent
    assert seen["headers"].get_all("X-Forwarded-Prefix") == ["/api/web"]
    assert seen["headers"]["Host"] == f"127.0.0.1:{api.server_port}"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "target",
    [
        "/search/usa?min_price=1&min_price=2&cursor=a%2Fb%3D%3d&empty=&flag",
        "/properties/a%2fb/%C3%9F/c;d/e'f?q=a+b%20c|d&x=[1]",
        "/search//usa/?",
        "/a/../b/./c?next=/api/web/x",
    ],
)
def test_path_and_query_arrive_byte_for_byte(site: httpx.Client, api: type[FakeApi], target: str) -> None:
    connection = http.client.HTTPConnection(site.base_url.host, site.base_url.port)  # httpx would tidy the path
    connection.request("GET", f"/api/web{target}")
    assert connection.getresponse().status == 200
    connection.close()
    assert api.seen[0]["target"] == f"/stage{target}"


def test_an_answer_comes_back_with_its_status_and_headers(site: httpx.Client, api: type[FakeApi]) -> None:
    named = {
        "Content-Type": "application/json",
        "ETag": '"7"',
        "Location": "things/1",
        "Link": '<?limit=2&cursor=x>; rel="next"',
        "Retry-After": "3",
        "Cache-Control": "public, max-age=30",
    }
    api.answers |= {"status": 201, "headers": named, "body": b'{"id": 1}'}
    answer = site.post("/api/web/things?x=1", json={})
    assert (answer.status_code, answer.json()) == (201, {"id": 1})
    assert {name: answer.headers[name] for name in named} == named
    # Both are relative to the request, so they lead to the same prefix.
    assert answer.url.join(answer.headers["Location"]).path == "/api/web/things/1"
    assert answer.url.join("?limit=2&cursor=x").path == "/api/web/things"


@pytest.mark.parametrize("status", [204, 304, 404, 500])
def test_every_status_comes_back(site: httpx.Client, api: type[FakeApi], status: int) -> None:
    api.answers |= {"status": status, "body": b"" if status < 400 else b"{}"}
    assert site.get("/api/web/search").status_code == status
    assert site.get("/api/web/search").status_code == status  # the connection is still usable


def test_a_redirect_is_for_the_caller(site: httpx.Client, api: type[FakeApi]) -> None:
    api.answers |= {"status": 302, "headers": {"Location": "https://elsewhere.test/"}}
    answer = site.get("/api/web/x")
    assert (answer.status_code, answer.headers["Location"]) == (302, "https://elsewhere.test/")


def test_headers_of_one_connection_stay_on_it(site: httpx.Client, api: type[FakeApi]) -> None:
    api.answers["headers"] = {
        "Connection": "X-Secret, close",
        "X-Secret": "1",
        "Keep-Alive": "timeout=1",
        "X-Kept": "1",
    }
    mine = {"Connection": "keep-alive, X-Mine", "X-Mine": "1", "TE": "trailers", "Upgrade": "h2c", "X-Kept": "2"}
    answer = site.get("/api/web/x", headers=mine)
    assert answer.headers["X-Kept"] == "1"
    assert not {"X-Secret", "Keep-Alive"}.intersection(answer.headers)
    [seen] = api.seen
    assert seen["headers"]["X-Kept"] == "2"
    assert not [name for name in ("X-Mine", "TE", "Upgrade") if name in seen["headers"]]


def test_connections_to_the_api_are_used_again(site: httpx.Client, api: type[FakeApi]) -> None:
    for _ in range(5):
        site.get("/api/web/x")
    assert len(api.seen) == 5
    assert len(api.connections) == 1


def test_a_cookie_of_one_caller_is_not_sent_for_another(site: httpx.Client, api: type[FakeApi]) -> None:
    api.answers["headers"] = {"Set-Cookie": "a=1"}
    site.get("/api/web/x")
    raw(site, "GET /api/web/x HTTP/1.1", f"Host: {site.base_url.netloc.decode()}", "Connection: close", "", "")
    site.cookies.clear()
    assert "Cookie" not in api.seen[1]["headers"]


def test_json_is_compressed_for_those_who_can_read_it(site: httpx.Client, api: type[FakeApi]) -> None:
    api.answers |= {"body": LONG, "headers": {"Content-Type": "application/json", "ETag": '"7"'}}
    plain = site.get("/api/web/x", headers={"Accept-Encoding": "identity"})
    assert (plain.content, plain.headers["ETag"], plain.headers.get("Content-Encoding")) == (LONG, '"7"', None)
    zipped = site.get("/api/web/x")
    assert (zipped.content, zipped.headers["ETag"], zipped.headers["Content-Encoding"]) == (LONG, 'W/"7"', "gzip")
    assert int(zipped.headers["Content-Length"]) == len(gzip.compress(LONG, mtime=0)) < len(LONG)
    assert "Accept-Encoding" not in api.seen[1]["headers"]


def test_the_tag_of_an_agents_version_stays_one_that_a_change_can_name(site: httpx.Client, api: type[FakeApi]) -> None:
    agents = {"Content-Type": "application/json", "ETag": '"7"', "Cache-Control": "no-store"}
    api.answers |= {"body": LONG, "headers": agents}
    answer = site.get("/api/web/agent/listings/usa/anytown/main-street/111")
    assert (answer.content, answer.headers["ETag"], answer.headers.get("Content-Encoding")) == (LONG, '"7"', None)


@pytest.mark.parametrize(
    ("kind", "body"), [("application/json", b"{}"), ("image/png", LONG), ("application/problem+json", LONG)]
)
def test_what_cloudfront_would_not_compress_is_sent_as_it_is(
    site: httpx.Client, api: type[FakeApi], kind: str, body: bytes
) -> None:
    api.answers |= {"body": body, "headers": {"Content-Type": kind}}
    answer = site.get("/api/web/x")
    assert (answer.content, answer.headers.get("Content-Encoding")) == (body, None)


def test_a_head_request_has_no_body(site: httpx.Client, api: type[FakeApi]) -> None:
    answer = site.head("/api/web/x")
    assert (answer.status_code, answer.content, api.seen[0]["method"]) == (200, b"", "HEAD")


@pytest.mark.parametrize(("body", "accepted"), [(b"{}", "gzip"), (LONG, "identity"), (LONG, "gzip")])
def test_a_head_request_is_answered_with_the_headers_of_its_get(
    site: httpx.Client, api: type[FakeApi], body: bytes, accepted: str
) -> None:
    api.answers |= {"body": body, "headers": {"Content-Type": "application/json", "ETag": '"a"'}}
    get, head = (site.request(m, "/api/web/x", headers={"Accept-Encoding": accepted}) for m in ("GET", "HEAD"))
    compared = {*get.headers} - {"date"} - ({"content-length"} if "Content-Encoding" in get.headers else set())
    assert {name: head.headers.get(name) for name in compared} == {name: get.headers[name] for name in compared}


@pytest.mark.parametrize("kind", REFUSALS)
def test_a_refusal_of_the_local_gateway_is_that_of_the_deployed_one(
    site: httpx.Client, api: type[FakeApi], kind: str
) -> None:
    headers = {"Content-Type": "application/json", "x-amzn-ErrorType": kind, "x-amzn-requestid": "its-id"}
    api.answers |= {"status": 403, "body": b'{"message":"no"}', "headers": headers}
    answer = site.get("/api/web/x")
    found = answer.json()
    assert (answer.status_code, answer.headers["Content-Type"]) == (found["status"], "application/problem+json")
    assert found.pop("correlation_id") == "its-id"
    responses = template("unicorn_web")["Resources"]["WebApi"]["Properties"]["GatewayResponses"].values()
    [deployed] = [one for one in responses if one.get("StatusCode") == found["status"]][:1]
    expected = json.loads(deployed["ResponseTemplates"]["application/json"])
    assert found | {"correlation_id": "$context.requestId", "title": expected["title"]} == expected
    retry_after = deployed["ResponseParameters"]["Headers"].get("Retry-After", "").strip("'")
    assert answer.headers.get("Retry-After", "") == retry_after


def test_an_api_that_is_down_is_a_problem(site: httpx.Client) -> None:
    answer = site.get("/api/contracts/contracts", headers={"X-Correlation-Id": "mine"})
    problem = answer.json()
    assert (answer.status_code, answer.headers["Content-Type"]) == (502, "application/problem+json")
    assert (problem["type"], problem["status"]) == ("https://unicorn.properties/problems/api-unreachable", 502)
    assert problem["correlation_id"] == "mine"


def test_an_api_that_is_slow_is_a_problem(api: type[FakeApi], tmp_path: Path) -> None:
    api.answers["waits_for"] = answered = Event()
    found, port = site_of(tmp_path, f"http://127.0.0.1:{api.server_port}", timeout=0.1)  # type: ignore[attr-defined]
    with serving(found):
        answer = httpx.get(f"http://127.0.0.1:{port}/api/web/x", trust_env=False)
        answered.set()
    assert (answer.status_code, answer.json()["status"]) == (504, 504)


def test_a_body_is_bounded(site: httpx.Client, api: type[FakeApi]) -> None:
    host = f"Host: {site.base_url.netloc.decode()}"
    much = raw(site, "POST /api/web/x HTTP/1.1", host, f"Content-Length: {BODY_MAX + 1}", "", "")
    assert much.startswith(b"HTTP/1.1 413 ")
    assert b"problems/too-large" in much
    assert site.post("/api/web/x", content=bytes(BODY_MAX)).status_code == 200
    assert len(api.seen) == 1


@pytest.mark.parametrize("length", ["Transfer-Encoding: chunked", "Content-Length: -1", "Content-Length: many"])
def test_a_body_without_its_length_is_refused(site: httpx.Client, api: type[FakeApi], length: str) -> None:
    host = f"Host: {site.base_url.netloc.decode()}"
    answer = raw(site, "POST /api/web/x HTTP/1.1", host, length, "", "2", "{}", "0", "", "")
    assert answer.startswith(b"HTTP/1.1 411 ")
    assert answer.count(b"HTTP/1.1") == 1  # the body is not taken for the next request
    assert api.seen == []


def test_an_address_that_is_not_encoded_is_a_problem(site: httpx.Client, api: type[FakeApi]) -> None:
    host = f"Host: {site.base_url.netloc.decode()}"
    assert raw(site, "GET /api/web/\xdf HTTP/1.1", host, "Connection: close", "", "").startswith(b"HTTP/1.1 400 ")
    assert api.seen == []


@pytest.mark.parametrize("path", ["/api/webs/x", "/api/web", "/api", "/x/api/web/y", "/API/web/x"])
def test_what_is_not_below_a_prefix_belongs_to_the_pages(site: httpx.Client, api: type[FakeApi], path: str) -> None:
    assert site.get(path).text == "page"
    assert site.post(path).status_code == 501
    assert api.seen == []


def test_another_name_for_this_machine_reaches_no_api(site: httpx.Client, api: type[FakeApi]) -> None:
    answer = site.post("/api/web/x", headers={"Host": "other.test"}, content=b"{}")
    assert (answer.status_code, answer.headers["Location"]) == (307, f"{site.base_url}/api/web/x")
    assert api.seen == []


def test_images_come_from_the_bucket_as_they_are(api: type[FakeApi], tmp_path: Path) -> None:
    image = bytes(range(256)) * 100
    api.answers |= {"body": image, "headers": {"Content-Type": "image/webp", "Cache-Control": "immutable"}}
    found, port = site_of(tmp_path, f"http://127.0.0.1:{api.server_port}/bucket/published", prefix="/published")  # type: ignore[attr-defined]
    with serving(found):
        answer = httpx.get(f"http://127.0.0.1:{port}/published/usa/a/1/800.webp", trust_env=False)
    assert (answer.content, answer.headers["Cache-Control"]) == (image, "immutable")
    assert api.seen[0]["target"] == "/bucket/published/usa/a/1/800.webp"
