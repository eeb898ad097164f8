"""What customers see, read from DynamoDB: one index entry for each card that is shown, one item for the details."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from web_service.adapters.cards import card_sk, unpack
from web_service.domain.search import Card, Found, Order, Spot
from web_service.ports import StoreUnavailable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef as Value
    from mypy_boto3_dynamodb.type_defs import QueryOutputTypeDef


class PublicListingTable:
    """The port `PublicListings`."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def cards(self, area: str, order: Order, *, limit: int, after: Spot | None) -> Found:
        query: dict[str, Any] = {
            "TableName": self._table,
            "IndexName": order.by,
            "KeyConditionExpression": "area = :area",
            "ExpressionAttributeValues": {":area": {"S": area}},
            "ScanIndexForward": order.ascending,
        }
        if after:
            query["ExclusiveStartKey"] = _key(area, order, after)
        cards: list[Card] = []
        read = 0
        while len(cards) < limit:  # DynamoDB may end a page early
            page = self._page(query | {"Limit": limit - len(cards)})
            cards += [unpack(item["pk"]["S"], item["card"]["S"]) for item in page["Items"]]
            read += len(page["Items"])
            if "LastEvaluatedKey" not in page:
                return Found(cards, None, read)
            query["ExclusiveStartKey"] = page["LastEvaluatedKey"]
        return Found(cards, _spot(order, query["ExclusiveStartKey"]), read)

    def _page(self, query: Any) -> "QueryOutputTypeDef":
        try:
            return self._client.query(**query)
        except (BotoCoreError, ClientError) as error:
            raise StoreUnavailable(str(error)) from error

    def details(self, property_id: str) -> Mapping[str, Any] | None:
        key: Mapping[str, Value] = {"pk": {"S": property_id}, "sk": {"S": "PUBLIC"}}
        try:
            found = self._client.get_item(TableName=self._table, Key=key, ProjectionExpression="details")
        except (BotoCoreError, ClientError) as error:
            raise StoreUnavailable(str(error)) from error
        if "Item" not in found:
            return None
        details: dict[str, Any] = json.loads(found["Item"]["details"]["S"])
        return details


def _key(area: str, order: Order, spot: Spot) -> dict[str, Any]:
    key = {"pk": {"S": spot.property_id}, "sk": {"S": card_sk(area)}, "area": {"S": area}}
    return key if order.attribute == "pk" else key | {order.attribute: {"N": spot.value}}


def _spot(order: Order, key: Mapping[str, Any]) -> Spot:
    return Spot(key["pk"]["S"], "" if order.attribute == "pk" else key[order.attribute]["N"])
