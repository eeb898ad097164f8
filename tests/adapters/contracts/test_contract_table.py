"""The port `Contracts` on DynamoDB."""

from dataclasses import replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from botocore.exceptions import ClientError
from contracts_service.adapters.contract_items import contract_item
from contracts_service.adapters.contract_table import ContractTable
from contracts_service.adapters.expiry_index import ExpiryIndex
from contracts_service.domain.change import Change
from contracts_service.domain.contract import Contract, ContractStatus, draft
from contracts_service.ports import (
    ContractChangedMeanwhile,
    ContractFilter,
    ContractNotFound,
    PropertyHasActiveContract,
    StoreUnavailable,
)

from tests.unit.contracts.fakes import ADDRESS, AGENT, MONDAY
from unicorn_kernel.address import address_key
from unicorn_kit.ids import uuid7

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def a_property() -> str:
    return f"usa/anytown/main-street/{uuid4().hex}"


def added(contracts: ContractTable, property_id: str, *, expires_on: date | None = None) -> Contract:
    contract = draft(
        contract_id=uuid7(),
        property_id=property_id,
        address=ADDRESS,
        seller_name="Ada & Søn <b>+%",
        expires_on=expires_on,
        drafted_by="agent1",
        at=MONDAY,
    )
    contracts.add(a_change(contract))
    return contract


def a_change(contract: Contract, *, status_changed: bool = True) -> Change:
    return Change(change_id=uuid7(), contract=contract, origin=AGENT, status_changed=status_changed)


def moved(contract: Contract, status: ContractStatus) -> Contract:
    return replace(contract, status=status, version=contract.version + 1)


def put_closed(dynamodb: "DynamoDBClient", property_id: str, number: int) -> list[UUID]:
    """Put closed contracts past the transactions, which moto is slow at; return their ids, oldest first."""
    ids = [uuid7() for _ in range(number)]
    for contract_id in sorted(ids):
        closed = replace(draft_of_nothing(), property_id=property_id, status=ContractStatus.CLOSED)
        dynamodb.put_item(TableName="ContractsTable", Item=contract_item(replace(closed, contract_id=contract_id)))
    return sorted(ids)


def head(dynamodb: "DynamoDBClient", property_id: str) -> dict[str, Any]:
    key = {"pk": {"S": f"PROPERTY#{property_id}"}, "sk": {"S": "HEAD"}}
    return dict(dynamodb.get_item(TableName="ContractsTable", Key=key)["Item"])


@pytest.mark.parametrize("expires_on", [None, MONDAY.date()])
def test_a_contract_is_read_back_as_written(contracts: ContractTable, expires_on: date | None) -> None:
    contract = added(contracts, a_property(), expires_on=expires_on)
    assert contracts.get(contract.contract_id) == contract == contracts.active(contract.property_id)


def test_unknown_ids_are_not_found(contracts: ContractTable) -> None:
    with pytest.raises(ContractNotFound):
        contracts.get(uuid4())
    with pytest.raises(ContractNotFound):
        contracts.active(a_property())


def test_a_second_active_contract_writes_nothing(contracts: ContractTable, dynamodb: "DynamoDBClient") -> None:
    property_id = a_property()
    added(contracts, property_id)
    before = dynamodb.scan(TableName="ContractsTable")["Count"]
    with pytest.raises(PropertyHasActiveContract, match=f"{property_id} is held by .* 111 Main Street") as error:
        added(contracts, property_id)
    assert error.value.holder == contracts.active(property_id)
    assert dynamodb.scan(TableName="ContractsTable")["Count"] == before


def test_a_write_that_lost_a_race_writes_nothing(contracts: ContractTable) -> None:
    contract = added(contracts, a_property())
    contracts.save(a_change(moved(contract, ContractStatus.APPROVED)))
    with pytest.raises(ContractChangedMeanwhile):
        contracts.save(a_change(moved(contract, ContractStatus.CANCELLED)))
    assert contracts.get(contract.contract_id).status is ContractStatus.APPROVED


def test_the_number_of_a_property_rises_over_all_its_contracts(
    contracts: ContractTable, dynamodb: "DynamoDBClient"
) -> None:
    property_id = a_property()
    for turn in range(3):
        contract = added(contracts, property_id)
        contracts.save(a_change(replace(contract, seller_name="Bea", version=2), status_changed=False))
        contracts.save(a_change(moved(replace(contract, version=2), ContractStatus.CANCELLED)))
        assert head(dynamodb, property_id)["sequence"] == {"N": str(2 * turn + 2)}
    assert "active_contract_id" not in head(dynamodb, property_id)


