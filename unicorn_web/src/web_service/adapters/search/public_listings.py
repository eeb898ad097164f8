"""Public listings read from DynamoDB: one index entry for each card that is shown, one item for the details."""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from unicorn_kit.aws.errors import aws_errors
from unicorn_kit.errors import StoreUnavailable
from web_service.adapters.search import details
from web_service.adapters.search.card_search import CardSearch
from web_service.adapters.search.localities import counted_currencies, localities_pk, locality_key, to_locality
from web_service.domain.search.cards import CardPage, Order, Position, SearchCriteria
from web_service.domain.search.details import PublicListing
from web_service.domain.search.localities import Locality, LocalityPage

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef as Value
    from mypy_boto3_dynamodb.type_defs import QueryOutputTypeDef

    from web_service.domain.search.regions import Region


type _Item = Mapping[str, Any]
type _Key = Mapping[str, Any]

APPROVED = "APPROVED"  # the status of a listing that customers see
SAMPLE = 200  # newest cards that stand for all of a city
CITIES_MAX = 1000  # whose currencies stand for all of a country


class PublicListingTable:
    """The port `PublicListings`."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def cards(
        self, area: str, order: Order, criteria: SearchCriteria, *, limit: int, after: Position | None
    ) -> CardPage:
        return CardSearch(self._read, self._city, area, order, criteria, limit).page(after)

    def in_region(self, region: "Region", kind: str | None, *, limit: int, after: Position | None) -> CardPage:
        from web_service.adapters.search.map_search import MapSearch  # noqa: PLC0415 - most searches are by place

        return MapSearch(self._read, region, kind, limit).page(after)

    def localities(self, country: str | None, *, limit: int, after: str | None) -> LocalityPage:
        pk = {"S": localities_pk(country)}
        query = {"KeyConditionExpression": "pk = :pk", "ExpressionAttributeValues": {":pk": pk}}
        found: list[Locality] = []
        start: _Key | None = {"pk": pk, "sk": {"S": after}} if after else None
        read = 0
        while len(found) <= limit:  # one more, to know whether another page follows
            items, start = self._read(query, start, limit + 1 - len(found))
            read += len(items)
            found += [locality for item in items if (locality := to_locality(item)).listings > 0]  # others go soon
            if start is None:
                break
        shown = found[:limit]
        return LocalityPage(shown, shown[-1].slug if len(found) > limit else None, read)

    def currencies(self, locality: str) -> Mapping[str, int]:
        if "/" not in locality:
            return self._currencies_of_cities(locality)
        found = self._city(locality)
        if found and (counted := counted_currencies(found)) is not None:
            return counted
        # Nothing is counted yet.
        sample = self.cards(locality, Order.NEWEST, SearchCriteria(), limit=SAMPLE, after=None)
        return Counter(card.currency for card in sample.cards)

    def _currencies_of_cities(self, country: str) -> Mapping[str, int]:
        values = {":pk": {"S": localities_pk(country)}}
        cities, _ = self._read(
            {"KeyConditionExpression": "pk = :pk", "ExpressionAttributeValues": values}, None, CITIES_MAX
        )
        return sum((Counter(counted_currencies(city) or {}) for city in cities), Counter())

    def _city(self, city: str) -> _Item | None:
        country, _, slug = city.partition("/")
        return self._get(locality_key(country, slug))

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
        found = self._get(details.public_key(property_id), ProjectionExpression="details")
        return details.unpack(found["details"]["S"]) if found else None

    def was_public(self, property_id: str) -> bool:
        """Read nothing of the agent's version but its past statuses; items of the first two formats have none."""
        found = self._get({"pk": {"S": property_id}, "sk": {"S": "LISTING"}}, ProjectionExpression="status_history")
        past = found.get("status_history", {"L": []})["L"] if found else []
        return any(one["M"]["status"]["S"] == APPROVED for one in past)

    def _get(self, key: "Mapping[str, Value]", **more: Any) -> _Item | None:
        try:
            return self._client.get_item(TableName=self._table, Key=key, **more).get("Item")
        except aws_errors() as error:
            raise StoreUnavailable(str(error)) from error
