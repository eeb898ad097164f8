"""The counts of public listings in cities, kept by the table's stream.

A listing's tally and its city's counts change in one transaction. So a change that is delivered twice, late or in a
batch that failed halfway counts once, and as many listings as fit share a transaction. What a city's count has grown by
is also `due` to its country, which country_counts.py pays: a transaction here writes no item of the whole country.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from unicorn_kit.errors import StoreUnavailable
from unicorn_kit.transactions import ConditionFailed, transact
from web_service.adapters.batch_reads import get_items
from web_service.adapters.search.counted_listings import Change
from web_service.adapters.search.localities import (
    CITIES_AREA,
    COUNTRY_NAME,
    DUE,
    LISTINGS,
    CityKey,
    city_of,
    locality_key,
)
from web_service.adapters.search.tallies import Tally, settled, tally_key, tally_write, to_tally

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

ITEMS_MAX = 100  # of a transaction
PATIENCE = 25  # tries of a transaction: nobody waits for these
TRIES = 8  # while others count the same listings

type _Part = Mapping[str, Sequence[Change]]  # the changes of each listing, in their order


class CityCounts:
    """Counts on the listings table."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def count(self, changes: Iterable[Change]) -> int:
        """Count the changes that are not counted yet; return the number of listings that they are of.

        Raises StoreUnavailable: some are counted then, and all may be counted again.
        """
        return sum(map(self._count, _parts(changes)))

    def _count(self, part: _Part) -> int:
        wrong: set[CityKey] = set()
        for _ in range(TRIES):
            tallies, more = self._settle(part)
            if not tallies:
                return 0
            cities = [city for city in more if city not in wrong and more[city].counts]
            try:
                writes = [*tallies, *(more[city].write(city, self._table) for city in cities)]
                transact(self._client, writes, tries=PATIENCE)
            except ConditionFailed as error:  # a tally: another call has counted the listing; it is read again
                wrong |= {cities[at - len(tallies)] for at in error.failed if at >= len(tallies)}
            else:
                return len(tallies)
        raise StoreUnavailable("others kept counting the same listings")

    def _settle(self, part: _Part) -> tuple[list[Any], dict[CityKey, "_More"]]:
        """Return the writes of the tallies that change, and what they change in each city."""
        keys = [tally_key(property_id) for property_id in part]
        found = {item["pk"]["S"]: item for item in get_items(self._client, self._table, keys)}
        tallies: list[Any] = []
        more: dict[CityKey, _More] = {}
        for property_id, changes in part.items():
            before: Tally | None = to_tally(found[property_id]) if property_id in found else None
            if after := settled(changes, before):
                tallies.append(tally_write(property_id, after[0], before, self._table))
                more.setdefault(city_of(property_id), _More(changes[-1])).add(after[1])
        return tallies, more


class _More:
    """What listings add to the counts of their city."""

    def __init__(self, first: Change) -> None:
        self._names = first.names
        self._sum: Counter[str] = Counter()

    def add(self, more: Mapping[str, int]) -> None:
        self._sum.update(more)

    @property
    def counts(self) -> dict[str, int]:
        return {name: by for name, by in self._sum.items() if by}

    def write(self, city: CityKey, table: str) -> Any:
        """Return the write of the city: its first listing names it. A count that is too small already stays."""
        counts, listings = self.counts, self._sum[LISTINGS]
        if listings:
            counts[DUE] = listings
        country_name, name = self._names
        values = {f":{name}": {"N": str(by)} for name, by in counts.items()}
        values |= {":spelled": {"S": name}, ":country_name": {"S": country_name}, ":cities": {"S": CITIES_AREA}}
        condition: dict[str, str] = {}
        if listings <= 0:
            condition = {"ConditionExpression": "listings >= :gone"}
            values[":gone"] = {"N": str(-listings)}
        return {
            "Update": {
                "TableName": table,
                "Key": locality_key(*city),
                "UpdateExpression": "SET spelling = if_not_exists(spelling, :spelled), "
                f"{COUNTRY_NAME} = if_not_exists({COUNTRY_NAME}, :country_name), area = :cities "
                "ADD " + ", ".join(f"{name} :{name}" for name in counts),
                "ExpressionAttributeValues": values,
                **condition,
            }
        }


def _parts(changes: Iterable[Change]) -> Iterator[_Part]:
    """Divide the changes so that the tallies of each part and its cities fit in one transaction."""
    part: dict[str, list[Change]] = {}
    items: set[Any] = set()
    for property_id, own in _by_listing(changes).items():
        more = {property_id, city_of(property_id)}
        if len(items | more) > ITEMS_MAX:
            yield part
            part, items = {}, set()
        part[property_id] = own
        items |= more
    if part:
        yield part


def _by_listing(changes: Iterable[Change]) -> dict[str, list[Change]]:
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.property_id, []).append(change)
    return {property_id: sorted(own, key=lambda change: change.order) for property_id, own in found.items()}
