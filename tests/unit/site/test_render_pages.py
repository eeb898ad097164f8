"""The function behind the distribution that renders pages."""

from collections.abc import Callable
from http.client import HTTPException, RemoteDisconnected
from typing import Any

import pytest
from site_service import https
from site_service.handlers import render_pages
from site_service.origin import Answer, Unavailable

from tests.unit.site.rendered import CITY, HOME, FakeOrigin, card, of_homes

HOST = "d1.cloudfront.net"


def event(path: str, *, method: str = "GET", host: str = HOST, **query: str) -> dict[str, Any]:
    """Return an event of a function's URL, of format 2.0."""
    http = {"method": method, "path": path}
    return {
        "version": "2.0",
        "rawPath": path,
        "headers": {"x-forwarded-host": host, "host": "x.lambda-url.eu-west-1.on.aws"},
        "requestContext": {"http": http},
        **({"queryStringParameters": query} if query else {}),
    }


@pytest.fixture
def origins(monkeypatch: pytest.MonkeyPatch) -> dict[str, FakeOrigin]:
    """The origins that the function finds, by host."""
    found = {HOST: of_homes(card())}
    monkeypatch.setattr(render_pages, "origin", lambda host: found[host])
    return found


def test_a_page_names_the_host_by_which_it_was_asked_for(origins: dict[str, FakeOrigin]) -> None:
    answer = render_pages.handler(event(HOME), None)
    assert answer["statusCode"] == 200
    assert answer["headers"]["Content-Type"] == "text/html; charset=utf-8"
    assert answer["headers"]["Cache-Control"] == "public, max-age=0, s-maxage=30, must-revalidate"
    assert f'rel="canonical" href="https://{HOST}{HOME}"' in answer["body"]


def test_a_cursor_is_passed_on(origins: dict[str, FakeOrigin]) -> None:
    render_pages.handler(event(CITY, cursor="a b"), None)
    assert "/api/web/search/usa/anytown?limit=24&cursor=a+b" in origins[HOST].asked


def test_what_was_typed_into_the_search_box_is_passed_on(origins: dict[str, FakeOrigin]) -> None:
    render_pages.handler(event("/search/", q="a b"), None)
    assert origins[HOST].asked == ["/api/web/search-suggestions?q=a%20b"]


def test_head_is_answered_as_get_without_a_body(origins: dict[str, FakeOrigin]) -> None:
    get, head = (render_pages.handler(event(HOME, method=method), None) for method in ("GET", "HEAD"))
    assert head == get | {"body": ""}


@pytest.mark.parametrize("host", ["", "localhost", "a b.c", "evil.example/x?", "169.254.169.254:80", "A.B\nC"])
def test_what_is_no_host_of_a_site_is_not_read(origins: dict[str, FakeOrigin], host: str) -> None:
    assert render_pages.handler(event(HOME, host=host), None)["statusCode"] == 400


def test_an_error_is_logged_for_the_alarm_and_shows_nothing_internal(
    origins: dict[str, FakeOrigin], capsys: pytest.CaptureFixture[str]
) -> None:
    origins[HOST].answers[HOME] = {"unexpected": True}
    answer = render_pages.handler(event(HOME), None)
    assert (answer["statusCode"], answer["body"]) == (500, "Internal Server Error\n")
    assert '"level":"ERROR"' in capsys.readouterr().out


def test_without_a_published_site_nothing_is_rendered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeOrigin, "get", lambda _origin, _path: Answer(404, b""))
    monkeypatch.setattr(render_pages, "origin", lambda _host: FakeOrigin())
    answer = render_pages.handler(event("/"), None)
    assert (answer["statusCode"], answer["headers"]["Cache-Control"]) == (503, "no-store")


class Connection:
    """Stands in for a connection: gives one outcome for each request."""

    def __init__(self, outcomes: list[Any]) -> None:
        self.outcomes, self.asked, self.closed = outcomes, [], 0  # type: ignore[var-annotated]

    def request(self, method: str, path: str, headers: dict[str, str]) -> None:
        self.asked.append((method, path))

    def getresponse(self) -> Any:
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def close(self) -> None:
        self.closed += 1


class Found:
    status = 200
    headers = {"Link": "l"}  # noqa: RUF012

    @staticmethod
    def read() -> bytes:
        return b"body"


@pytest.fixture
def origin_with(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[https.Origin, Connection]]:
    def make(*outcomes: Any) -> tuple[https.Origin, Connection]:
        connection = Connection(list(outcomes))
        monkeypatch.setattr(https, "HTTPSConnection", lambda _host, **_: connection)
        return https.Origin(HOST), connection

    return make


def test_an_idle_connection_that_was_ended_is_made_anew(origin_with: Callable[..., Any]) -> None:
    origin, connection = origin_with(RemoteDisconnected("idle"), Found)
    assert origin.get("/a?b=c") == Answer(200, b"body", "l")
    assert connection.asked == [("GET", "/a?b=c")] * 2
    assert connection.closed == 1


@pytest.mark.parametrize(
    ("outcomes", "asked"), [([OSError("x"), HTTPException("y")], 2), ([TimeoutError("slow"), Found], 1)]
)
def test_an_origin_that_does_not_answer_is_unavailable(
    origin_with: Callable[..., Any], outcomes: list[Any], asked: int
) -> None:
    origin, connection = origin_with(*outcomes)
    with pytest.raises(Unavailable):
        origin.get("/a")
    assert len(connection.asked) == asked
