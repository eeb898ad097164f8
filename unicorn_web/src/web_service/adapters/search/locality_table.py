"""The names of countries and cities in DynamoDB."""

from typing import TYPE_CHECKING

from unicorn_kit.transactions import store_errors
from web_service.adapters.search.localities import locality_key, to_locality
from web_service.ports.localities import LocalityNotFound

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from web_service.domain.search.localities import Locality


class LocalityTable:
    """The port `Localities`."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    @store_errors
    def rename(self, country: str, city: str | None, name: str) -> "Locality":
        key = locality_key(country if city else None, city or country)
        try:
            found = self._client.update_item(
                TableName=self._table,
                Key=key,
                UpdateExpression="SET spelling = :name",
                ConditionExpression="attribute_exists(pk)",
                ExpressionAttributeValues={":name": {"S": name}},
                ReturnValues="ALL_NEW",
            )
        except self._client.exceptions.ConditionalCheckFailedException as error:
            raise LocalityNotFound("no listing is public there") from error
        return to_locality(found["Attributes"])
