"""The description of the Web API, held against its code."""

import json

import pytest
from web_service.api.described import API
from web_service.api.search.queries import PARAMETERS

from apis.tools import openapi
from tests.apigateway import STAGE
from tests.unit.web.api import FUNCTIONS, ask, routes
from tests.unit.web.fakes import FakeListings
from unicorn_kit.openapi import document

UNDESCRIBED = {"GET /openapi.json", "GET /docs"}


def test_every_route_of_the_code_is_described_and_every_described_one_is_there() -> None:
    answered = {f"{verb} {path}" for function in FUNCTIONS for verb, path in routes(function)}
    preflights = {route for route in answered if route.startswith("OPTIONS ")}
    described = {f"{m.upper()} {path}" for path, methods in document(API, "/")["paths"].items() for m in methods}
    assert answered - preflights - UNDESCRIBED == described


def test_agents_routes_need_a_token_and_no_others_do() -> None:
    public = {(route.path, route.method.lower()) for route in API.routes if route.access != "agent"}
    for path, methods in document(API, "/")["paths"].items():
        for method, operation in methods.items():
            assert (operation.get("security") == []) == ((path, method) in public)
            assert ("401" in operation["responses"]) == ((path, method) not in public)


def test_every_parameter_of_a_search_is_described() -> None:
    searches = [route for route in API.routes if route.path.startswith("/search/{country}/{city}")]
    assert searches
    for search in searches:
        assert {p["name"] for p in search.parameters if p["in"] == "query"} == set(PARAMETERS)


def test_the_description_and_its_page_are_served_to_anyone(listings: FakeListings) -> None:
    told = ask("GET", "/openapi.json", claims=None)
    assert told.body == json.loads(json.dumps(document(API, f"/{STAGE}")))
    page = ask("GET", "/docs", claims=None)
    assert page.headers["Content-Type"].startswith("text/html")
    assert "Unicorn Web" in page.body
    assert "<script src=" not in page.body
    assert "<link" not in page.body


@pytest.mark.parametrize("api", openapi.APIS)
def test_a_description_is_printed_without_aws(api: str, capsys: pytest.CaptureFixture[str]) -> None:
    openapi.main([api])
    assert json.loads(capsys.readouterr().out)["openapi"] == "3.1.0"


def test_an_unknown_api_is_refused_with_those_there_are() -> None:
    with pytest.raises(SystemExit, match=r"contracts\|web"):
        openapi.main(["rockets"])
