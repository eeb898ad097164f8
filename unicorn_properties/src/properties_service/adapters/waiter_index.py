"""All waiters in DynamoDB: pages of the sparse index `waiting`, each read with its contracts and decisions."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from properties_service.adapters.status_items import (
    REVIEW,
    WAITING,
    contract_key,
    decision_key,
    moment_of,
    to_seen_state,
)
from properties_service.ports import SeenProperty, StoreUnavailable
from unicorn_kit.rounds import Step
from unicorn_kit.transactions import pause, store_errors

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef as Value

    type Item = Mapping[str, Value]

PAGE = 33  # waiters; with the contract and the decision of each they are the hundred items of one BatchGetItem
TRIES = 5  # while DynamoDB returns a part of them


class WaiterIndex:
    """The port `Waiting`."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def until(self, moment: datetime, *, after: str | None = None) -> Iterator[Sequence[Step[SeenProperty]]]:
        start = _start(after, moment_of(moment))
        while True:
            entries, start = self._entries(moment_of(moment), start)
            yield self._page(entries)
            if not start:
                return

    @store_errors
    def _entries(self, moment: str, start: "Item | None") -> "tuple[list[dict[str, Value]], Item | None]":
        answer = self._client.query(
            TableName=self._table,
            IndexName="waiting",
            KeyConditionExpression="waiting = :waiting AND since <= :moment",
            ExpressionAttributeValues={":waiting": {"S": WAITING}, ":moment": {"S": moment}},
            Limit=PAGE,
            **({"ExclusiveStartKey": start} if start else {}),  # type: ignore[arg-type]
        )
        return answer["Items"], answer.get("LastEvaluatedKey")

    def _page(self, entries: "Sequence[Item]") -> list[Step[SeenProperty]]:
        keys = [list(_keys(entry)) for entry in entries]
        items = self._items({_primary(key): key for some in keys for key in some})
        return [
            Step(_waiting(entry, [items.get(_primary(key)) for key in some]), _position(entry))
            for entry, some in zip(entries, keys, strict=True)
        ]

    @store_errors
    def _items(self, keys: "Mapping[tuple[str, str], Item]") -> "dict[tuple[str, str], Item]":
        """Return the items by key, as of some moment: whether one is out of date shows when the property is synced."""
        found: dict[tuple[str, str], Item] = {}
        wanted: Any = {self._table: {"Keys": list(keys.values())}} if keys else {}
        for tried in range(1, TRIES + 1):
            if not wanted:
                return found
            answer = self._client.batch_get_item(RequestItems=wanted)
            found |= {_primary(item): item for item in answer["Responses"].get(self._table, [])}
            wanted = answer.get("UnprocessedKeys", {})
            if wanted:
                pause(tried)
        raise StoreUnavailable("DynamoDB kept returning unprocessed keys of waiters")


def _keys(entry: "Item") -> "Iterator[Item]":
    """Yield the keys of all that decides about one waiter."""
    property_id, sk = entry["property_id"]["S"], entry["sk"]["S"]
    yield {"pk": entry["pk"], "sk": entry["sk"]}
    yield contract_key(property_id)
    if sk.startswith(REVIEW):
        yield decision_key(property_id, sk.removeprefix(REVIEW))


def _waiting(entry: "Item", items: "Sequence[Item | None]") -> SeenProperty:
    property_id = entry["property_id"]["S"]
    return SeenProperty(property_id=property_id, state=to_seen_state(property_id, [item for item in items if item]))


def _primary(item: "Item") -> tuple[str, str]:
    return item["pk"]["S"], item["sk"]["S"]


def _position(entry: "Item") -> str:
    return json.dumps([entry[name]["S"] for name in ("since", "pk", "sk")])


def _start(position: str | None, moment: str) -> "Item | None":
    """Return where to begin; at the oldest waiter if the position is beyond `moment`, which DynamoDB refuses."""
    if position is None:
        return None
    since, pk, sk = json.loads(position)
    if since > moment:
        return None
    return {"waiting": {"S": WAITING}, "since": {"S": since}, "pk": {"S": pk}, "sk": {"S": sk}}
