"""Listings in DynamoDB: a listing and its public version are written in one transaction."""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import batched
from typing import TYPE_CHECKING, Any

from unicorn_kit.errors import StoreUnavailable
from unicorn_kit.transactions import ConditionFailed, store_errors, transact
from web_service.adapters.listings.listing_items import listed, listing_item, listing_key, to_listing
from web_service.adapters.search.locality_counts import counts
from web_service.adapters.search.public_items import older_keys, public_items, public_keys
from web_service.domain.listings.listing import Listing, ListingFilter, ListingStatus
from web_service.ports.listings import ListingChangedMeanwhile, ListingExists, ListingNotFound

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

    from unicorn_kit.receipts import Receipt

PAGE = 25  # listings read at a time
TRIES = 5  # to read all of a partial answer, to count while others do, or to add what others add and remove


class ListingTable:
    """The port `Listings` on one DynamoDB table; for its items see listing_items.py."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    @store_errors
    def get(self, property_id: str) -> Listing:
        found = self._client.get_item(TableName=self._table, Key=listing_key(property_id), ConsistentRead=True)
        if "Item" not in found:
            raise ListingNotFound(f"there is no listing of {property_id}")
        return to_listing(found["Item"])

    def add(self, listing: Listing, receipt: "Receipt | None" = None) -> None:
        for _ in range(TRIES):
            if self._put(listing, receipt, ConditionExpression="attribute_not_exists(pk)"):
                return
            with suppress(ListingNotFound):  # it was removed between the two calls
                raise ListingExists(listing, self.get(listing.property_id))
        raise StoreUnavailable("others kept adding and removing the listing")

    def save(self, before: Listing, after: Listing, receipt: "Receipt | None" = None) -> None:
        unchanged = _unchanged(before)
        if after.public_version == before.public_version:
            saved = self._put(after, receipt, **unchanged)
        else:
            put: Any = {"Put": {"TableName": self._table, "Item": listing_item(after)} | unchanged}
            saved = self._transact([put, *self._publish(before, after)], before, after, receipt)
        if not saved:
            raise _changed_meanwhile(after)

    @store_errors
    def remove(self, listing: Listing) -> None:
        key = listing_key(listing.property_id)
        try:
            self._client.delete_item(TableName=self._table, Key=key, **_unchanged(listing))
        except self._client.exceptions.ConditionalCheckFailedException as error:
            raise _changed_meanwhile(listing) from error

    def find(self, wanted: ListingFilter) -> Iterator[Listing]:
        keys = self._newest(wanted)
        for page in batched(keys, PAGE, strict=False):
            yield from (listing for listing in self._read(page) if wanted.status in {None, listing.status})

    def _newest(self, wanted: ListingFilter) -> Iterator[dict[str, Any]]:
        """Yield the index entries of listings that may match, newest first; the indexes hold their keys alone."""
        if wanted.agent is not None:
            return self._query("by_agent", "listed_by", wanted.agent, wanted)
        statuses = list(ListingStatus) if wanted.status is None else [wanted.status]
        by_status = (self._query("by_status", "listing_status", status, wanted) for status in statuses)
        return heapq.merge(*by_status, key=lambda entry: entry["listed"]["S"], reverse=True)

    def _query(self, index: str, name: str, value: str, wanted: ListingFilter) -> Iterator[dict[str, Any]]:
        condition, values = f"{name} = :value", {":value": {"S": value}}
        if wanted.before is not None:
            condition += " AND listed < :before"
            values[":before"] = {"S": listed(*wanted.before)}
        query: dict[str, Any] = {
            "TableName": self._table,
            "IndexName": index,
            "KeyConditionExpression": condition,
            "ExpressionAttributeValues": values,
            "ScanIndexForward": False,
            "Limit": PAGE,
        }
        read = store_errors(self._client.query)
        while True:
            page = read(**query)
            yield from page["Items"]
            if "LastEvaluatedKey" not in page:
                return
            query["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def _read(self, entries: Sequence[Mapping[str, Any]]) -> list[Listing]:
        """Return the listings that the entries name, in their order; one that was removed meanwhile is left out."""
        wanted: Any = [listing_key(entry["pk"]["S"]) for entry in entries]
        found: dict[str, Listing] = {}
        batch_get = store_errors(self._client.batch_get_item)
        for _ in range(TRIES):
            answer = batch_get(RequestItems={self._table: {"Keys": wanted, "ConsistentRead": True}})
            found |= {item["pk"]["S"]: to_listing(item) for item in answer["Responses"][self._table]}
            left = answer.get("UnprocessedKeys", {})
            if self._table not in left:
                return [found[pk] for entry in entries if (pk := entry["pk"]["S"]) in found]
            wanted = left[self._table]["Keys"]
        raise StoreUnavailable("the table kept answering in part")

    @store_errors
    def _put(self, listing: Listing, receipt: "Receipt | None", **condition: Any) -> bool:
        """Write one item, in a transaction only if there is a receipt: it costs twice as much."""
        put: Any = {"TableName": self._table, "Item": listing_item(listing)} | condition
        try:
            if receipt:
                transact(self._client, [{"Put": put}], receipt)
            else:
                self._client.put_item(**put)
        except (self._client.exceptions.ConditionalCheckFailedException, ConditionFailed):
            return False
        return True

    def _publish(self, before: Listing, after: Listing) -> list["TransactWriteItemTypeDef"]:
        """Return the changes that show the listing to customers, or hide it."""
        items = public_items(after, after.public_version) if after.public_version else []
        keys = [*older_keys(before), *(() if items else public_keys(after))]
        changes: list[Any] = [{"Put": {"TableName": self._table, "Item": item}} for item in items]
        return changes + [{"Delete": {"TableName": self._table, "Key": key}} for key in keys]

    def _transact(
        self, items: Sequence["TransactWriteItemTypeDef"], before: Listing, after: Listing, receipt: "Receipt | None"
    ) -> bool:
        """Write the items and count the public listings; whether the first item was as it had to be."""
        turning: set[int] = set()
        for _ in range(TRIES):
            try:
                transact(self._client, [*items, *counts(self._table, before, after, turning)], receipt)
            except ConditionFailed as error:
                if 0 in error.failed:
                    return False
                turning ^= {number - len(items) for number in error.failed}
            else:
                return True
        raise StoreUnavailable("the listing's city kept changing between none and some listings")


def _unchanged(listing: Listing) -> Any:
    """Return the condition that the stored listing still is of this version."""
    return {
        "ConditionExpression": "version = :version",
        "ExpressionAttributeValues": {":version": {"N": str(listing.version)}},
    }


def _changed_meanwhile(listing: Listing) -> ListingChangedMeanwhile:
    return ListingChangedMeanwhile(f"somebody else changed {listing.property_id} at the same moment")
