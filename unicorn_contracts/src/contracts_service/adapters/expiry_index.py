"""The contracts in the sparse index `by_expiry`, page by page."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from contracts_service.adapters.contract_items import EXPIRING, to_contract
from contracts_service.domain.contract import Contract
from unicorn_kit.rounds import Step
from unicorn_kit.transactions import store_errors

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef as Value

PAGE = 25  # contracts read at a time
KEY = ("expiring", "expires_on", "pk", "sk")


class ExpiryIndex:
    """The port `Expiring`."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def over(self, today: date, *, after: str | None = None) -> Iterator[Sequence[Step[Contract | None]]]:
        query: dict[str, Any] = {
            "TableName": self._table,
            "IndexName": "by_expiry",
            "KeyConditionExpression": "expiring = :expiring AND expires_on < :today",
            "ExpressionAttributeValues": {":expiring": {"S": EXPIRING}, ":today": {"S": today.isoformat()}},
            "Limit": PAGE,
        }
        start = _key(after, today)
        while True:
            page = self._page(query | ({"ExclusiveStartKey": start} if start else {}))
            yield [Step(_contract(item), _position(item)) for item in page["Items"]]
            start = page.get("LastEvaluatedKey")
            if not start:
                return

    @store_errors
    def _page(self, query: "dict[str, Any]") -> "Any":
        return self._client.query(**query)


def _contract(item: "Mapping[str, Value]") -> Contract | None:
    try:
        return to_contract(item)
    except (KeyError, TypeError, ValueError):
        return None


def _position(item: "Mapping[str, Value]") -> str:
    return json.dumps([item[name]["S"] for name in KEY])


def _key(position: str | None, today: date) -> "dict[str, Value] | None":
    """Return where to begin; at the first contract if the position is not before `today`, which DynamoDB refuses."""
    values = dict(zip(KEY, json.loads(position), strict=True)) if position else {"expires_on": today.isoformat()}
    if values["expires_on"] >= today.isoformat():
        return None
    return {name: {"S": value} for name, value in values.items()}
