"""All properties of the table, page by page."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from properties_service.adapters.status_items import property_of, to_seen_state
from properties_service.ports import SeenProperty
from unicorn_kit.rounds import Step
from unicorn_kit.transactions import store_errors

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    type Item = Mapping[str, Any]

PAGE = 100  # items read at a time: even if all require an action, they are done within the reserve of a run


class PropertyScan:
    """The port `Properties`. Reads the whole table, which has no index of properties: a read unit for 8 KB."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def seen(self, *, after: str | None = None) -> Iterator[Sequence[Step[Sequence[SeenProperty]]]]:
        start = json.loads(after) if after else None
        while True:
            items, start = self._items(start)
            yield [Step(_properties(items), json.dumps(start) if start else "")]
            if not start:
                return

    @store_errors
    def _items(self, start: Any) -> "tuple[Sequence[Item], Any]":
        answer = self._client.scan(
            TableName=self._table,
            FilterExpression="begins_with(pk, :property)",
            ExpressionAttributeValues={":property": {"S": "PROPERTY#"}},
            Limit=PAGE,
            **({"ExclusiveStartKey": start} if start else {}),
        )
        return answer["Items"], answer.get("LastEvaluatedKey")


def _properties(items: "Sequence[Item]") -> list[SeenProperty]:
    """Return the page's properties. A page may begin or end within one: its state is then read when it is looked at."""
    found = [(str(property_id), list(group)) for property_id, group in groupby(items, property_of)]
    cut = {property_id for property_id, _ in (found[:1] + found[-1:])}
    return [
        SeenProperty(property_id=property_id, state=None if property_id in cut else to_seen_state(property_id, group))
        for property_id, group in found
    ]
