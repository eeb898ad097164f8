"""What decides is read as last written: other reads of DynamoDB may be a second old, and miss a revocation."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from contracts_service.adapters.contract_table import ContractTable
from contracts_service.ports import ContractNotFound
from properties_service.adapters.property_table import PropertyTable
from properties_service.adapters.request_table import RequestTable
from web_service.adapters.listings.listing_table import ListingTable
from web_service.domain.listings.listing import ListingFilter
from web_service.ports.listings import ListingNotFound

from unicorn_kit.idempotency import Receipts

TABLE, HOUSE = "the-table", "usa/anytown/main-street/111"
READS: list[tuple[str, Callable[[Any], object]]] = [
    ("a contract", lambda client: ContractTable(client, TABLE).get(UUID(int=1))),
    ("a property's active contract", lambda client: ContractTable(client, TABLE).active(HOUSE)),
    ("the newest fact about a contract", lambda client: PropertyTable(client, TABLE).of(HOUSE)),
    ("the state of a property", lambda client: PropertyTable(client, TABLE).state(HOUSE)),
    ("whether a request was answered", lambda client: RequestTable(client, TABLE).is_answered("r1")),
    ("a listing", lambda client: ListingTable(client, TABLE).get(HOUSE)),
    ("the answer to an Idempotency-Key", lambda client: Receipts(client, TABLE, prefix="web").find("receipt")),
    ("the listings of an agent", lambda client: list(ListingTable(client, TABLE).find(ListingFilter(agent="ann")))),
]


def _is_of_a_table(call: Mapping[str, Any]) -> bool:
    return "IndexName" not in call  # an index has no such reads


class EmptyTable:
    """A client that keeps every read of a table. Its index names one listing, which is gone."""

    exceptions = SimpleNamespace(ConditionalCheckFailedException=KeyError)

    def __init__(self) -> None:
        self.reads: list[Mapping[str, Any]] = []

    def get_item(self, **call: Any) -> dict[str, Any]:
        self.reads.append(call)
        return {}

    def query(self, **call: Any) -> dict[str, Any]:
        if _is_of_a_table(call):
            self.reads.append(call)
            return {"Items": []}
        return {"Items": [{"pk": {"S": HOUSE}, "listed": {"S": "2026-03-02"}}]}

    def batch_get_item(self, **call: Any) -> dict[str, Any]:
        self.reads += call["RequestItems"].values()
        return {"Responses": {TABLE: []}}


@pytest.mark.parametrize("read", [pytest.param(read, id=name) for name, read in READS])
def test_a_read_that_decides_is_consistent(read: Callable[[Any], object]) -> None:
    client = EmptyTable()
    with suppress(ContractNotFound, ListingNotFound):
        read(client)
    assert client.reads
    assert all(call.get("ConsistentRead") is True for call in client.reads)
