"""The RESO feed read from DynamoDB: one item for each entry that is shown, and one that says whether more follow."""

from typing import TYPE_CHECKING, Any

from unicorn_kit.transactions import store_errors
from web_service.adapters.reso.feed_items import ENTRIES, FEED_KEY, entry_key, to_entry, to_state
from web_service.domain.reso.feed import FeedPage, FeedState

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class ResoFeedTable:
    """The port `ResoFeed`. Reads are consistent: what is written first is never seen last."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    @store_errors
    def state(self) -> FeedState | None:
        found = self._client.get_item(TableName=self._table, Key=FEED_KEY, ConsistentRead=True)
        return to_state(found["Item"]) if "Item" in found else None

    @store_errors
    def page(self, after: int, until: int, *, limit: int) -> FeedPage:
        """Read once: DynamoDB ends an answer behind a megabyte, of which 4 MB of records are made at most."""
        values: Any = {":feed": ENTRIES, ":low": entry_key(after + 1)["sk"], ":high": entry_key(until)["sk"]}
        found = self._client.query(
            TableName=self._table,
            KeyConditionExpression="pk = :feed AND sk BETWEEN :low AND :high",
            ExpressionAttributeValues=values,
            Limit=limit + 1,  # one more, to know whether another page follows
            ConsistentRead=True,
        )
        items = found["Items"]
        entries = [to_entry(item) for item in items[:limit]]
        more = len(items) > limit or (len(items) < limit + 1 and "LastEvaluatedKey" in found)
        return FeedPage(entries, entries[-1].number if entries and more else None, len(items))
