"""Public listings read from DynamoDB: one index entry for each card that is shown, one item for the details."""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from unicorn_kit.aws.errors import aws_errors
from unicorn_kit.errors import StoreUnavailable
from web_service.adapters.search import details
from web_service.adapters.search.cards import unpack
from web_service.adapters.search.localities import counted_currencies, localities_pk, to_locality
from web_service.domain.search.cards import Card, CardPage, Order, Position, SearchCriteria
from web_service.domain.search.details import PublicListing
from web_service.domain.search.localities import LocalityPage

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef as Value
    from mypy_boto3_dynamodb.type_defs import QueryOutputTypeDef


type _Item = Mapping[str, Any]
type _Key = Mapping[str, Any]


class _Index(NamedTuple):
    """The index that sorts cards in an order, and the attribute that it sorts them by."""

    name: str
    attribute: str
    ascending: bool


_INDEXES = {
    Order.PLACE: _Index("by_house", "sk", ascending=True),
    Order.PRICE: _Index("by_price", "price", ascending=True),
    Order.PRICE_DESCENDING: _Index("by_price", "price", ascending=False),
    Order.NEWEST: _Index("by_newest", "since", ascending=False),
}
READ_MAX = 200  # cards that one request reads, however few of them are wanted
LOOK_MIN = 10  # cards read at a time to fill a page


class PublicListingTable:
    """The port `PublicListings`."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def cards(
        self, area: str, order: Order, criteria: SearchCriteria, *, limit: int, after: Position | None
    ) -> CardPage:
        """Read only the cards that are shown if the index knows the criteria, else as many as past matches suggest."""
        index = _INDEXES[order]
        query = _query(area, index, criteria)
        start: _Key | None = _key(area, index, after) if after else None
        cards: list[Card] = []
        read, look = 0, limit
        while True:
            items, start = self._read(query, start, min(look, READ_MAX - read))
            read += len(items)
            fitting = [(item, card) for item in items if criteria.match(card := _card(item))]
            room = limit - len(cards)
            cards += [card for _, card in fitting[:room]]
            if len(fitting) > room:
                return CardPage(cards, _position(index, fitting[room - 1][0]), read)
            if start is None or len(cards) == limit or read >= READ_MAX:
                return CardPage(cards, _position(index, start) if start else None, read)
            look = max(LOOK_MIN, (limit - len(cards)) * read // (len(cards) or 1))

    def localities(self, country: str | None, *, limit: int, after: str | None) -> LocalityPage:
        pk = {"S": localities_pk(country)}
        query = {"KeyConditionExpression": "pk = :pk", "ExpressionAttributeValues": {":pk": pk}}
        items, end = self._read(query, {"pk": pk, "sk": {"S": after}} if after else None, limit)
        return LocalityPage([to_locality(item) for item in items], end["sk"]["S"] if end else None, len(items))

    def currencies(self, city: str) -> Mapping[str, int]:
        country, _, slug = city.partition("/")
        found = self._get({"pk": {"S": localities_pk(country)}, "sk": {"S": slug}})
        if found is None:
            return {}
        if (counted := counted_currencies(found)) is not None:
            return counted
        sample = self.cards(city, Order.NEWEST, SearchCriteria(), limit=READ_MAX, after=None)
        return Counter(card.currency for card in sample.cards)

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
        except aws_errors() as error:
            raise StoreUnavailable(str(error)) from error

    def details(self, property_id: str) -> PublicListing | None:
        found = self._get({"pk": {"S": property_id}, "sk": {"S": "PUBLIC"}}, ProjectionExpression="details")
        return details.unpack(found["details"]["S"]) if found else None

    def _get(self, key: "Mapping[str, Value]", **more: Any) -> _Item | None:
        try:
            return self._client.get_item(TableName=self._table, Key=key, **more).get("Item")
        except aws_errors() as error:
            raise StoreUnavailable(str(error)) from error


def _query(area: str, index: _Index, criteria: SearchCriteria) -> dict[str, Any]:
    condition, values = _priced(criteria) if index.attribute == "price" else ("", {})
    return {
        "IndexName": index.name,
        "KeyConditionExpression": f"area = :area{condition}",
        "ExpressionAttributeValues": {":area": {"S": area}} | values,
        "ScanIndexForward": index.ascending,
    }


def _priced(criteria: SearchCriteria) -> tuple[str, dict[str, Any]]:
    """Return the price range as a condition on the index's key."""
    bounds = {":low": criteria.min_price, ":high": criteria.max_price}
    values = {name: {"N": str(price)} for name, price in bounds.items() if price is not None}
    match criteria.min_price, criteria.max_price:
        case None, None:
            return "", {}
        case _, None:
            return " AND price >= :low", values
        case None, _:
            return " AND price <= :high", values
    return " AND price BETWEEN :low AND :high", values


def _card(item: _Item) -> Card:
    return unpack(item["pk"]["S"], item["card"]["S"])


def _key(area: str, index: _Index, position: Position) -> dict[str, Any]:
    key = {"pk": {"S": position.property_id}, "sk": {"S": position.place}, "area": {"S": area}}
    return key if index.attribute == "sk" else key | {index.attribute: {"N": position.value}}


def _position(index: _Index, key: Mapping[str, Any]) -> Position:
    value = "" if index.attribute == "sk" else key[index.attribute]["N"]
    return Position(key["pk"]["S"], key["sk"]["S"], value)
