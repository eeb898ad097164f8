"""The counts of public listings and cities in countries: what is due to them in their cities' items.

Cities of a country share a partition key, so one shard of the table's stream has all of their changes, and nobody else
writes their country's item. A record only says that a city has changed: what is due is read, so it can be read twice,
late or not at all if a later one comes. A city or country without listings loses its item.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import batched
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from unicorn_kit.errors import StoreUnavailable
from unicorn_kit.transactions import ConditionFailed, transact
from web_service.adapters.batch_reads import get_items
from web_service.adapters.search.city_counts import PATIENCE
from web_service.adapters.search.localities import CITIES, COUNTRY_NAME, DUE, LISTINGS, CityKey, locality_key

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

CITIES_MAX = 25  # of a transaction: each one that is being counted makes it wait
TRIES = 8


class _City(NamedTuple):
    """A city that has something to settle."""

    key: Mapping[str, Any]
    country_name: str
    listings: int
    due: int  # of these, those that its country does not count yet
    settled: Any  # the number of times that it was, as an attribute; None if never

    @classmethod
    def of(cls, item: Mapping[str, Any]) -> Self:
        return cls(
            key={"pk": item["pk"], "sk": item["sk"]},
            country_name=item[COUNTRY_NAME]["S"] if COUNTRY_NAME in item else item["pk"]["S"].partition("#")[2],
            listings=int(item[LISTINGS]["N"]),
            due=int(item[DUE]["N"]) if DUE in item else 0,
            settled=item.get("settled"),
        )

    @property
    def more_cities(self) -> int:
        """Return 1 if its country does not list the city yet, -1 if it is not to be listed any more."""
        return (self.listings > 0) - (self.listings > self.due)

    def write(self, table: str) -> Any:
        """Return the write that settles it, on condition that no other call has."""
        condition, values = "attribute_not_exists(settled)", {}
        if self.settled:
            condition, values = "settled = :settled", {":settled": self.settled}
        given: dict[str, Any] = {"TableName": table, "Key": self.key}
        if self.listings <= 0:
            given["ConditionExpression"] = f"{condition} AND listings <= :none"
            return {"Delete": given | {"ExpressionAttributeValues": values | {":none": {"N": "0"}}}}
        given |= {"UpdateExpression": f"ADD {DUE} :paid, settled :once", "ConditionExpression": condition}
        values |= {":paid": {"N": str(-self.due)}, ":once": {"N": "1"}}
        return {"Update": given | {"ExpressionAttributeValues": values}}


class CountryCounts:
    """Counts on the listings table."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def settle(self, cities: Iterable[CityKey]) -> None:
        """Add to the countries what is due to them. Raises StoreUnavailable."""
        by_country: dict[str, list[CityKey]] = {}
        for country, city in dict.fromkeys(cities):
            by_country.setdefault(country, []).append((country, city))
        for country, own in by_country.items():
            for some in batched(own, CITIES_MAX, strict=False):
                self._settle(country, some)

    def _settle(self, country: str, cities: Iterable[CityKey]) -> None:
        is_last = False  # whether the country loses its last listing; assumed without a read, as most do not
        for _ in range(TRIES):
            due = list(self._due(cities))
            if not due:
                return
            try:
                writes = [*(city.write(self._table) for city in due), *self._country(country, due, is_last=is_last)]
                transact(self._client, writes, tries=PATIENCE)
            except ConditionFailed as error:
                is_last ^= len(due) in error.failed
            else:
                return
        raise StoreUnavailable("the cities kept changing")

    def _due(self, cities: Iterable[CityKey]) -> Iterator[_City]:
        for item in get_items(self._client, self._table, [locality_key(*city) for city in cities]):
            city = _City.of(item)
            if city.due or city.listings <= 0:
                yield city

    def _country(self, country: str, due: list[_City], *, is_last: bool) -> Iterator[Any]:
        listings, cities = sum(city.due for city in due), sum(city.more_cities for city in due)
        if not listings and not cities:
            return
        given: dict[str, Any] = {"TableName": self._table, "Key": locality_key(None, country)}
        gone: dict[str, Any] = {":gone": {"N": str(-listings)}}
        if is_last:
            condition = {"ConditionExpression": "attribute_not_exists(pk) OR listings <= :gone"}
            yield {"Delete": given | condition | {"ExpressionAttributeValues": gone}}
            return
        values = {":listings": {"N": str(listings)}, ":cities": {"N": str(cities)}, ":name": {"S": due[0].country_name}}
        given["UpdateExpression"] = (
            f"SET spelling = if_not_exists(spelling, :name) ADD {LISTINGS} :listings, {CITIES} :cities"
        )
        if listings < 0:
            given["ConditionExpression"], values = "listings > :gone", values | gone
        yield {"Update": given | {"ExpressionAttributeValues": values}}
