"""Saved searches in DynamoDB; for the items see alert_items.py."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from unicorn_kit.attributes import to_item
from unicorn_kit.transactions import ConditionFailed, store_errors, transact
from web_service.adapters.alerts.alert_items import (
    ASK,
    HOMES,
    NEW,
    SENT,
    address_item,
    address_key,
    home_key,
    id_of,
    moment,
    new_search_item,
    number,
    search_key,
    to_book,
    to_candidate,
    to_search,
)
from web_service.adapters.limit_counts import count
from web_service.domain.alerts.saved_search import KEPT, AddressBook, SavedSearch, SearchState
from web_service.domain.limits import Limit, LimitReached, seconds_left
from web_service.ports.alerts import Candidate, Found, SearchChangedMeanwhile

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from unicorn_kit.receipts import Receipt

CONFIRMED = {":confirmed": {"S": SearchState.CONFIRMED}}
TRIES = 5  # to change a book that others change


class AlertTable:
    """The port `SavedSearches`."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def add(self, search: SavedSearch, limits: Sequence[Limit], receipt: "Receipt | None" = None) -> None:
        put: Any = {"Put": {"TableName": self._table, "Item": new_search_item(search)}}
        counts = [count(self._table, limit, search.saved_at) for limit in limits]
        book = self._put_book(search, lambda book: book.saved(search))
        try:
            transact(self._client, [book, put, *counts], receipt)
        except ConditionFailed as failed:
            if 0 in failed.failed:
                raise SearchChangedMeanwhile("another search is saved for this address at this moment") from failed
            raise LimitReached(seconds_left(search.saved_at)) from failed

    @store_errors
    def get(self, search_id: UUID) -> SavedSearch | None:
        key = search_key(search_id)
        found = self._client.get_item(TableName=self._table, Key=key, ConsistentRead=True).get("Item")
        return to_search(found) if found else None

    def confirm(self, before: SavedSearch, after: SavedSearch) -> None:
        values = {"expires_at": number(after.expires_at), "state": after.state, "locality": after.locality}
        asks_no_more = " REMOVE due, due_at" if before.state is SearchState.UNCONFIRMED else ""
        update: Any = {
            "TableName": self._table,
            "Key": search_key(before.search_id),
            "UpdateExpression": "SET expires_at = :expires_at, search_state = :state, locality = :locality"
            f"{asks_no_more}",
            "ConditionExpression": "expires_at = :before AND search_state = :was",
            "ExpressionAttributeValues": {
                **{f":{name}": value for name, value in to_item(values).items()},
                ":before": {"N": str(number(before.expires_at))},
                ":was": {"S": before.state},
            },
        }
        book = self._put_book(before, lambda book: book.confirmed(after))
        try:
            transact(self._client, [{"Update": update}, book])
        except ConditionFailed as failed:
            raise SearchChangedMeanwhile("the saved search was changed at the same moment") from failed

    def remove(self, search: SavedSearch) -> None:
        delete: Any = {"Delete": {"TableName": self._table, "Key": search_key(search.search_id)}}
        for _ in range(TRIES):
            with suppress(ConditionFailed):  # another search of this address is saved or ended
                return transact(self._client, [delete, self._put_book(search, lambda book: book.removed(search))])
        return transact(self._client, [delete])  # what its address is counted by expires by itself

    def candidates(self, locality: str) -> Iterator[Candidate]:
        query = {
            "IndexName": "by_locality",
            "KeyConditionExpression": "locality = :locality",
            "ExpressionAttributeValues": {":locality": {"S": locality}},
        }
        return map(to_candidate, self._items(query))

    def note(self, search_id: UUID, property_id: str, *, at: datetime) -> bool:
        new: Any = {
            "TableName": self._table,
            "Key": home_key(search_id, NEW, property_id),
            "UpdateExpression": "SET found_at = :at, expires_at = :until",
            "ExpressionAttributeValues": {":at": {"N": str(number(at))}, ":until": {"N": str(number(at + KEPT))}},
        }
        sent: Any = {
            "TableName": self._table,
            "Key": home_key(search_id, SENT, property_id),
            "ConditionExpression": "attribute_not_exists(pk)",
        }
        due: Any = {
            "TableName": self._table,
            "Key": search_key(search_id),
            "UpdateExpression": "SET due = :homes, due_at = if_not_exists(due_at, :at) ADD news :one",
            "ConditionExpression": "search_state = :confirmed",
            "ExpressionAttributeValues": CONFIRMED
            | {":homes": {"S": HOMES}, ":at": {"N": str(number(at))}, ":one": {"N": "1"}},
        }
        try:
            transact(self._client, [{"Update": new}, {"ConditionCheck": sent}, {"Update": due}])
        except ConditionFailed:
            return False
        return True

    def unasked(self, *, before: datetime) -> Sequence[UUID]:
        found = self._due(ASK, " AND due_at <= :before", {":before": {"N": str(number(before))}})
        return [id_of(item) for item in found]

    def try_again(self, search_id: UUID, *, before: datetime, at: datetime) -> bool:
        values = {":ask": {"S": ASK}, ":before": {"N": str(number(before))}, ":at": {"N": str(number(at))}}
        return self._update(search_id, "SET due_at = :at", "due = :ask AND due_at <= :before", values)

    def asked(self, search_id: UUID) -> None:
        self._update(search_id, "REMOVE due, due_at", "due = :ask", {":ask": {"S": ASK}})

    def due(self) -> Sequence[UUID]:
        return [id_of(item) for item in self._due(HOMES)]

    def found(self, search_id: UUID, *, limit: int) -> Sequence[Found]:
        query = {
            "KeyConditionExpression": "pk = :pk AND sk BETWEEN :first AND :last",
            "ExpressionAttributeValues": {
                ":pk": search_key(search_id)["pk"],
                ":first": {"S": NEW},
                ":last": {"S": f"{NEW}~"},  # behind every property id
            },
            "ConsistentRead": True,
            "Limit": limit,
        }
        found: list[Found] = []
        for item in self._items(query):
            found.append(Found(item["sk"]["S"].removeprefix(NEW), moment(item["found_at"]["N"])))
            if len(found) == limit:
                break
        return found

    def begin(self, search: SavedSearch, day: str) -> bool:
        condition, values = "search_state = :confirmed AND mailed_on < :day", CONFIRMED | {":day": {"S": day}}
        return self._update(search.search_id, "SET mailed_on = :day", condition, values)

    def give_back(self, search: SavedSearch, day: str) -> None:
        values = {":day": {"S": day}, ":before": {"S": search.mailed_on}}
        self._update(search.search_id, "SET mailed_on = :before", "mailed_on = :day", values)

    def settle(self, search: SavedSearch, *, mailed: Sequence[str], dropped: Sequence[Found], is_done: bool) -> None:
        for property_id in mailed:
            self._mark(search.search_id, property_id, search.expires_at)
        for home in dropped:
            self._forget(search.search_id, home)
        if is_done:
            news = {":news": {"N": str(search.news)}}
            self._update(search.search_id, "REMOVE due, due_at", "news = :news", news)

    def _mark(self, search_id: UUID, property_id: str, until: datetime) -> None:
        item = home_key(search_id, SENT, property_id) | to_item({"expires_at": number(until + KEPT)})
        put: Any = {"Put": {"TableName": self._table, "Item": item}}
        delete: Any = {"Delete": {"TableName": self._table, "Key": home_key(search_id, NEW, property_id)}}
        transact(self._client, [put, delete])

    @store_errors
    def _forget(self, search_id: UUID, home: Found) -> None:
        with suppress(self._client.exceptions.ConditionalCheckFailedException):  # it was approved again meanwhile
            self._client.delete_item(
                TableName=self._table,
                Key=home_key(search_id, NEW, home.property_id),
                ConditionExpression="found_at = :seen",
                ExpressionAttributeValues={":seen": {"N": str(number(home.found_at))}},
            )

    @store_errors
    def _update(self, search_id: UUID, update: str, condition: str, values: dict[str, Any]) -> bool:
        try:
            self._client.update_item(
                TableName=self._table,
                Key=search_key(search_id),
                UpdateExpression=update,
                ConditionExpression=condition,
                ExpressionAttributeValues=values,
            )
        except self._client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    def _put_book(self, search: SavedSearch, change: Callable[[AddressBook], AddressBook]) -> Any:
        """Return the part of a transaction that changes what is kept of an address, unless others change it."""
        before = self._book(search.address)
        after = change(before)
        unchanged: Any = {
            "TableName": self._table,
            "ConditionExpression": "version = :version" if before.version else "attribute_not_exists(version)",
            **({"ExpressionAttributeValues": {":version": {"N": str(before.version)}}} if before.version else {}),
        }
        if after.is_empty:
            return {"Delete": unchanged | {"Key": address_key(after.address)}}
        return {"Put": unchanged | {"Item": address_item(after)}}

    @store_errors
    def _book(self, address: str) -> AddressBook:
        key = address_key(address)
        return to_book(
            address, self._client.get_item(TableName=self._table, Key=key, ConsistentRead=True).get("Item")
        )  # fmt: skip

    def _due(self, what: str, condition: str = "", values: Mapping[str, Any] | None = None) -> Iterator[Any]:
        return self._items(
            {
                "IndexName": "by_due",
                "KeyConditionExpression": f"due = :due{condition}",
                "ExpressionAttributeValues": {":due": {"S": what}} | dict(values or {}),
            }
        )

    def _items(self, query: dict[str, Any]) -> Iterator[Any]:
        read = store_errors(self._client.query)
        start: dict[str, Any] = {}
        while True:
            page = read(TableName=self._table, **query, **start)
            yield from page["Items"]
            if "LastEvaluatedKey" not in page:
                return
            start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}
