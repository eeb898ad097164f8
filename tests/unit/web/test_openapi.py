"""The OpenAPI document of the Web API matches its code."""

import json

import pytest
from web_service.api.described import API
from web_service.api.search.queries import MAP_PARAMETERS, PARAMETERS

from apis.tools import openapi
from tests.unit.kit.test_openid import SIGN_IN
from tests.unit.web.api import FUNCTIONS, ask, routes
from tests.unit.web.fakes import FakeListings
from unicorn_kit.description import with_sign_in
from unicorn_kit.openapi import document

UNDESCRIBED = {"GET /openapi.json", "GET /docs"}


def test_the_openapi_document_has_exactly_the_routes_of_the_code() -> None:
    answered = {f"{verb} {path}" for function in FUNCTIONS for verb, path in routes(function) if verb != "HEAD"}
    described = {f"{m.upper()} {path}" for path, methods in document(API)["paths"].items() for m in methods}
    assert answered - UNDESCRIBED == described


def test_only_agents_routes_need_a_token() -> None:
    public = {(route.path, route.method.lower()) for route in API.routes if route.access != "agent"}
    for path, methods in document(API)["paths"].items():
        for method, operation in methods.items():
            assert (operation.get("security") == []) == ((path, method) in public)
            assert ("401" in operation["responses"]) == ((path, method) not in public)


def test_every_search_parameter_is_in_the_openapi_document() -> None:
    searches = [route for route in API.routes if route.answer == ".api.search.answers.Card"]
    assert {route.path for route in searches} > {"/search-homes/{country}", "/search-map"}
    for search in searches:
        known = MAP_PARAMETERS if search.path == "/search-map" else PARAMETERS
        assert {p["name"] for p in search.parameters if p["in"] == "query"} == set(known)


def test_the_openapi_document_and_its_page_are_public(listings: FakeListings) -> None:
    response = ask("GET", "/openapi.json", claims=None)
    assert response.body == json.loads(json.dumps(with_sign_in(document(API), SIGN_IN)))
    page = ask("GET", "/docs", claims=None)
    assert page.headers["Content-Type"].startswith("text/html")
    assert "Unicorn Web" in page.body
    assert "<script src=" not in page.body
    assert page.body.count("<link") == page.body.count('<link rel="icon" href="data:,">')


@pytest.mark.parametrize("api", openapi.APIS)
def test_the_openapi_document_can_be_printed_without_aws(api: str, capsys: pytest.CaptureFixture[str]) -> None:
    openapi.main([api])
    assert json.loads(capsys.readouterr().out)["openapi"] == "3.1.0"


def test_an_unknown_api_is_an_error_that_lists_the_known_ones() -> None:
    with pytest.raises(SystemExit, match=r"contracts\|web"):
        openapi.main(["rockets"])
