"""Many items of a table by their keys, though DynamoDB may answer in part."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from unicorn_kit.errors import StoreUnavailable
from unicorn_kit.transactions import store_errors

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TRIES = 5


def get_items(
    client: "DynamoDBClient", table: str, keys: Sequence[Mapping[str, Any]], *, is_consistent: bool = True
) -> list[Mapping[str, Any]]:
    """Return the items that exist, in no order; `keys` are 100 at most. Raises StoreUnavailable.

    They are as last written, unless `is_consistent` is given up for half the cost.
    """
    wanted: Any = keys
    found: list[Mapping[str, Any]] = []
    batch_get = store_errors(client.batch_get_item)
    for _ in range(TRIES):
        answer = batch_get(RequestItems={table: {"Keys": wanted, "ConsistentRead": is_consistent}})
        found += answer["Responses"].get(table, [])
        left = answer.get("UnprocessedKeys", {})
        if table not in left:
            return found
        wanted = left[table]["Keys"]
    raise StoreUnavailable("the table kept answering in part")
