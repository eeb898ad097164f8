"""What customers see, read from DynamoDB: one index entry for each card that is shown, one item for the details."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from web_service.adapters.cards import card_sk, unpack
from web_service.adapters.places import places_pk
from web_service.domain.search import Card, Found, Order, Place, Places, Spot, Wishes
from web_service.ports import StoreUnavailable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef as Value
    from mypy_boto3_dynamodb.type_defs import QueryOutputTypeDef


type _Item = Mapping[str, Any]
type _Key = Mapping[str, Any]

READ_MAX = 200  # cards that one request reads, however few of them are wanted
LOOK_MIN = 10  # cards read at a time to fill a page


class PublicListingTable:
    """The port `PublicListings`."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def cards(self, area: str, order: Order, wishes: Wishes, *, limit: int, after: Spot | None) -> Found:
        """Read exactly what is shown if the index knows the wishes, else as far as the share met so far tells."""
        query = self._searched(area, order, wishes)
        start: _Key | None = _key(area, order, after) if after else None
        cards: list[Card] = []
        read, look = 0, limit
        while True:
            items, start = self._read(query, start, min(look, READ_MAX - read))
            read += len(items)
            fitting = [(item, card) for item in items if wishes.met_by(card := _card(item))]
            room = limit - len(cards)
            cards += [card for _, card in fitting[:room]]
            if len(fitting) > room:
                return Found(cards, _spot(order, fitting[room - 1][0]), read)
            if start is None or len(cards) == limit or read >= READ_MAX:
                return Found(cards, _spot(order, start) if start else None, read)
            look = max(LOOK_MIN, (limit - len(cards)) * read // (len(cards) or 1))

    def places(self, country: str | None, *, limit: int, after: str | None) -> Places:
        pk = {"S": places_pk(country)}
        query = {"KeyConditionExpression": "pk = :pk", "ExpressionAttributeValues": {":pk": pk}}
        items, end = self._read(query, {"pk": pk, "sk": {"S": after}} if after else None, limit)
        return Places([_place(item) for item in items], end["sk"]["S"] if end else None, len(items))

    def _searched(self, area: str, order: Order, wishes: Wishes) -> dict[str, Any]:
        condition, values = _priced(wishes) if order.attribute == "price" else ("", {})
        return {
            "IndexName": order.by,
            "KeyConditionExpression": f"area = :area{condition}",
            "ExpressionAttributeValues": {":area": {"S": area}} | values,
            "ScanIndexForward": order.ascending,
        }

    def _read(self, query: dict[str, Any], start: _Key | None, limit: int) -> tuple[list[_Item], _Key | None]:
        """Return the next `limit` items, and the key behind which there may be more."""
        items: list[_Item] = []
        while len(items) < limit:  # DynamoDB may end a page early
            begin = {"ExclusiveStartKey": start} if start else {}
            page = self._page({"TableName": self._table, "Limit": limit - len(items)} | query | begin)
            items += page["Items"]
            start = page.get("LastEvaluatedKey")
            if start is None:
                break
        return items, start

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


def _priced(wishes: Wishes) -> tuple[str, dict[str, Any]]:
    """Return the price range as a condition on the index's key."""
    bounds = {":low": wishes.min_price, ":high": wishes.max_price}
    values = {name: {"N": str(price)} for name, price in bounds.items() if price is not None}
    match wishes.min_price, wishes.max_price:
        case None, None:
            return "", {}
        case _, None:
            return " AND price >= :low", values
        case None, _:
            return " AND price <= :high", values
    return " AND price BETWEEN :low AND :high", values


def _card(item: _Item) -> Card:
    return unpack(item["pk"]["S"], item["card"]["S"])


def _place(item: _Item) -> Place:
    cities = int(item["cities"]["N"]) if "cities" in item else 0
    return Place(item["sk"]["S"], item["spelling"]["S"], int(item["listings"]["N"]), cities)


def _key(area: str, order: Order, spot: Spot) -> dict[str, Any]:
    key = {"pk": {"S": spot.property_id}, "sk": {"S": card_sk(area)}, "area": {"S": area}}
    return key if order.attribute == "pk" else key | {order.attribute: {"N": spot.value}}


def _spot(order: Order, key: Mapping[str, Any]) -> Spot:
    return Spot(key["pk"]["S"], "" if order.attribute == "pk" else key[order.attribute]["N"])
