"""What waits for webhooks, in DynamoDB; for its items see webhook_items.py."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from unicorn_kit.transactions import ConditionFailed, store_errors, transact
from web_service.adapters.webhooks.webhook_items import (
    DELIVERY,
    GIVEN_UP,
    NAMES,
    SEEN,
    STATE,
    WAITING,
    expiry,
    given_up_item,
    id_of,
    key,
    number,
    state_values,
    to_circuit,
    to_delivery,
    to_failures,
    waiting_item,
)
from web_service.domain.webhooks.delivery import Delivery
from web_service.ports.webhooks import Run

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

DUE = "DUE"  # the one value of `due`, the hash key of the index
DUE_MAX = 500  # webhooks of one round; the next has the others
NEWS = "SET due = :due, due_at = :at ADD news :one"


class DeliveryTable:
    """The port `Deliveries`."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def record(self, delivery: Delivery, body: str) -> None:
        seen = key(delivery.webhook_id, SEEN + delivery.event_id)
        seen["expires_at"] = {"N": str(expiry(delivery.recorded_at))}
        with suppress(ConditionFailed):  # recorded before; that there is news may not have been said
            transact(
                self._client,
                [self._put(seen, only_new=True), self._put(waiting_item(delivery, body))],
            )
        self._news(delivery.webhook_id, delivery.recorded_at, NEWS)

    def wake(self, webhook_id: UUID, *, at: datetime) -> None:
        self._news(webhook_id, at, f"REMOVE in_a_row, open_until {NEWS}")

    @store_errors
    def begin(self, webhook_id: UUID, run_id: str, *, now: datetime, until: datetime) -> Run | None:
        try:
            item = self._client.update_item(
                TableName=self._table,
                Key=key(webhook_id, STATE),
                UpdateExpression="SET run_id = :run, leased_until = :until",
                ConditionExpression="attribute_not_exists(leased_until) OR leased_until < :now",
                ExpressionAttributeValues={":run": {"S": run_id}, ":until": _n(until), ":now": _n(now)},
                ReturnValues="ALL_NEW",
            )["Attributes"]
        except self._client.exceptions.ConditionalCheckFailedException:
            return None
        return Run(
            webhook_id=webhook_id,
            run_id=run_id,
            news=_news_of(item),
            circuit=to_circuit(item),
            failures=to_failures(item),
        )

    def waiting(self, webhook_id: UUID) -> Sequence[Delivery]:
        found: list[Delivery] = []
        more: dict[str, Any] = {}
        while True:
            page = self._waiting_page(webhook_id, more)
            found += [to_delivery(webhook_id, item) for item in page["Items"]]
            if "LastEvaluatedKey" not in page:
                return found
            more = {"ExclusiveStartKey": page["LastEvaluatedKey"]}

    @store_errors
    def body(self, delivery: Delivery) -> str:
        found = self._client.get_item(
            TableName=self._table, Key=key(delivery.webhook_id, WAITING + delivery.event_id), ConsistentRead=True
        )
        return found["Item"]["body"]["S"]

    @store_errors
    def sent(self, delivery: Delivery) -> None:
        self._client.delete_item(TableName=self._table, Key=key(delivery.webhook_id, WAITING + delivery.event_id))

    @store_errors
    def failed(self, delivery: Delivery) -> None:
        self._client.update_item(
            TableName=self._table,
            Key=key(delivery.webhook_id, WAITING + delivery.event_id),
            UpdateExpression="SET attempts = :attempts, due_at = :due_at, restarts = :restarts",
            ConditionExpression="attribute_exists(recorded_at)",
            ExpressionAttributeValues={
                ":attempts": {"N": str(delivery.attempts)},
                ":due_at": _n(delivery.due_at),
                ":restarts": {"N": str(delivery.restarts)},
            },
        )

    def give_up(self, delivery: Delivery, *, at: datetime) -> None:
        self._move(delivery, WAITING, given_up_item(delivery, self.body(delivery), at=at))

    def take_up(self, webhook_id: UUID, event_id: str, *, at: datetime) -> bool:
        item = self._given_up(webhook_id, event_id)
        if item is None:
            return False
        given = to_delivery(webhook_id, item)
        anew = Delivery(
            webhook_id=webhook_id,
            event_id=event_id,
            event_type=given.event_type,
            source=given.source,
            property_id=given.property_id,
            sequence=given.sequence,
            occurred_at=given.occurred_at,
            recorded_at=at,
            due_at=at,
        )
        self._move(anew, GIVEN_UP, waiting_item(anew, item["body"]["S"]))
        self.wake(webhook_id, at=at)
        return True

    @store_errors
    def end(self, run: Run, *, due_at: datetime | None, even_with_news: bool = False) -> bool:
        values = {f":{name}": value for name, value in state_values(run.circuit, run.failures).items()}
        values |= {":run": {"S": run.run_id}} | ({} if even_with_news else {":news": {"N": str(run.news)}})
        values |= {} if due_at is None else {":due": {"S": DUE}, ":due_at": _n(due_at)}
        due = "" if due_at is None else ", due = :due, due_at = :due_at"
        no_news = "" if even_with_news else " AND (news = :news OR (attribute_not_exists(news) AND :news = :none))"
        if no_news:
            values[":none"] = {"N": "0"}
        try:
            self._client.update_item(
                TableName=self._table,
                Key=key(run.webhook_id, STATE),
                UpdateExpression=(
                    "SET in_a_row = :in_a_row, open_until = :open_until, restarts = :restarts,"
                    f" failures = :failures{due}"
                    f" REMOVE run_id, leased_until{', due, due_at' if due_at is None else ''}"
                ),
                ConditionExpression=f"run_id = :run{no_news}",
                ExpressionAttributeValues=values,
            )
        except self._client.exceptions.ConditionalCheckFailedException:
            return self._is_over(run)
        return True

    @store_errors
    def forget(self, webhook_id: UUID) -> None:
        self._client.delete_item(TableName=self._table, Key=key(webhook_id, STATE))

    @store_errors
    def due(self, now: datetime) -> Sequence[UUID]:
        found = self._client.query(
            TableName=self._table,
            IndexName="by_due",
            KeyConditionExpression="due = :due AND due_at <= :now",
            ExpressionAttributeValues={":due": {"S": DUE}, ":now": _n(now)},
            Limit=DUE_MAX,
        )
        return [id_of(item) for item in found["Items"]]

    def _is_over(self, run: Run) -> bool:
        """Whether another run has the lease by now; else take note of the news."""
        found = self._client.get_item(TableName=self._table, Key=key(run.webhook_id, STATE), ConsistentRead=True)
        item = found.get("Item", {})
        if item.get("run_id") != {"S": run.run_id}:
            return True
        run.news = _news_of(item)
        return False

    @store_errors
    def _news(self, webhook_id: UUID, at: datetime, update: str) -> None:
        self._client.update_item(
            TableName=self._table,
            Key=key(webhook_id, STATE),
            UpdateExpression=update,
            ExpressionAttributeValues={":due": {"S": DUE}, ":at": _n(at), ":one": {"N": "1"}},
        )

    @store_errors
    def _waiting_page(self, webhook_id: UUID, more: dict[str, Any]) -> Any:
        return self._client.query(
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :waiting)",
            ExpressionAttributeValues={":pk": key(webhook_id, STATE)["pk"], ":waiting": {"S": WAITING}},
            ProjectionExpression=DELIVERY,
            ExpressionAttributeNames=NAMES,
            ConsistentRead=True,
            **more,
        )

    @store_errors
    def _given_up(self, webhook_id: UUID, event_id: str) -> dict[str, Any] | None:
        found = self._client.get_item(
            TableName=self._table, Key=key(webhook_id, GIVEN_UP + event_id), ConsistentRead=True
        )
        return found.get("Item")

    def _move(self, delivery: Delivery, before: str, after: dict[str, Any]) -> None:
        old: Any = {"TableName": self._table, "Key": key(delivery.webhook_id, before + delivery.event_id)}
        transact(self._client, [{"Delete": old}, self._put(after)])

    def _put(self, item: dict[str, Any], *, only_new: bool = False) -> Any:
        condition = {"ConditionExpression": "attribute_not_exists(pk)"} if only_new else {}
        return {"Put": {"TableName": self._table, "Item": item} | condition}


def _news_of(item: dict[str, Any]) -> int:
    return int(item["news"]["N"]) if "news" in item else 0


def _n(at: datetime) -> dict[str, str]:
    return {"N": str(number(at))}
