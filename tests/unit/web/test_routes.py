"""The template and the functions have the same routes."""

import subprocess
import sys
from importlib import import_module
from typing import Any

import pytest
from web_service.handlers import description_api

from tests.templates import template
from tests.unit.web.api import FUNCTIONS, routes

RESOURCES: dict[str, dict[str, Any]] = template("unicorn_web")["Resources"]
HOME = "/properties/{country}/{city}/{street}/{number}"
ROUTING = [function for function in FUNCTIONS if function is not description_api]  # which describes all of them
PUBLIC = {
    *("GET /search", f"GET {HOME}", "GET /openapi.json", "GET /docs", "GET /reso/property", "GET /search-suggestions"),
    "GET /search-map",
    *(f"POST {HOME}/enquiries", f"GET {HOME}/enquiries/{{enquiry_id}}"),
    *(f"GET {HOME}/viewings", f"POST {HOME}/viewings"),
    *(f"{method} {HOME}/viewings/{{viewing_id}}" for method in ("GET", "PATCH", "DELETE")),
    *("POST /saved-searches", "GET /saved-searches/{search_id}", "DELETE /saved-searches/{search_id}"),
    *("PUT /saved-searches/{search_id}/confirmation", "POST /saved-searches/{search_id}/unsubscribe"),
}


def events(handler: str) -> list[dict[str, Any]]:
    """Return the API events of the function with this handler."""
    functions = [r["Properties"] for r in RESOURCES.values() if r["Type"] == "AWS::Serverless::Function"]
    (function,) = [properties for properties in functions if properties["Handler"] == handler]
    return [event["Properties"] for event in function["Events"].values()]


def deployed(handler: str) -> set[str]:
    return {f"{event['Method']} {event['Path']}" for event in events(handler)}


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__.rpartition(".")[2])
def test_a_function_has_exactly_the_routes_of_the_template(function: Any) -> None:
    assert deployed(f"{function.__name__}.handler") == {f"{verb} {path}" for verb, path in routes(function)}


def test_only_public_routes_need_no_token() -> None:
    for function in FUNCTIONS:
        for event in events(f"{function.__name__}.handler"):
            route = f"{event['Method']} {event['Path']}"
            is_open = event.get("Auth") == {"Authorizer": "NONE"}
            read = route.replace("HEAD ", "GET ")
            is_public = read in PUBLIC or read.startswith(("GET /search/", "GET /search-homes/", "GET /live/"))
            assert is_open == is_public, route


@pytest.mark.slow  # starts an interpreter for each function
@pytest.mark.parametrize("function", ROUTING, ids=lambda function: function.__name__.rpartition(".")[2])
def test_a_function_imports_no_routes_of_which_it_answers_none(function: Any) -> None:
    code = f"import sys, {function.__name__}; print(*(name for name in sys.modules if name.endswith('.routes')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    own = list(function.API.routes_of(function.__name__))
    for name in done.stdout.split():
        assert name == "unicorn_kit.routes" or any(route in own for route in import_module(name).ROUTES), name
