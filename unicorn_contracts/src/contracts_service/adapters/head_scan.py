"""The latest facts of all properties, from the heads in the table, page by page."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from contracts_service.adapters.contract_items import HEAD
from contracts_service.adapters.stream import to_event
from contracts_service.events import ContractStatusChanged
from unicorn_kit.errors import Unreadable
from unicorn_kit.rounds import Step
from unicorn_kit.transactions import store_errors

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    type Page = Sequence[Step[Sequence[ContractStatusChanged]]]

PAGE = 500  # items read at a time: of contracts, their changes, and heads


class HeadScan:
    """Reads the whole table, which has no index of heads: at the price of a read unit for 8 KB."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def facts(
        self, since: datetime | None, *, after: str | None, on_unreadable: Callable[[str], None]
    ) -> Iterator["Page"]:
        """Yield the facts since a moment, None for all, one step for each page. Raises StoreUnavailable."""
        start = json.loads(after) if after else None
        while True:
            heads, start = self._page(start)
            found = (_fact(head, on_unreadable) for head in heads)
            facts = [fact for fact in found if fact and (since is None or fact.metadata.occurred_at >= since)]
            yield [Step(facts, json.dumps(start) if start else "")]
            if not start:
                return

    @store_errors
    def _page(self, start: Any) -> tuple[Sequence[Mapping[str, Any]], Any]:
        answer = self._client.scan(
            TableName=self._table,
            FilterExpression="sk = :head",
            ExpressionAttributeValues={":head": {"S": HEAD}},
            Limit=PAGE,
            **({"ExclusiveStartKey": start} if start else {}),
        )
        return answer["Items"], answer.get("LastEvaluatedKey")


def _fact(head: Mapping[str, Any], on_unreadable: Callable[[str], None]) -> ContractStatusChanged | None:
    try:
        return to_event({"dynamodb": {"NewImage": head}})
    except Unreadable:
        on_unreadable(head["pk"]["S"])
        return None
