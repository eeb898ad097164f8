"""A contract belongs to the agent who drafted it: others read it, the owner and admins change it."""

from dataclasses import replace
from typing import Any

import pytest
from contracts_service.domain.contract import NotYourContract, check_owner

from tests.unit.contracts.api import Answer, ask
from tests.unit.contracts.fakes import HOUSE, FakeContracts, a_contract

ADDRESS = {"country": "USA", "city": "Anytown", "street": "Main Street", "number": "111"}
DRAFT: dict[str, Any] = {"address": ADDRESS, "seller_name": "Ada"}
OWNER = {"cognito:username": "agent1", "cognito:groups": "agents"}
OTHER = {"cognito:username": "agent2", "cognito:groups": "agents"}
ADMIN = {"cognito:username": "admin1", "cognito:groups": "admins"}


def drafted() -> str:
    """Draft a contract as agent1; return its path."""
    return ask("POST", "/contracts", DRAFT, claims=OWNER).headers["Location"]


def put(claims: dict[str, str], status: str = "CANCELLED") -> Answer:
    return ask("PUT", "/contracts", {"property_id": HOUSE, "contract_status": status}, claims=claims)


def patch(path: str, claims: dict[str, str], body: dict[str, Any]) -> Answer:
    return ask("PATCH", path, body, claims=claims, headers={"If-Match": "*"})


def test_another_agent_may_neither_cancel_nor_amend_a_contract(contracts: FakeContracts) -> None:
    path = drafted()
    answers = [
        put(OTHER),
        patch(path, OTHER, {"contract_status": "CANCELLED"}),
        patch(path, OTHER, {"seller_name": "Mallory"}),
        patch(path, OTHER, {"expires_on": "2099-01-01"}),
        patch(path, OTHER, {}),
    ]
    assert [(answer.status, answer.kind) for answer in answers] == [(403, "not-your-contract")] * 5
    assert "belongs to agent1; ask the owner or an admin" in answers[0].body["detail"]
    assert len(contracts.changes) == 1


@pytest.mark.usefixtures("contracts")
def test_another_agent_reads_every_contract() -> None:
    path = drafted()
    assert ask("GET", path, claims=OTHER).body["seller_name"] == "Ada"
    assert len(ask("GET", "/contracts", claims=OTHER).body) == 1


@pytest.mark.usefixtures("contracts")
@pytest.mark.parametrize("claims", [OWNER, ADMIN], ids=["its owner", "an admin"])
def test_the_owner_and_admins_change_a_contract(claims: dict[str, str]) -> None:
    path = drafted()
    assert put(claims, "APPROVED").status == 200
    assert patch(path, claims, {"seller_name": "Bea"}).body["seller_name"] == "Bea"


@pytest.mark.usefixtures("contracts")
def test_a_contract_that_an_admin_changed_still_belongs_to_its_owner() -> None:
    path = drafted()
    patch(path, ADMIN, {"seller_name": "Bea"})
    assert patch(path, OWNER, {"seller_name": "Cleo"}).status == 200
    assert patch(path, OTHER, {"seller_name": "Dee"}).status == 403


def test_only_admins_change_a_contract_whose_owner_is_unknown() -> None:
    contract = replace(a_contract(), drafted_by=None)
    check_owner(contract, "admin1", is_admin=True)
    with pytest.raises(NotYourContract, match="unknown"):
        check_owner(contract, "agent1", is_admin=False)
