"""Cities of earlier releases → the index by which the search box finds them; those that are counted now are in it."""

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from unicorn_kit.transactions import store_errors
from web_service.adapters.batch_reads import get_items
from web_service.adapters.search.localities import CITIES_AREA, city_of, locality_key

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class CityIndex:
    """Remembers which cities are in the index already, so that a round over all listings reads each city once."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table
        self._known: set[tuple[str, str]] = set()

    @store_errors
    def add(self, property_ids: Sequence[str]) -> int:
        """Add the cities of these properties, at most a hundred; return how many were not in it."""
        cities = set(map(city_of, property_ids)) - self._known
        found = get_items(self._client, self._table, [locality_key(*city) for city in cities]) if cities else []
        missing = [item for item in found if "area" not in item]
        for item in missing:
            with suppress(self._client.exceptions.ConditionalCheckFailedException):  # its last home has left
                self._client.update_item(
                    TableName=self._table,
                    Key={"pk": item["pk"], "sk": item["sk"]},
                    UpdateExpression="SET area = :cities",
                    ConditionExpression="attribute_exists(pk)",
                    ExpressionAttributeValues={":cities": {"S": CITIES_AREA}},
                )
        self._known |= cities
        return len(missing)
