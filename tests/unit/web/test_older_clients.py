"""What clients of older systems send to the APIs, as docs/older-systems.md says."""

from typing import Any

import contracts_service.wiring
import pytest

from tests.unit.contracts import api as contracts
from tests.unit.contracts.fakes import FakeContracts
from tests.unit.web.api import ask

ADDRESS = {"country": "USA", "city": "Anytown", "street": "Main Street", "number": 111}
LISTING = {"address": ADDRESS, "description": "A house", "contract": "sale", "listprice": 200, "currency": "SPL"}
CONTRACT = {"address": ADDRESS, "seller_name": "Ada"}
SLUGS = {"property_id": "usa/anytown/main-street/111"}
SPELLED = "/properties/USA/Anytown/Main%20Street/111/publication"


@pytest.fixture(autouse=True)
def stores(listings: Any, bucket: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = FakeContracts()
    monkeypatch.setattr(contracts_service.wiring, "contracts", lambda: fake)


@pytest.mark.parametrize("given", [{}, SLUGS])
def test_a_house_number_is_taken_as_an_integer_and_an_id_as_slugs(given: dict[str, Any]) -> None:
    listing = ask("POST", "/properties", LISTING | given)
    contract = contracts.ask("POST", "/contracts", CONTRACT | given)
    assert (listing.status, listing.body["property_id"], listing.body["number"]) == (201, SLUGS["property_id"], "111")
    assert (contract.status, contract.body["property_id"]) == (201, SLUGS["property_id"])
    assert contract.body["address"]["number"] == "111"


def test_a_contract_is_approved_by_its_property_alone() -> None:
    contracts.ask("POST", "/contracts", CONTRACT)
    answer = contracts.ask("PUT", "/contracts", SLUGS)
    assert (answer.status, answer.body["contract_status"]) == (200, "APPROVED")


def test_a_path_is_taken_in_any_spelling() -> None:
    ask("POST", "/properties", LISTING)
    assert (ask("GET", SPELLED).status, ask("GET", SPELLED).body["status"]) == (200, "DRAFT")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"contract_updated_on": "23/11/2026 18:05:09"}, "contract_updated_on"),
        ({"listprice": "200"}, "listprice"),
        ({"address": ADDRESS | {"number": 1.5}}, "address.number"),
    ],
)
def test_what_is_not_accepted_is_named(change: dict[str, Any], field: str) -> None:
    answer = ask("POST", "/properties", LISTING | change)
    assert (answer.status, answer.kind, answer.fields) == (400, "invalid-request", {field})
