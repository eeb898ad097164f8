"""The contracts that are over, page by page, on moto."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from contracts_service.adapters.contract_items import contract_key
from contracts_service.adapters.contract_table import ContractTable
from contracts_service.adapters.expiry_index import PAGE, ExpiryIndex
from contracts_service.domain.contract import Contract, ContractStatus

from tests.adapters.contracts.test_contract_table import a_change, a_property, added, moved
from tests.unit.contracts.fakes import MONDAY

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TODAY = MONDAY.date() + timedelta(days=1)


@pytest.fixture
def expiring(dynamodb: "DynamoDBClient") -> ExpiryIndex:
    return ExpiryIndex(dynamodb, "ContractsTable")


def found(expiring: ExpiryIndex, today: date = TODAY, after: str | None = None) -> list[Contract | None]:
    return [step.item for page in expiring.over(today, after=after) for step in page]


def test_only_active_contracts_that_are_over_are_found(contracts: ContractTable, expiring: ExpiryIndex) -> None:
    over = added(contracts, a_property(), expires_on=MONDAY.date())
    ended = added(contracts, a_property(), expires_on=MONDAY.date())
    contracts.save(a_change(moved(ended, ContractStatus.CANCELLED)))
    added(contracts, a_property(), expires_on=TODAY)
    assert found(expiring) == [over]


@pytest.mark.slow
def test_a_round_goes_on_behind_any_position_also_one_whose_contract_is_gone(
    contracts: ContractTable, expiring: ExpiryIndex
) -> None:
    for _ in range(PAGE + 5):
        added(contracts, a_property(), expires_on=MONDAY.date())
    first, second = expiring.over(TODAY)
    assert (len(first), len(second)) == (PAGE, 5)
    gone = first[10].item
    assert gone is not None
    contracts.save(a_change(moved(gone, ContractStatus.EXPIRED)))
    assert found(expiring, after=first[10].position) == [step.item for step in [*first[11:], *second]]
    assert found(expiring, after=second[-1].position) == []


def test_a_position_that_is_not_over_yet_begins_anew(contracts: ContractTable, expiring: ExpiryIndex) -> None:
    over = added(contracts, a_property(), expires_on=MONDAY.date())
    added(contracts, a_property(), expires_on=TODAY)
    [[*_, last]] = expiring.over(TODAY + timedelta(days=1))
    assert found(expiring, after=last.position) == [over]


def test_a_contract_that_cannot_be_read_hides_no_other(
    dynamodb: "DynamoDBClient", contracts: ContractTable, expiring: ExpiryIndex
) -> None:
    broken, over = (added(contracts, a_property(), expires_on=MONDAY.date()) for _ in range(2))
    dynamodb.update_item(
        TableName="ContractsTable",
        Key=contract_key(broken.contract_id),
        UpdateExpression="SET contract_status = :status",
        ExpressionAttributeValues={":status": {"S": "BANANA"}},
    )
    assert found(expiring) == [None, over]
