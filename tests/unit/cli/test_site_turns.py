"""The local server of the site bounds the requests that the engine gets at once; a stand-in for the engine counts."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

import httpx
import pytest

from tests.unit.cli.test_site_forwarding import serving, site_of
from unicorn_cli.local.system import PROJECT
from unicorn_cli.site import turns as module
from unicorn_cli.site.turns import Turns
from unicorn_cli.terminal.waiting import eventually
from unicorn_kit.problems import Problem

AT_ONCE = 2
FOREVER = 20.0


class Engine(BaseHTTPRequestHandler):
    """Answers when `may_answer` is set, and counts the requests that it has at once."""

    may_answer: Event
    lock: Lock
    now: list[int]

    def do_GET(self) -> None:
        with self.lock:
            self.now.append(self.now[-1] + 1)
        self.may_answer.wait(FOREVER)
        with self.lock:
            self.now.append(self.now[-1] - 1)
        if self.path.endswith("/breaks"):
            return  # no answer: the connection closes
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


class Page:
    """Sends requests to the site at once, each on a connection of its own."""

    def __init__(self, client: httpx.Client, pool: ThreadPoolExecutor) -> None:
        self._client, self._pool = client, pool

    def sends(self, number: int, path: str = "/search") -> list[Future[httpx.Response]]:
        return [self._pool.submit(self._client.get, f"/api/web{path}") for _ in range(number)]


@pytest.fixture
def engine() -> Iterator[type[Engine]]:
    known = {"may_answer": Event(), "lock": Lock(), "now": [0]}
    handler: type[Engine] = type("StandIn", (Engine,), known)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        handler.port = server.server_port  # type: ignore[attr-defined]
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield handler
        handler.may_answer.set()
        server.shutdown()


@contextmanager
def page(engine: type[Engine], folder: Path, *, wait: float) -> Iterator[Page]:
    address = f"http://127.0.0.1:{engine.port}"  # type: ignore[attr-defined]
    site, port = site_of(folder, address, timeout=FOREVER, turns=Turns(at_once=AT_ONCE, wait=wait))
    client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=FOREVER, trust_env=False)
    with serving(site), client, ThreadPoolExecutor(20) as pool:
        try:
            yield Page(client, pool)
        finally:
            engine.may_answer.set()


def test_others_wait_for_their_turn_and_are_answered(engine: type[Engine], tmp_path: Path) -> None:
    with page(engine, tmp_path, wait=FOREVER) as customer:
        answers = customer.sends(12)
        assert eventually(lambda: engine.now[-1] == AT_ONCE, every=0.01)
        engine.may_answer.set()
        assert [answer.result().status_code for answer in answers] == [200] * 12
    assert max(engine.now) == AT_ONCE
    assert len(engine.now) == 1 + 2 * 12


def test_who_waits_too_long_is_told_when_to_come_back(engine: type[Engine], tmp_path: Path) -> None:
    with page(engine, tmp_path, wait=0.01) as customer:
        first = customer.sends(AT_ONCE)
        assert eventually(lambda: engine.now[-1] == AT_ONCE, every=0.01)
        [late] = customer.sends(1)
        answer = late.result()
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")
        assert answer.headers["Content-Type"] == "application/problem+json"
        problem = answer.json()
        assert problem["type"] == "https://unicorn.properties/problems/too-many-requests"
        assert (problem["title"], problem["status"]) == ("Too Many Requests", 429)
        assert problem["detail"] == "Wait a second and send the request again."
        engine.may_answer.set()
        assert [answer.result().status_code for answer in first] == [200] * AT_ONCE
        assert customer.sends(1)[0].result().status_code == 200
    assert max(engine.now) == AT_ONCE


def test_a_request_without_an_answer_gives_its_turn_back(engine: type[Engine], tmp_path: Path) -> None:
    engine.may_answer.set()
    with page(engine, tmp_path, wait=FOREVER) as customer:
        broken = [one.result().status_code for one in customer.sends(AT_ONCE * 3, "/breaks")]
        assert broken == [502] * AT_ONCE * 3
        assert customer.sends(1)[0].result().status_code == 200


def test_each_refusal_is_a_problem_of_its_own() -> None:
    """A raised one refers to the request that it belongs to, and would keep it."""
    turns = Turns(at_once=1, wait=0)
    refused: list[Problem] = []
    with turns.turn():
        for _ in range(2):
            with pytest.raises(Problem) as error, turns.turn():
                pass
            refused.append(error.value)
    assert refused[0] is not refused[1]


def test_the_documented_bound_is_the_one_that_holds() -> None:
    documented = (PROJECT / "docs" / "limits.md").read_text()
    assert f"{module.AT_ONCE} requests at once" in documented
    assert f"wait up to {module.WAIT:.0f} s" in documented
