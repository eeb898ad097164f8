"""The local server of the site renders the customers' pages from the built site and the API that it forwards to."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest

from tests.unit.site.rendered import CITY, HOME, SHELL, card, details
from unicorn_cli.local.ports import choose_port
from unicorn_cli.site import headers
from unicorn_cli.site.server import server

PLACE = {"country": "usa", "name": "USA", "city": "anytown", "listings": 1, "cities": 1}


class FakeApi(BaseHTTPRequestHandler):
    """Answers by path and query."""

    protocol_version = "HTTP/1.1"
    answers: dict[str, tuple[int, Any]]

    def do_GET(self) -> None:
        status, found = self.answers.get(self.path, (404, {}))
        body = json.dumps(found).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Link-Template", '"/published/{+property_id}/{image_id}/{width}.webp"; rel="preview"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def answers() -> dict[str, tuple[int, Any]]:
    search = f"{CITY}?limit=24"
    return {HOME: (200, details()), search: (200, [card()]), "/search": (200, [PLACE]), "/search/usa": (200, [PLACE])}


@pytest.fixture
def site(tmp_path: Path, answers: dict[str, tuple[int, Any]]) -> Iterator[httpx.Client]:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "index.html").write_text(SHELL)
    api, port = choose_port(None), choose_port(None)
    served = {"config": {}, "forwards": {"/api/web": f"http://127.0.0.1:{api}"}, "bucket": "http://127.0.0.1:1/images"}
    (tmp_path / "site.json").write_text(json.dumps(served))
    handler = type("Api", (FakeApi,), {"answers": answers})
    with (
        ThreadingHTTPServer(("127.0.0.1", api), handler) as apis,
        server(tmp_path / "files", tmp_path / "site.json", port) as pages,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=30) as client,
    ):
        for one in (apis, pages):
            Thread(target=one.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield client
        for one in (apis, pages):
            one.shutdown()


def test_a_page_is_rendered_with_the_address_of_the_server_and_the_headers_of_every_page(site: httpx.Client) -> None:
    answer = site.get(HOME, params={"utm_source": "mail"})
    assert answer.status_code == 200
    assert f'<link rel="canonical" href="{site.base_url}{HOME}"' in answer.text
    assert "A sunny cottage." in answer.text
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=0, s-maxage=30, must-revalidate"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert all(answer.headers[name] == value for name, value in headers.SECURITY.items())


def test_a_page_that_has_not_changed_is_not_sent_again(site: httpx.Client, answers: dict[str, tuple[int, Any]]) -> None:
    known = {"If-None-Match": site.get(HOME).headers["ETag"]}
    assert site.get(HOME, headers=known).status_code == 304
    answers[HOME] = (200, details(description="With a new roof."))
    changed = site.get(HOME, headers=known)
    assert (changed.status_code, "With a new roof." in changed.text) == (200, True)


def test_head_has_the_status_and_headers_of_get(site: httpx.Client) -> None:
    for path in (HOME, "/", "/properties/a/b/c/d", "/sitemap.xml"):
        get, head = site.get(path), site.head(path)
        assert (head.status_code, head.content) == (get.status_code, b"")
        assert {**head.headers, "date": ""} == {**get.headers, "date": ""}


def test_the_status_says_that_a_home_is_gone(site: httpx.Client, answers: dict[str, tuple[int, Any]]) -> None:
    answers[HOME] = (404, {"was_public": True})
    assert site.get(HOME).status_code == 410
    answers[HOME] = (404, {})
    known = {"If-None-Match": site.get(HOME).headers["ETag"]}
    assert site.get(HOME, headers=known).status_code == 404


def test_the_next_page_of_a_city_is_read_by_its_cursor(site: httpx.Client, answers: dict[str, tuple[int, Any]]) -> None:
    answers[f"{CITY}?limit=24&cursor=a+b"] = (200, [card("usa/anytown/main-street/112")])
    assert f"{HOME[:-3]}112" in site.get(f"{CITY}?cursor=a%20b").text


def test_while_the_api_is_down_the_page_of_the_script_is_served(
    site: httpx.Client, answers: dict[str, tuple[int, Any]]
) -> None:
    answers[HOME] = (502, {})
    answer = site.get(HOME)
    assert (answer.status_code, answer.text) == (503, SHELL)
    assert answer.headers["Cache-Control"] == "no-store"


def test_no_search_engine_is_to_keep_a_local_site(site: httpx.Client) -> None:
    answer = site.get("/robots.txt")
    assert (answer.status_code, answer.text) == (200, "User-agent: *\nDisallow: /\n")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_sitemaps_are_served_with_their_type(site: httpx.Client) -> None:
    answer = site.get("/sitemap.xml")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/xml; charset=utf-8")
    assert f"{site.base_url}/sitemaps/usa.xml" in answer.text
    assert site.get("/sitemaps/usa/anytown/2-of-1.xml").status_code == 404
