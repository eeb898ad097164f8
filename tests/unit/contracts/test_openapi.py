"""The OpenAPI document of the Contracts API agrees with its table and its template."""

import json

from contracts_service.api.routes import API

from tests.templates import template
from tests.unit.contracts.api import ask
from tests.unit.contracts.fakes import FakeContracts
from tests.unit.kit.test_openid import SIGN_IN
from unicorn_kit.description import with_sign_in
from unicorn_kit.openapi import document

UNDESCRIBED = {("GET", "/openapi.json"), ("GET", "/docs")}


def described() -> set[tuple[str, str]]:
    return {(method.upper(), path) for path, methods in document(API)["paths"].items() for method in methods}


def test_every_route_of_the_code_is_described() -> None:
    assert {(route.method, route.path) for route in API.routes} - UNDESCRIBED == described()


def test_every_route_of_the_template_is_described_and_every_described_one_is_deployed() -> None:
    events = template("unicorn_contracts")["Resources"]["ContractsContractsApi"]["Properties"]["Events"].values()
    deployed = {(e["Properties"]["Method"], e["Properties"]["Path"]) for e in events}
    assert {row for row in deployed if row[0] != "HEAD"} - UNDESCRIBED == described()


def test_the_description_and_its_page_are_served(contracts: FakeContracts) -> None:
    assert ask("GET", "/openapi.json").body == json.loads(json.dumps(with_sign_in(document(API), SIGN_IN)))
    page = ask("GET", "/docs")
    assert page.headers["Content-Type"].startswith("text/html")
    assert "Unicorn Contracts" in page.body
    assert "<script src=" not in page.body
    assert page.body.count("<link") == page.body.count('<link rel="icon" href="data:,">')
