"""Public reads answer HEAD as GET; so do both APIs' descriptions. The gateway sends the headers alone."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.unit.contracts.api import ask as ask_contracts
from tests.unit.web.api import ask as ask_web
from tests.unit.web.fakes import HOUSE, FakeListings
from tests.unit.web.test_search_api import published

READS = [
    *[(ask_web, path) for path in ("/search", "/search/usa", "/search/usa/anytown", f"/properties/{HOUSE}")],
    *[
        (ask_web, path)
        for path in (
            "/properties/usa/anytown/main-street/9",
            "/search/usa?limit=0",
            "/search-suggestions?q=any",
            "/search-map?bbox=0,0,1,1",
        )
    ],
    *[(ask, path) for ask in (ask_web, ask_contracts) for path in ("/openapi.json", "/docs")],
]
Ask = Callable[..., Any]


@pytest.mark.parametrize(("ask", "path"), READS)
def test_a_head_is_answered_as_a_get(listings: FakeListings, ask: Ask, path: str) -> None:
    published(listings)
    get, head = (ask(method, path, claims=None) for method in ("GET", "HEAD"))
    assert head.status == get.status
    assert head.headers | {"X-Correlation-Id": ""} == get.headers | {"X-Correlation-Id": ""}


def test_a_head_knows_what_its_caller_has(listings: FakeListings) -> None:
    published(listings)
    tag = ask_web("HEAD", "/search/usa/anytown", claims=None).headers["ETag"]
    assert ask_web("HEAD", "/search/usa/anytown", claims=None, headers={"If-None-Match": tag}).status == 304


@pytest.mark.parametrize("path", ["/properties", f"/properties/{HOUSE}/publication", f"/agent/listings/{HOUSE}"])
def test_what_is_an_agents_has_no_head(listings: FakeListings, path: str) -> None:
    assert ask_web("HEAD", path).status == 404