def test_a_head_has_the_address_of_its_latest_contract(contracts: ContractTable, dynamodb: "DynamoDBClient") -> None:
    property_id = a_property()
    contract = added(contracts, property_id)
    assert head(dynamodb, property_id)["address_key"] == {"S": address_key(ADDRESS)}
    contracts.save(a_change(moved(contract, ContractStatus.CANCELLED)))
    assert head(dynamodb, property_id)["address"]["M"]["street"] == {"S": "Main Street"}
    unspellable = replace(draft_of_nothing(), property_id=property_id, address=replace(ADDRESS, street="\ue000 Street"))
    contracts.add(a_change(unspellable))
    assert head(dynamodb, property_id).keys() & {"address_key", "address"} == set()


def test_history_records_agent_status_and_correlation_id(contracts: ContractTable, dynamodb: "DynamoDBClient") -> None:
    contract = added(contracts, a_property())
    contracts.save(a_change(moved(contract, ContractStatus.APPROVED)))
    found = dynamodb.query(
        TableName="ContractsTable",
        KeyConditionExpression="pk = :pk AND begins_with(sk, :change)",
        ExpressionAttributeValues={":pk": {"S": f"CONTRACT#{contract.contract_id}"}, ":change": {"S": "CHANGE#"}},
    )["Items"]
    assert [(i["contract_status"]["S"], i["changed_by"]["S"], i["correlation_id"]["S"]) for i in found] == [
        ("DRAFT", "agent1", "c"),
        ("APPROVED", "agent1", "c"),
    ]


@pytest.mark.parametrize("by", ["property", "status", "nothing"])
def test_lists_are_whole_and_newest_first(contracts: ContractTable, dynamodb: "DynamoDBClient", by: str) -> None:
    property_id = a_property()
    drafts = put_closed(dynamodb, property_id, 30)  # more than one page is read
    wanted = {
        "property": ContractFilter(property_id=property_id),
        "status": ContractFilter(status=ContractStatus.CLOSED),
        "nothing": ContractFilter(),
    }[by]
    found = [c.contract_id for c in contracts.find(wanted) if c.property_id == property_id]
    assert found == drafts[::-1]
    behind = [c.contract_id for c in contracts.find(replace(wanted, before=drafts[10])) if c.property_id == property_id]
    assert behind == drafts[9::-1]


def test_a_list_reads_on_only_as_far_as_it_is_taken(dynamodb: "DynamoDBClient", contracts: ContractTable) -> None:
    put_closed(dynamodb, a_property(), 30)
    queries: list[str] = []
    dynamodb.meta.events.register("before-call.dynamodb.Query", lambda **_: queries.append("query"))
    assert len(list(islice(contracts.find(ContractFilter(status=ContractStatus.CLOSED)), 3))) == 3
    assert len(queries) == 1


@pytest.mark.parametrize("code", ["ProvisionedThroughputExceededException", "InternalServerError", "AccessDenied"])
def test_a_failing_store_is_unavailable_not_broken(code: str) -> None:
    class Failing:
        def __getattr__(self, operation: str) -> Any:
            def call(**_: Any) -> None:
                raise ClientError({"Error": {"Code": code, "Message": "no"}}, operation)

            return call

        exceptions: Any = type("Exceptions", (), {"TransactionCanceledException": type("Never", (Exception,), {})})

    failing = ContractTable(Failing(), "ContractsTable")  # type: ignore[arg-type]
    for ask in (
        lambda: failing.get(uuid4()),
        lambda: failing.active(a_property()),
        lambda: failing.add(a_change(draft_of_nothing())),
        lambda: list(failing.find(ContractFilter())),
        lambda: list(ExpiryIndex(failing._client, "x").over(MONDAY.date())),
    ):
        with pytest.raises(StoreUnavailable, match=code):
            ask()


def draft_of_nothing() -> Contract:
    return draft(
        contract_id=uuid7(),
        property_id=a_property(),
        address=ADDRESS,
        seller_name="Ada",
        expires_on=None,
        drafted_by="agent1",
        at=MONDAY,
    )


def test_a_contract_that_is_not_the_propertys_active_one_changes_no_status(
    contracts: ContractTable, dynamodb: "DynamoDBClient"
) -> None:
    """Its own version is the one that was read, so the head alone can tell."""
    contract = added(contracts, a_property())
    another = {"active_contract_id": {"S": str(uuid7())}}
    dynamodb.put_item(TableName="ContractsTable", Item=head(dynamodb, contract.property_id) | another)
    before = head(dynamodb, contract.property_id)
    with pytest.raises(ContractChangedMeanwhile):
        contracts.save(a_change(moved(contract, ContractStatus.APPROVED)))
    assert contracts.get(contract.contract_id) == contract
    assert head(dynamodb, contract.property_id) == before
