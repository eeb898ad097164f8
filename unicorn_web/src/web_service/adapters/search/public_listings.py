"""Public listings read from DynamoDB: one index entry for each card that is shown, one item for the details."""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from unicorn_kit.aws.errors import aws_errors
from unicorn_kit.errors import StoreUnavailable
from web_service.adapters.search import details
from web_service.adapters.search.card_areas import mark_of
from web_service.adapters.search.card_pages import SORTED, InOrder, Sorted
from web_service.adapters.search.card_queries import CardQuery
from web_service.adapters.search.localities import (
    counted_currencies,
    has_filter_areas,
    localities_pk,
    locality_key,
    to_locality,
)
from web_service.domain.search.cards import CardPage, Order, Position, SearchCriteria, filter_area
from web_service.domain.search.details import PublicListing
from web_service.domain.search.localities import LocalityPage

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef as Value
    from mypy_boto3_dynamodb.type_defs import QueryOutputTypeDef


type _Item = Mapping[str, Any]
type _Key = Mapping[str, Any]

APPROVED = "APPROVED"  # the status of a listing that customers see
SAMPLE = 200  # newest cards that stand for all of a city
READ_MAX = 5000  # cards that one request reads, however few of them are wanted


class PublicListingTable:
    """The port `PublicListings`."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def cards(
        self, area: str, order: Order, criteria: SearchCriteria, *, limit: int, after: Position | None
    ) -> CardPage:
        """Read only the cards that are shown if an area and the index know the criteria, else as few as possible."""
        query = self._query(area, order, criteria, after)
        if query.area != area and _can_be_sorted(query):
            return self._in_price_range(query, limit, after)
        found = InOrder(self._read, query, limit, after)
        found.step(limit)
        while not found.is_done and found.read < READ_MAX:
            found.step(min(found.next_look(), READ_MAX - found.read))
        return found.page(found.read)

    def _query(self, area: str, order: Order, criteria: SearchCriteria, after: Position | None) -> CardQuery:
        """Return the query of the narrowest area that has all cards that are wanted."""
        narrow, street = _narrowed(area, order, criteria)
        if narrow == area:
            return CardQuery(area, order, criteria)
        # The pages behind the first one are read where it was, whatever was published meanwhile.
        is_there = after.place.startswith(f"{mark_of(narrow)}#") if after else self._has_filter_areas(narrow)
        return CardQuery(narrow, order, criteria, street) if is_there else CardQuery(area, order, criteria)

    def _has_filter_areas(self, area: str) -> bool:
        """Whether all listings of a city have cards there; those of the previous release get them when they change."""
        found = self._city(area.partition("#")[0])
        return found is None or has_filter_areas(found)

    def _in_price_range(self, query: CardQuery, limit: int, after: Position | None) -> CardPage:
        """Read in order and by price in turns, until one of them has a page; it may be the one or the other.

        Reads at most about twice as much as the better way would have. Pages behind the first one go the same way.
        """
        in_range = Sorted(self._read, query, limit, after)
        if after and after.value.startswith(SORTED):
            while not in_range.is_done:
                in_range.step(READ_MAX)
            return in_range.page(in_range.read)
        in_order = InOrder(self._read, query, limit, after)
        look = limit + 1  # one more, so that a range that has as many as a page is known to end
        while in_range.read + in_order.read < READ_MAX:
            for way in (in_order,) if after else (in_range, in_order):
                way.step(look)
                if way.is_done:
                    return way.page(in_range.read + in_order.read)
            look *= 2
        return in_order.page(in_range.read + in_order.read)

    def localities(self, country: str | None, *, limit: int, after: str | None) -> LocalityPage:
        pk = {"S": localities_pk(country)}
        query = {"KeyConditionExpression": "pk = :pk", "ExpressionAttributeValues": {":pk": pk}}
        items, end = self._read(query, {"pk": pk, "sk": {"S": after}} if after else None, limit)
        found = [to_locality(item) for item in items]
        shown = [locality for locality in found if locality.listings > 0]  # one that has lost its last is removed soon
        return LocalityPage(shown, end["sk"]["S"] if end else None, len(items))

    def currencies(self, city: str) -> Mapping[str, int]:
        found = self._city(city)
        if found and (counted := counted_currencies(found)) is not None:
            return counted
        sample = self.cards(city, Order.NEWEST, SearchCriteria(), limit=SAMPLE, after=None)  # nothing is counted yet
        return Counter(card.currency for card in sample.cards)

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
        found = self._get({"pk": {"S": property_id}, "sk": {"S": "PUBLIC"}}, ProjectionExpression="details")
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


def _can_be_sorted(query: CardQuery) -> bool:
    """Return whether reading by price finds the cards in a price range: prices of one currency, of all of a city."""
    criteria = query.criteria
    by_price = "price" in query.order
    return bool(criteria.has_price and criteria.currency and not query.street and not by_price)


def _narrowed(area: str, order: Order, criteria: SearchCriteria) -> tuple[str, str | None]:
    """Return the narrowest area that has all cards that are wanted, and the street if it is one of a city's area."""
    locality, separator, kind = area.partition("#")
    country, city, *street = locality.split("/")
    plain = f"{country}/{city}{separator}{kind}"
    narrow = filter_area(plain, criteria.currency, criteria.bedrooms)
    if narrow == plain or ("price" in order and not criteria.currency) or (street and order is not Order.PLACE):
        return area, None
    return narrow, street[0] if street else None
