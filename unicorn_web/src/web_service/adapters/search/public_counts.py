"""A batch of the listings table's stream → the counts of public listings.

Those of cities follow from records of listings, those of countries from records of cities.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from unicorn_kit.errors import Unreadable
from web_service.adapters.search.city_counts import CityCounts
from web_service.adapters.search.counted_listings import Change, changed_city, to_change
from web_service.adapters.search.country_counts import CountryCounts

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

type _Record = Mapping[str, Any]
type OnUnreadable = Callable[[_Record, Unreadable], None]


class PublicCounts:
    """Counts on the listings table."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._cities = CityCounts(client, table)
        self._countries = CountryCounts(client, table)

    def count(self, records: Iterable[_Record], on_unreadable: OnUnreadable) -> int:
        """Count what the records change and is not counted yet; return the number of listings that it is of.

        Raises StoreUnavailable: some is counted then, and all may be counted again.
        """
        records = list(records)
        counted = self._cities.count(list(_changes(records, on_unreadable)))
        self._countries.settle([city for record in records if (city := changed_city(record))])
        return counted


def _changes(records: Iterable[_Record], on_unreadable: OnUnreadable) -> Iterator[Change]:
    for record in records:
        try:
            change = to_change(record)
        except Unreadable as error:
            on_unreadable(record, error)
            continue
        if change:
            yield change
