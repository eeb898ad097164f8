"""The localities of the search box in DynamoDB: the items of countries and cities, and one home for each street.

A city's item is in the area `CITIES` of the index by_house, by its slug. A count does not change what the index has of
it, so it costs nothing there. A street has no item: one card is read of each, and the next query begins behind it.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from unicorn_kit.transactions import store_errors
from web_service.adapters.search.card_areas import mark_of
from web_service.adapters.search.card_pages import card_of
from web_service.adapters.search.localities import CITIES_AREA, city_of_key, localities_pk, locality_key, to_locality
from web_service.domain.search.localities import Locality
from web_service.ports.known_localities import Street

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

COUNTRIES_MAX = 300
LAST = "\uffff"  # behind every slug that begins alike


class KnownLocalityTable:
    """The port `KnownLocalities`."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def countries(self) -> list[Locality]:
        return self._localities(None, COUNTRIES_MAX)

    def cities(self, beginning: str, *, limit: int) -> list[tuple[str, str]]:
        found = self._in_area(CITIES_AREA, beginning, beginning + LAST, limit)
        return [key for item in found if (key := city_of_key(item))]

    def cities_of(self, country: str, *, limit: int) -> list[Locality]:
        return self._localities(country, limit)

    @store_errors
    def city(self, country: str, city: str) -> Locality | None:
        found = self._client.get_item(TableName=self._table, Key=locality_key(country, city)).get("Item")
        locality = to_locality(found) if found else None
        return locality if locality and locality.listings > 0 else None

    def streets(self, country: str, city: str, beginning: str, *, limit: int) -> list[Street]:
        area = f"{country}/{city}"
        mark, found = mark_of(area), list[Street]()
        low, high = f"{mark}#{beginning}", f"{mark}#{beginning}{LAST}"
        while len(found) < limit and (cards := self._in_area(area, low, high, 1)):
            slug = cards[0]["pk"]["S"].split("/")[2]
            found.append(Street(slug, card_of(cards[0]).street))
            low = f"{mark}#{slug}$"  # behind all of its houses, as `$` is behind `#`
        return found

    def _localities(self, country: str | None, limit: int) -> list[Locality]:
        found = self._query("pk = :pk", {":pk": {"S": localities_pk(country)}}, limit)
        return [locality for item in found if (locality := to_locality(item)).listings > 0]

    def _in_area(self, area: str, low: str, high: str, limit: int) -> list[Mapping[str, Any]]:
        values = {":area": {"S": area}, ":low": {"S": low}, ":high": {"S": high}}
        condition = "area = :area AND sk BETWEEN :low AND :high"
        return self._query(condition, values, limit, IndexName="by_house")

    @store_errors
    def _query(self, condition: str, values: Any, limit: int, **more: str) -> list[Mapping[str, Any]]:
        given: Any = {"KeyConditionExpression": condition, "ExpressionAttributeValues": values, "Limit": limit} | more
        return list(self._client.query(TableName=self._table, **given)["Items"])
