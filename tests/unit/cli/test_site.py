"""How the built site is served on this machine."""

import gzip
import http.client
import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from socket import create_connection
from threading import Thread

import httpx
import pytest

from unicorn_cli.local.ports import choose_port
from unicorn_cli.site import files, headers
from unicorn_cli.site.server import server

CONFIG = {"stage": "local", "live": True}
SERVED = {"config": CONFIG, "forwards": {}, "bucket": "http://127.0.0.1:4566/bucket"}
SCRIPT = b"export const a = 1;" * 100


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "files" / "assets").mkdir(parents=True)
    (tmp_path / "files" / "agent").mkdir()
    (tmp_path / "files" / "index.html").write_text("customers")
    (tmp_path / "files" / "agent" / "index.html").write_text("agents")
    (tmp_path / "files" / "assets" / "customers-ABC.js").write_bytes(SCRIPT)
    (tmp_path / "secret.txt").write_text("not for you")
    (tmp_path / "site.json").write_text(json.dumps(SERVED))
    return tmp_path


@pytest.fixture
def site(folder: Path) -> Iterator[httpx.Client]:
    port = choose_port(None)
    with server(folder / "files", folder / "site.json", port) as serving:
        Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
            yield client
        serving.shutdown()


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/", "/index.html"),
        ("/search/usa/anytown", "/index.html"),
        ("/properties/usa/anytown/main-street/111", "/index.html"),
        ("/agent", "/agent/index.html"),
        ("/agent/listings/usa", "/agent/index.html"),
        ("/agents", "/index.html"),
        ("/live/", "/live/index.html"),
        ("/events", "/events/index.html"),
        ("/events/asyncapi.json", "/events/asyncapi.json"),
        ("/assets/a-1.js", "/assets/a-1.js"),
        ("/config.json", "/config.json"),
    ],
)
def test_a_place_in_a_page_is_answered_with_the_page(path: str, page: str) -> None:
    assert files.page_of(path) == page


def test_a_page_is_served_for_every_address_of_its_area(site: httpx.Client) -> None:
    assert site.get("/search/usa/anytown?sort=price").text == "customers"
    assert site.get("/agent/listings").text == "agents"
    assert site.get("/config.json").json() == CONFIG


def test_every_answer_carries_the_security_headers(site: httpx.Client) -> None:
    for answer in (site.get("/"), site.get("/assets/none.js"), site.post("/"), site.head("/config.json")):
        assert all(answer.headers[name] == value for name, value in headers.SECURITY.items())
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "connect-src 'self' http://127.0.0.1:4566/bucket http://127.0.0.1:4566/bucket/;" in policy


@pytest.mark.parametrize(
    "path",
    ["/../secret.txt", "/%2e%2e/secret.txt", "/assets/../../secret.txt", "//secret.txt", "/./../secret.txt", "*"],
)
def test_no_path_leads_out_of_the_folder(site: httpx.Client, path: str) -> None:
    connection = http.client.HTTPConnection(site.base_url.host, site.base_url.port)  # httpx would tidy the path
    connection.request("GET", path)
    answer = connection.getresponse()
    assert b"not for you" not in answer.read()
    assert answer.status == 404
    connection.close()


def test_only_reading_is_allowed(site: httpx.Client) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH", "TRACE"):
        assert site.request(method, "/").status_code == 501
    head = site.head("/assets/customers-ABC.js")
    assert head.status_code == 200
    assert head.content == b""


def test_what_has_a_hashed_name_is_kept_for_ever_and_a_page_is_asked_for_again(site: httpx.Client) -> None:
    assert "immutable" in site.get("/assets/customers-ABC.js").headers["Cache-Control"]
    page = site.get("/")
    assert page.headers["Cache-Control"] == "no-cache"
    again = site.get("/", headers={"If-None-Match": page.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_text_is_sent_compressed_to_those_who_can_read_it(site: httpx.Client) -> None:
    plain = site.get("/assets/customers-ABC.js", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    zipped = site.get("/assets/customers-ABC.js")
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert zipped.content == plain.content == SCRIPT
    assert int(zipped.headers["Content-Length"]) == len(gzip.compress(SCRIPT, mtime=0))


def test_a_new_build_is_served_without_a_restart(site: httpx.Client, folder: Path) -> None:
    assert site.get("/").text == "customers"
    (folder / "files").rename(folder / "old")
    (folder / "files").mkdir()
    (folder / "files" / "index.html").write_text("newer")
    assert site.get("/").text == "newer"
    assert site.get("/assets/customers-ABC.js").status_code == 404


def test_another_name_for_this_machine_leads_to_the_one_origin(site: httpx.Client) -> None:
    answer = site.get("/search/usa?sort=price", headers={"Host": "localhost:1"})
    assert answer.status_code == 307
    assert answer.headers["Location"] == f"{site.base_url}/search/usa?sort=price".replace("//search", "/search")


def test_connections_that_come_at_once_wait_for_their_turn(folder: Path) -> None:
    port = choose_port(None)
    with ExitStack() as stack:
        serving = stack.enter_context(server(folder / "files", folder / "site.json", port))
        waiting = [stack.enter_context(create_connection(("127.0.0.1", port), timeout=2)) for _ in range(300)]
        Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        for connection in waiting:
            connection.settimeout(20)
            connection.sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        assert [connection.recv(15) for connection in waiting] == [b"HTTP/1.1 200 OK"] * 300
        serving.shutdown()
