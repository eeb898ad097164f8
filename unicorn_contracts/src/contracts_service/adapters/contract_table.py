"""Contracts in DynamoDB: a change, its history and the event to publish are one transaction."""

import heapq
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from contracts_service.adapters.contract_items import (
    HEAD_MAY_LACK,
    change_item,
    change_key,
    contract_item,
    contract_key,
    head_fields,
    head_key,
    to_contract,
)
from contracts_service.domain.change import Change
from contracts_service.domain.contract import Contract, ContractStatus
from contracts_service.ports import (
    ContractChangedMeanwhile,
    ContractFilter,
    ContractNotFound,
    PropertyHasActiveContract,
)
from unicorn_kit.transactions import ConditionFailed, store_errors, transact

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

    from unicorn_kit.receipts import Receipt

PAGE = 25  # contracts read at a time


class ContractTable:
    """The port `Contracts` on one DynamoDB table; contract_items.py has its items."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    @store_errors
    def get(self, contract_id: UUID) -> Contract:
        found = self._client.get_item(TableName=self._table, Key=contract_key(contract_id), ConsistentRead=True)
        if "Item" not in found:
            raise ContractNotFound(f"there is no contract {contract_id}")
        return self._with_owner(to_contract(found["Item"]))

    @store_errors
    def active(self, property_id: str) -> Contract:
        head = self._client.get_item(TableName=self._table, Key=head_key(property_id), ConsistentRead=True)
        active = head.get("Item", {}).get("active_contract_id")
        if active is None:
            raise ContractNotFound(f"{property_id} has no contract in DRAFT or APPROVED")
        return self.get(UUID(active["S"]))

    def add(self, change: Change, receipt: "Receipt | None" = None) -> None:
        try:
            self._write(
                change,
                receipt,
                head_condition="attribute_not_exists(active_contract_id)",
                contract_condition={"ConditionExpression": "attribute_not_exists(pk)"},
            )
        except ConditionFailed as failed:
            property_id = change.contract.property_id
            raise PropertyHasActiveContract(property_id, self._holder(property_id)) from failed

    def save(self, change: Change) -> None:
        try:
            self._write(
                change,
                None,
                head_condition="active_contract_id = :contract_id",
                contract_condition={
                    "ConditionExpression": "version = :version",
                    "ExpressionAttributeValues": {":version": {"N": str(change.contract.version - 1)}},
                },
            )
        except ConditionFailed as failed:
            raise ContractChangedMeanwhile(
                "another request changed the contract at the same moment; read it again"
            ) from failed

    def find(self, wanted: ContractFilter) -> Iterator[Contract]:
        if wanted.property_id is not None:
            found = self._newest("by_property", "listed_property_id", wanted.property_id, wanted.before)
            return (c for c in found if wanted.status in {None, c.status})
        statuses = list(ContractStatus) if wanted.status is None else [wanted.status]
        by_status = (self._newest("by_status", "listed_status", status, wanted.before) for status in statuses)
        return heapq.merge(*by_status, key=lambda contract: contract.contract_id, reverse=True)

    def _holder(self, property_id: str) -> Contract | None:
        try:
            return self.active(property_id)
        except ContractNotFound:
            return None

    def _with_owner(self, contract: Contract) -> Contract:
        """Return a contract that an earlier version wrote with the agent of its first change."""
        if contract.drafted_by:
            return contract
        first = self._client.get_item(TableName=self._table, Key=change_key(contract.contract_id, 1))
        return replace(contract, drafted_by=first.get("Item", {}).get("changed_by", {}).get("S"))

    def _newest(self, index: str, name: str, value: str, before: UUID | None) -> Iterator[Contract]:
        condition, values = f"{name} = :{name}", {f":{name}": {"S": value}}
        if before is not None:
            condition, values = (
                f"{condition} AND contract_id < :before",
                values | {":before": {"S": str(before)}},
            )
        return self._query(
            IndexName=index,
            KeyConditionExpression=condition,
            ExpressionAttributeValues=values,
            ScanIndexForward=False,
        )

    def _query(self, **query: Any) -> Iterator[Contract]:
        read = store_errors(self._client.query)
        while True:
            page = read(TableName=self._table, Limit=PAGE, **query)
            yield from map(to_contract, page["Items"])
            if "LastEvaluatedKey" not in page:
                return
            query["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def _write(
        self, change: Change, receipt: "Receipt | None", *, head_condition: str, contract_condition: Any
    ) -> None:
        items: list[TransactWriteItemTypeDef] = [
            {"Put": {"TableName": self._table, "Item": contract_item(change.contract)} | contract_condition},
            {"Put": {"TableName": self._table, "Item": change_item(change)}},
        ]
        if change.status_changed:
            items.append(self._head(change, head_condition))
        transact(self._client, items, receipt)

    def _head(self, change: Change, condition: str) -> "TransactWriteItemTypeDef":
        """The property's next event. Changes of other terms do not touch it, so they publish nothing."""
        fields = head_fields(change)
        lacking = [f"#{name}" for name in HEAD_MAY_LACK if name not in fields]
        changes = ["SET " + ", ".join(f"#{name} = :{name}" for name in fields), "ADD #sequence :one"]
        changes += ["REMOVE " + ", ".join(lacking)] if lacking else []
        return {
            "Update": {
                "TableName": self._table,
                "Key": head_key(change.contract.property_id),
                "ConditionExpression": condition,
                "UpdateExpression": " ".join(changes),
                "ExpressionAttributeNames": {f"#{name}": name for name in (*fields, *HEAD_MAY_LACK, "sequence")},
                "ExpressionAttributeValues": {f":{name}": value for name, value in fields.items()}
                | {":one": {"N": "1"}},
            }
        }
