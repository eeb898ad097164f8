"""The Contracts API below the site's `/api/contracts`, and at its own address."""

from urllib.parse import urljoin

import pytest

from tests.unit.contracts.api import ask
from tests.unit.contracts.fakes import FakeContracts
from tests.unit.contracts.test_contracts_api import DRAFT

OWN, SITE = "https://a.execute-api.eu-west-1.amazonaws.com/dev", "https://d.cloudfront.net/api/contracts"
BEHIND = {"X-Forwarded-Prefix": "/api/contracts"}


@pytest.mark.parametrize("address", [OWN, SITE])
def test_a_new_contract_is_where_location_says(contracts: FakeContracts, address: str) -> None:
    answer = ask("POST", "/contracts", DRAFT)
    location = urljoin(f"{address}/contracts", answer.headers["Location"])
    assert location == f"{address}/contracts/{answer.body['contract_id']}"


def test_the_description_names_the_address_that_it_was_asked_at(contracts: FakeContracts) -> None:
    assert ask("GET", "/openapi.json", headers=BEHIND).body["servers"] == [{"url": "/api/contracts"}]
