"""Random histories of contracts on DynamoDB: the same model, and the order of what is published."""

from typing import TYPE_CHECKING, Any

import pytest
from contracts_service.adapters.contract_items import head_key
from contracts_service.adapters.contract_table import ContractTable
from contracts_service.adapters.expiry_index import ExpiryIndex
from contracts_service.adapters.stream import to_event
from hypothesis.stateful import invariant, run_state_machine_as_test

from tests.templates import create_table
from tests.unit.contracts.test_histories import PROFILE, Histories

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

pytestmark = pytest.mark.slow


class OnDynamoDB(Histories):
    """The machine reads a property's head after each change of it, as the table's stream does."""

    client: "DynamoDBClient"

    def __init__(self) -> None:
        super().__init__()
        self.contracts = ContractTable(self.client, create_table(self.client, "unicorn_contracts", "ContractsTable"))
        self.expiring = ExpiryIndex(self.client, "ContractsTable")
        self.heads: dict[str, Any] = {}
        self.published: list[tuple[str, str]] = []
        self.numbers: dict[str, list[int]] = {}

    @invariant()
    def what_has_changed_is_published(self) -> None:
        for property_id in {property_id for property_id, _ in self.facts[len(self.published) :]}:
            new = self.client.get_item(TableName="ContractsTable", Key=head_key(property_id))["Item"]
            old = {"OldImage": self.heads[property_id]} if property_id in self.heads else {}
            event = to_event({"dynamodb": {"NewImage": new, **old}})
            assert event
            self.published.append((property_id, event.contract_status))
            self.numbers.setdefault(property_id, []).append(event.metadata.sequence)
            self.heads[property_id] = new

    def teardown(self) -> None:
        super().teardown()
        for property_id, numbers in self.numbers.items():
            assert numbers == list(range(1, len(numbers) + 1))
            assert [fact for fact in self.published if fact[0] == property_id] == [
                f for f in self.facts if f[0] == property_id
            ]
        self.client.delete_table(TableName="ContractsTable")


def test_histories_on_dynamodb_and_the_order_of_what_is_published(
    client: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OnDynamoDB, "client", client, raising=False)
    run_state_machine_as_test(OnDynamoDB, settings=PROFILE)
