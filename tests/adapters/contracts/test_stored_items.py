"""Items as earlier versions wrote them (stored/*.json, one for each kind and format) are read correctly.

The files are copies of items in the tables. A new format gets a new file; none of these is ever changed.
"""

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
import time_machine
from contracts_service import wiring
from contracts_service.adapters.contract_items import change_item, contract_item, head_fields, head_key, to_contract
from contracts_service.adapters.contract_table import ContractTable
from contracts_service.adapters.expiry_index import ExpiryIndex
from contracts_service.adapters.stream import to_event
from contracts_service.domain.change import Change, Origin
from contracts_service.domain.contract import Contract, ContractStatus
from contracts_service.ports import ContractFilter, ContractNotFound
from contracts_service.use_cases import Call, move_active_contract

from tests.templates import create_table
from tests.unit.contracts.api import ask
from tests.unit.contracts.fakes import AGENT
from unicorn_kernel.address import Address, address_key
from unicorn_kit.idempotency import Receipts
from unicorn_kit.ids import uuid7

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

STORED = Path(__file__).parent / "stored"
ITEMS: dict[str, Any] = {path.stem: json.loads(path.read_text()) for path in sorted(STORED.glob("*.json"))}
KINDS = {"contract", "change", "head", "idempotency"}
ACTIVE, ENDED = ITEMS["contract.active-with-last-day"], ITEMS["contract.ended"]
ADDRESS = Address(country="Deutschland", city="Köln", street="Straße 12/14", number="3")
HOUSE = "deutschland/koln/strasse-12-14/3"
WRITTEN = datetime(2026, 3, 2, 9, tzinfo=UTC)


def of_kind(kind: str) -> list[str]:
    return [name for name in ITEMS if name.startswith(f"{kind}.")]


@pytest.fixture
def stored(dynamodb: "DynamoDBClient", contracts: ContractTable) -> ContractTable:
    for name in ("contract.active-with-last-day", "contract.ended", *of_kind("change"), *of_kind("head")):
        dynamodb.put_item(TableName="ContractsTable", Item=ITEMS[name])
    return contracts


def test_every_kind_of_item_has_an_example() -> None:
    assert {name.partition(".")[0] for name in ITEMS} == KINDS


def test_a_stored_contract_is_read_with_every_field(stored: ContractTable) -> None:
    contract = stored.get(UUID(ACTIVE["contract_id"]["S"]))
    assert contract == stored.active(HOUSE)
    assert contract == Contract(
        contract_id=UUID("019cadc6-9d29-7243-a06b-b6497acaeec4"),
        property_id=HOUSE,
        address=ADDRESS,
        seller_name="Bea",
        status=ContractStatus.APPROVED,
        expires_on=date(2026, 12, 31),
        version=3,
        created_at=datetime(2026, 3, 2, 9, 0, 0, 625_000, tzinfo=UTC),
        modified_at=datetime(2026, 3, 2, 9, 0, 0, 770_000, tzinfo=UTC),
        drafted_by="agent1",
    )


def test_stored_contracts_are_listed_and_expire(stored: ContractTable) -> None:
    found = {contract.status for contract in stored.find(ContractFilter())}
    assert found == {ContractStatus.APPROVED, ContractStatus.CANCELLED}
    [page] = ExpiryIndex(stored._client, stored._table).over(date(2027, 1, 1))
    assert [step.item.property_id for step in page if step.item] == [HOUSE]


def test_a_property_whose_contract_has_ended_has_no_active_one(stored: ContractTable) -> None:
    with pytest.raises(ContractNotFound):
        stored.active(ENDED["property_id"]["S"])


@pytest.mark.parametrize("name", ["contract.active-with-last-day", "contract.ended", "contract.with-owner-and-unit"])
def test_a_stored_contract_is_written_back_as_it_was(name: str) -> None:
    assert contract_item(to_contract(ITEMS[name])) == ITEMS[name]


def test_a_contract_of_the_first_format_is_read_and_listed_once_it_is_written_again() -> None:
    assert contract_item(to_contract(ITEMS["contract.before-lists"])) == ENDED


@pytest.mark.parametrize("name", of_kind("change"))
def test_a_change_of_today_is_written_as_stored_ones_were(name: str) -> None:
    item = ITEMS[name]
    origin = Origin(
        agent=item["changed_by"]["S"],
        correlation_id=item["correlation_id"]["S"],
        causation_id=item["causation_id"]["S"],
    )
    change = Change(change_id=UUID(int=0), contract=to_contract(item), origin=origin, status_changed=True)
    assert change_item(change) == item


