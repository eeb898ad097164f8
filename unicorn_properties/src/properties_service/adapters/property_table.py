"""Contract facts, waiters, publications and decisions in DynamoDB: one partition for each property."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from properties_service.adapters.status_items import (
    REQUESTED,
    contract_item,
    contract_key,
    decision_item,
    publication_item,
    publication_key,
    to_contract,
    to_state,
    waiter_item,
    waiter_key,
)
from properties_service.domain.approval import PropertyState, Publication, Waiter
from properties_service.domain.contract_status import ContractFact
from properties_service.domain.review import ReviewDecision
from properties_service.ports import ChangedMeanwhile
from unicorn_kernel.sequences import DECISION_SEQUENCE_MAX
from unicorn_kit.transactions import store_errors

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef as Value


DECISION_KEPT = timedelta(days=120)  # as the request


class PropertyTable:
    """The ports `ContractFacts`, `Approvals` and `ReviewDecisions`; status_items.py defines the items."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    @store_errors
    def of(self, property_id: str) -> ContractFact | None:
        found = self._client.get_item(TableName=self._table, Key=contract_key(property_id), ConsistentRead=True)
        return to_contract(found["Item"]) if "Item" in found else None

    @store_errors
    def put(self, fact: ContractFact, *, instead_of: ContractFact | None) -> None:
        try:
            self._client.put_item(TableName=self._table, Item=contract_item(fact), **_unchanged(instead_of))
        except self._client.exceptions.ConditionalCheckFailedException as failed:
            raise ChangedMeanwhile from failed

    @store_errors
    def add_waiter(self, waiter: Waiter) -> None:
        self._client.put_item(TableName=self._table, Item=waiter_item(waiter))

    @store_errors
    def drop_waiter(self, waiter: Waiter) -> None:
        try:
            self._client.delete_item(
                TableName=self._table,
                Key=waiter_key(waiter),
                ConditionExpression="task_token = :token",  # a retried task waits with another one by now
                ExpressionAttributeValues={":token": {"S": waiter.token}},
            )
        except self._client.exceptions.ConditionalCheckFailedException:
            return

    @store_errors
    def mark_requested(self, waiter: Waiter) -> None:
        with suppress(self._client.exceptions.ConditionalCheckFailedException):
            self._client.update_item(
                TableName=self._table,
                Key=waiter_key(waiter),
                UpdateExpression=f"SET {REQUESTED} = :requested",
                ConditionExpression="task_token = :token",
                ExpressionAttributeValues={":requested": {"BOOL": True}, ":token": {"S": waiter.token}},
            )

    @store_errors
    def keep_decision(self, decision: ReviewDecision, *, at: datetime) -> bool:
        expires_at = int((at + DECISION_KEPT).timestamp())
        try:
            self._client.put_item(
                TableName=self._table,
                Item=decision_item(decision, at, expires_at),
                ConditionExpression="attribute_not_exists(pk)",
            )
        except self._client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    @store_errors
    def state(self, property_id: str) -> PropertyState:
        partition = {":pk": contract_key(property_id)["pk"]}
        found = self._pages(KeyConditionExpression="pk = :pk", ExpressionAttributeValues=partition, ConsistentRead=True)
        return to_state(property_id, found)

    @store_errors
    def restore_publication(self, publication: Publication, *, at: datetime) -> None:
        with suppress(self._client.exceptions.ConditionalCheckFailedException):
            self._client.put_item(
                TableName=self._table,
                Item=publication_item(publication, at),
                ConditionExpression="attribute_not_exists(pk) OR #sequence < :sequence OR #sequence > :last",
                ExpressionAttributeNames={"#sequence": "sequence"},
                ExpressionAttributeValues={
                    ":sequence": {"N": str(publication.sequence)},
                    ":last": {"N": str(DECISION_SEQUENCE_MAX)},  # one beyond it is no decision's: it bars none
                },
            )

    @store_errors
    def mark_revoked(self, property_id: str, request_id: str, *, at: datetime) -> None:
        with suppress(self._client.exceptions.ConditionalCheckFailedException):
            self._client.update_item(
                TableName=self._table,
                Key=publication_key(property_id),
                UpdateExpression="SET revoked_at = :at",
                ConditionExpression="request_id = :request_id AND attribute_not_exists(revoked_at)",
                ExpressionAttributeValues={
                    ":at": {"S": at.isoformat(timespec="milliseconds")},
                    ":request_id": {"S": request_id},
                },
            )

    def _pages(self, **query: Any) -> "Iterator[dict[str, Value]]":
        while True:
            page = self._client.query(TableName=self._table, **query)
            yield from page["Items"]
            if "LastEvaluatedKey" not in page:
                return
            query["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def _unchanged(known: ContractFact | None) -> Any:
    """Return the condition that no fact was written since `known` was read."""
    if known is None:
        return {"ConditionExpression": "attribute_not_exists(pk)"}
    read = contract_item(known)
    names = [name for name in ("as_of", "contract_status", "sequence") if name in read]
    return {
        "ConditionExpression": " AND ".join(f"#{name} = :{name}" for name in names),
        "ExpressionAttributeNames": {f"#{name}": name for name in names},
        "ExpressionAttributeValues": {f":{name}": read[name] for name in names},
    }
