"""The Contracts API below the site's `/api/contracts`, and at its own address."""

import json
from urllib.parse import urljoin

import pytest

from tests.unit.contracts.api import ask
from tests.unit.contracts.fakes import FakeContracts
from tests.unit.contracts.test_contracts_api import DRAFT

OWN, SITE = "https://a.execute-api.eu-west-1.amazonaws.com/dev", "https://d.cloudfront.net/api/contracts"


@pytest.mark.parametrize("address", [OWN, SITE])
def test_a_new_contract_is_where_location_says(contracts: FakeContracts, address: str) -> None:
    answer = ask("POST", "/contracts", DRAFT)
    location = urljoin(f"{address}/contracts", answer.headers["Location"])
    assert location == f"{address}/contracts/{answer.body['contract_id']}"


@pytest.mark.parametrize("address", [OWN, SITE, "https://contracts.unicorn.example"])
def test_the_description_is_right_at_each_address_that_it_is_served_at(contracts: FakeContracts, address: str) -> None:
    [server] = ask("GET", "/openapi.json", claims=None).body["servers"]
    assert urljoin(f"{address}/openapi.json", server["url"]).rstrip("/") == address


@pytest.mark.parametrize(("path", "begins"), [("/openapi.json", "{"), ("/docs", "<!DOCTYPE html>")])
def test_anyone_may_read_the_description_and_its_page(contracts: FakeContracts, path: str, begins: str) -> None:
    answer = ask("GET", path, claims=None)
    assert answer.status == 200
    assert str(json.dumps(answer.body) if isinstance(answer.body, dict) else answer.body).startswith(begins)
    assert answer.headers["Cache-Control"].startswith("public, max-age=300")