@pytest.mark.parametrize("name", of_kind("head"))
def test_a_stored_head_is_published_with_every_field(name: str) -> None:
    head = ITEMS[name]
    event = to_event({"dynamodb": {"NewImage": head}})
    assert event
    about = {"address_key": head["address_key"]["S"]} if "address_key" in head else {}
    about |= {"address": {name: text["S"] for name, text in head["address"]["M"].items()}} if about else {}
    assert (
        json.loads(event.model_dump_json())
        == {
            "metadata": {
                "event_id": head["event_id"]["S"],
                "idempotency_key": f"unicorn.contracts:{head['property_id']['S']}:2",
                "correlation_id": "one-of-ours",
                "causation_id": head["causation_id"]["S"],
                "occurred_at": head["contract_last_modified_on"]["S"].replace("000+00:00", "Z"),
                "schema_version": 1,
                "sequence": 2,
            },
            "property_id": head["property_id"]["S"],
            "contract_id": head["contract_id"]["S"],
            "contract_status": head["contract_status"]["S"],
            "contract_last_modified_on": head["contract_last_modified_on"]["S"].replace("000+00:00", "Z"),
        }
        | about
    )


def test_a_head_of_today_is_written_as_the_stored_one_with_an_address() -> None:
    item, head = ITEMS["contract.with-owner-and-unit"], ITEMS["head.with-address"]
    origin = Origin(agent="agent1", correlation_id="one-of-ours", causation_id=head["causation_id"]["S"])
    change = Change(
        change_id=UUID(head["event_id"]["S"]), contract=to_contract(item), origin=origin, status_changed=True
    )
    written = {**head_fields(change), **head_key(item["property_id"]["S"]), "sequence": {"N": "2"}}
    assert written | {"contract_last_modified_on": head["contract_last_modified_on"]} == head


def test_a_stored_address_that_cannot_be_spelled_any_more_leaves_the_head_without_one() -> None:
    item = deepcopy(ACTIVE)
    item["address"]["M"]["street"]["S"] = "Main \ue000 Street"
    change = Change(change_id=UUID(int=0), contract=to_contract(item), origin=AGENT, status_changed=True)
    assert head_fields(change).keys() & {"address_key", "address"} == set()


def test_a_stored_contract_belongs_to_the_agent_of_its_first_change(
    stored: ContractTable, dynamodb: "DynamoDBClient"
) -> None:
    assert stored.active(HOUSE).drafted_by == "agent1"
    first = {name: ITEMS["change.first"][name] for name in ("pk", "sk")}
    dynamodb.delete_item(TableName="ContractsTable", Key=first)
    assert stored.active(HOUSE).drafted_by is None


def test_a_stored_contract_that_is_changed_keeps_its_owner_and_publishes_its_address(
    stored: ContractTable, dynamodb: "DynamoDBClient"
) -> None:
    call = Call(origin=replace(AGENT, agent="admin1"), is_admin=True, now=WRITTEN, new_id=uuid7)
    moved = move_active_contract(HOUSE, ContractStatus.CANCELLED, contracts=stored, call=call)
    assert stored.get(moved.contract_id).drafted_by == "agent1"
    event = to_event(
        {"dynamodb": {"NewImage": dynamodb.get_item(TableName="ContractsTable", Key=head_key(HOUSE))["Item"]}}
    )
    assert event
    assert event.address
    assert (event.address.street, event.address_key) == ("Straße 12/14", address_key(ADDRESS))


@pytest.fixture
def receipts(dynamodb: "DynamoDBClient", stored: ContractTable, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receipts]:
    table = create_table(dynamodb, "unicorn_contracts", "ContractsIdempotencyTable")
    dynamodb.put_item(TableName=table, Item=ITEMS["idempotency.completed"])
    receipts = Receipts(dynamodb, table, prefix="contracts")
    monkeypatch.setattr(wiring, "contracts", lambda: stored)
    monkeypatch.setattr(wiring, "receipts", lambda: receipts)
    with time_machine.travel(WRITTEN):
        yield receipts
    dynamodb.delete_table(TableName=table)


@pytest.mark.usefixtures("receipts")
def test_a_stored_response_is_returned_again() -> None:
    address = {"country": "Deutschland", "city": "Köln", "street": "Straße 12/14", "number": "3"}
    draft = {"property_id": HOUSE, "address": address, "seller_name": "Ada & Søn <b>+%", "expires_on": "2026-12-31"}
    answer = ask("POST", "/contracts", draft, headers={"Idempotency-Key": "a-key-of-mine"})
    assert (answer.status, answer.body["contract_id"]) == (201, ACTIVE["contract_id"]["S"])
    assert (answer.body["version"], answer.body["address"], answer.headers["ETag"]) == (1, address, '"1"')
    assert answer.headers["Location"] == f"contracts/{ACTIVE['contract_id']['S']}"
    assert answer.headers["Content-Type"] == "application/json"
