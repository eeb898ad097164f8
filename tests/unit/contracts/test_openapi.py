"""The description of the Contracts API, held against its code and its template, and hostile requests made from it."""

import json
import re
from typing import Any

import pytest
from contracts_service.handlers import contracts_api
from contracts_service.handlers.openapi import document
from contracts_service.handlers.operations import OPERATIONS

from tests.templates import template
from tests.unit.contracts.api import ask
from tests.unit.contracts.fakes import FakeContracts

UNDESCRIBED = {("GET", "/openapi.json"), ("GET", "/docs")}


def described() -> set[tuple[str, str]]:
    return {(method.upper(), path) for path, methods in document("/")["paths"].items() for method in methods}


def test_every_route_of_the_code_is_described(contracts: FakeContracts) -> None:
    routes = {(r.method, re.sub(r"<(\w+)>", r"{\1}", r.path)) for r in contracts_api.app()._static_routes}
    routes |= {(r.method, re.sub(r"<(\w+)>", r"{\1}", r.path)) for r in contracts_api.app()._dynamic_routes}
    assert routes - UNDESCRIBED == described()


def test_every_route_of_the_template_is_described_and_every_described_one_is_deployed() -> None:
    events = template("unicorn_contracts")["Resources"]["ContractsContractsApi"]["Properties"]["Events"].values()
    deployed = {(e["Properties"]["Method"], e["Properties"]["Path"]) for e in events}
    preflights = {(method, path) for method, path in deployed if method == "OPTIONS"}
    assert deployed - UNDESCRIBED - preflights == described()
    # trap 23: API Gateway picks the path first, so a path without an OPTIONS of its own has no preflight
    assert {path for _, path in preflights} == {path for _, path in deployed - preflights}


def test_the_description_and_its_page_are_served(contracts: FakeContracts) -> None:
    assert ask("GET", "/openapi.json").body == json.loads(json.dumps(document("/local")))
    page = ask("GET", "/docs")
    assert page.headers["Content-Type"].startswith("text/html")
    assert "Unicorn Contracts" in page.body
    assert "<script src=" not in page.body
    assert "<link" not in page.body


CHECKED_AT_THE_DOOR = ("type", "format", "enum", "minLength", "maxLength", "required")


def plain(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """Return a schema of OpenAPI 3.1 as 3.0 says it, with what API Gateway is asked to check."""
    if "$ref" in schema:
        return plain(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    if "anyOf" in schema:  # X or null
        (given,) = (option for option in schema["anyOf"] if option.get("type") != "null")
        return plain(given, definitions) | {"nullable": True}
    kept: dict[str, Any] = {name: schema[name] for name in CHECKED_AT_THE_DOOR if name in schema}
    if "properties" in schema:
        kept["additionalProperties"] = schema.get("additionalProperties", True)
        kept["properties"] = {name: plain(part, definitions) for name, part in schema["properties"].items()}
    return kept


@pytest.mark.parametrize("model", ["DraftContract", "MoveContract", "ChangeContract"])
def test_the_door_checks_what_the_description_says(model: str) -> None:
    resources = template("unicorn_contracts")["Resources"]
    schemas = document("/")["components"]["schemas"]
    assert resources["ContractsApi"]["Properties"]["Models"][model] == plain(schemas[model], schemas)


def test_every_route_that_takes_a_body_has_its_model_at_the_door() -> None:
    events = template("unicorn_contracts")["Resources"]["ContractsContractsApi"]["Properties"]["Events"].values()
    at_the_door = {
        (e["Properties"]["Method"].lower(), e["Properties"]["Path"]): e["Properties"]["RequestModel"]["Model"]
        for e in events
        if "RequestModel" in e["Properties"]
    }
    assert at_the_door == {(o.method, o.path): o.body.__name__ for o in OPERATIONS if o.body}
