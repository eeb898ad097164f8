"""The request examples of docs/requests have each route of both APIs, and no other."""

import re

import pytest

from apis.tools.openapi import APIS, table
from tests.templates import PROJECT

STORY = (PROJECT / "docs" / "requests" / "story.http").read_text()
REQUEST = re.compile(r"^(GET|POST|PUT|PATCH|DELETE) \{\{site\}\}/api/(\w+)(/[^?\s]*)", re.MULTILINE)
ROUTES = [(api, route.method, route.path) for api in APIS for route in table(api).routes]


def sent() -> set[tuple[str, str, str]]:
    """Return API, method and path of each request, a value in the place of each variable."""
    found = REQUEST.findall(STORY.replace("{{house}}", "usa/requestville/example-street/1"))
    return {(api, method, re.sub(r"\{\{.*?\}\}", "1", path)) for method, api, path in found}


def is_of(request: tuple[str, str, str], route: tuple[str, str, str]) -> bool:
    pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(route[2]))
    return request[:2] == route[:2] and re.fullmatch(pattern, request[2]) is not None


@pytest.mark.parametrize("route", ROUTES, ids=" ".join)
def test_each_route_is_in_the_request_examples(route: tuple[str, str, str]) -> None:
    assert any(is_of(request, route) for request in sent())


def test_every_request_example_is_of_a_route() -> None:
    assert [request for request in sent() if not any(is_of(request, route) for route in ROUTES)] == []
