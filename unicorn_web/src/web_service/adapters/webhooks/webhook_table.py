"""Webhooks in DynamoDB; for their items see webhook_items.py."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from unicorn_kit.transactions import ConditionFailed, store_errors, transact
from web_service.adapters.batch_reads import get_items
from web_service.adapters.webhooks.webhook_items import (
    STATE,
    WEBHOOK,
    id_of,
    key,
    moment,
    to_failures,
    to_webhook,
    webhook_item,
)
from web_service.domain.webhooks.webhook import EventType, Webhook
from web_service.ports.webhooks import Standing, WebhookChangedMeanwhile, WebhookNotFound

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from unicorn_kit.receipts import Receipt


class WebhookTable:
    """The port `Webhooks`."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    @store_errors
    def get(self, webhook_id: UUID) -> Webhook:
        found = self._client.get_item(TableName=self._table, Key=key(webhook_id, WEBHOOK), ConsistentRead=True)
        if "Item" not in found:
            raise WebhookNotFound(f"there is no webhook {webhook_id}")
        return to_webhook(found["Item"])

    @store_errors
    def standing(self, webhook_id: UUID) -> Standing:
        found = self._client.get_item(TableName=self._table, Key=key(webhook_id, STATE), ConsistentRead=True)
        item = found.get("Item", {})
        due_at = moment(int(item["due_at"]["N"])) if "due_at" in item else None
        return Standing(failures=to_failures(item), due_at=due_at)

    def of_agent(self, agent: str) -> Sequence[Webhook]:
        keys = [key(id_of(entry), WEBHOOK) for entry in self._entries(agent)]
        found = (to_webhook(item) for item in get_items(self._client, self._table, keys)) if keys else ()
        return sorted(found, key=lambda webhook: webhook.created_at)

    def wanting(self, agent: str, event_type: EventType) -> Sequence[UUID]:
        wanted = {"S": str(event_type)}
        return [id_of(entry) for entry in self._entries(agent) if wanted in entry["event_types"]["L"]]

    def add(self, webhook: Webhook, receipt: "Receipt | None" = None) -> None:
        transact(self._client, [{"Put": {"TableName": self._table, "Item": webhook_item(webhook)}}], receipt)

    def save(self, before: Webhook, after: Webhook, receipt: "Receipt | None" = None) -> None:
        put: Any = {"Put": {"TableName": self._table, "Item": webhook_item(after)} | _unchanged(before)}
        self._transact([put], before, receipt)

    def remove(self, webhook: Webhook) -> None:
        of_webhook = {"TableName": self._table, "Key": key(webhook.webhook_id, WEBHOOK)} | _unchanged(webhook)
        of_state = {"TableName": self._table, "Key": key(webhook.webhook_id, STATE)}
        self._transact([{"Delete": of_webhook}, {"Delete": of_state}], webhook)

    def _transact(self, items: list[Any], webhook: Webhook, receipt: "Receipt | None" = None) -> None:
        try:
            transact(self._client, items, receipt)
        except ConditionFailed as failed:
            detail = f"webhook {webhook.webhook_id} was changed at the same moment; read it and decide again"
            raise WebhookChangedMeanwhile(detail) from failed

    @store_errors
    def _entries(self, agent: str) -> list[dict[str, Any]]:
        """Return the index's entries of an agent's webhooks; an agent has few."""
        found = self._client.query(
            TableName=self._table,
            IndexName="by_agent",
            KeyConditionExpression="#agent = :agent",
            ExpressionAttributeNames={"#agent": "agent"},
            ExpressionAttributeValues={":agent": {"S": agent}},
        )
        return list(found["Items"])


def _unchanged(webhook: Webhook) -> dict[str, Any]:
    return {
        "ConditionExpression": "#version = :version",
        "ExpressionAttributeNames": {"#version": "version"},
        "ExpressionAttributeValues": {":version": {"N": str(webhook.version)}},
    }
