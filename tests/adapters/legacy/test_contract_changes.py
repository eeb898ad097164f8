"""Contracts that the previous version wrote are changed by this one: by their owners, and with their addresses."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from contracts_service.adapters.contract_items import head_key
from contracts_service.adapters.contract_table import ContractTable
from contracts_service.adapters.stream import to_event
from contracts_service.domain.change import Origin
from contracts_service.domain.contract import ContractStatus, NotYourContract
from contracts_service.ports import ContractNotFound
from contracts_service.use_cases import Call, move_active_contract

from tests.adapters.legacy.stored import CONTRACTS, of_kind
from unicorn_kernel.address import FIELDS, address_key, canonical
from unicorn_kit.ids import uuid7

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

OWNERS = {item["property_id"]["S"]: item["changed_by"]["S"] for item in of_kind("contracts", "CHANGE#000001")}
ACTIVE = [item["property_id"]["S"] for item in of_kind("contracts", "HEAD") if "active_contract_id" in item]


def call(agent: str) -> Call:
    origin = Origin(agent=agent, correlation_id="c", causation_id="r")
    return Call(origin=origin, now=datetime.now(UTC), new_id=uuid7)


@pytest.mark.slow
@pytest.mark.parametrize("property_id", ACTIVE)
def test_its_owner_alone_ends_a_contract_and_the_fact_carries_its_address(
    store: "DynamoDBClient", property_id: str
) -> None:
    contracts, owner = ContractTable(store, CONTRACTS), OWNERS[property_id]
    before = contracts.active(property_id)
    assert before.drafted_by == owner
    with pytest.raises(NotYourContract, match=owner):
        move_active_contract(property_id, ContractStatus.CANCELLED, contracts=contracts, call=call("mallory"))
    assert contracts.active(property_id) == before

    ended = move_active_contract(property_id, ContractStatus.CANCELLED, contracts=contracts, call=call(owner))
    with pytest.raises(ContractNotFound):
        contracts.active(property_id)
    event = to_event({"dynamodb": {"NewImage": store.get_item(TableName=CONTRACTS, Key=head_key(property_id))["Item"]}})
    assert event
    assert event.address
    shown = canonical(ended.address)
    assert (event.address_key, event.contract_status) == (address_key(shown), ContractStatus.CANCELLED)
    assert {name: getattr(event.address, name) for name in FIELDS} == {name: getattr(shown, name) for name in FIELDS}
