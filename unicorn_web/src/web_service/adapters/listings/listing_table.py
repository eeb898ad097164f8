"""Listings in DynamoDB: a listing, its public version and its review are written in one transaction."""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import batched
from typing import TYPE_CHECKING, Any

from unicorn_kit.errors import StoreUnavailable
from unicorn_kit.transactions import ConditionFailed, store_errors, transact
from web_service.adapters.batch_reads import get_items
from web_service.adapters.listings.listing_items import listed, listing_item, listing_key, to_listing
from web_service.adapters.publication.review_items import review_changes
from web_service.adapters.search.details import public_key
from web_service.adapters.search.public_items import CARDS, public_items
from web_service.domain.listings.listing import Listing, ListingFilter, ListingStatus
from web_service.ports.listings import ListingChangedMeanwhile, ListingExists, ListingNotFound

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

    from unicorn_kit.receipts import Receipt

PAGE = 25  # listings read at a time
TRIES = 5  # to add what others add and remove


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
                holder = self.get(listing.property_id)
                if holder == listing:  # written by an attempt whose answer was lost
                    return
                raise ListingExists(listing, holder)
        raise StoreUnavailable("others kept adding and removing the listing")

    def save(self, before: Listing, after: Listing, receipt: "Receipt | None" = None) -> None:
        unchanged = _unchanged(before)
        others = list(review_changes(before, after, self._table))
        if after.public_version != before.public_version:
            others += self._publish(before, after)
        if others:
            put: Any = {"Put": {"TableName": self._table, "Item": listing_item(after)} | unchanged}
            saved = self._transact([put, *others], receipt)
        else:
            saved = self._put(after, receipt, **unchanged)
        if not (saved or self._is_stored(after)):
            raise _changed_meanwhile(after)

    @store_errors
    def remove(self, listing: Listing) -> None:
        key = listing_key(listing.property_id)
        try:
            self._client.delete_item(TableName=self._table, Key=key, **_unchanged(listing))
        except self._client.exceptions.ConditionalCheckFailedException as error:
            with suppress(ListingNotFound):  # removed by an attempt whose answer was lost
                self.get(listing.property_id)
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
        keys = [listing_key(entry["pk"]["S"]) for entry in entries]
        found = {item["pk"]["S"]: item for item in get_items(self._client, self._table, keys)}
        return [to_listing(found[pk]) for entry in entries if (pk := entry["pk"]["S"]) in found]

    def _is_stored(self, listing: Listing) -> bool:
        """Return whether the listing is as written: the client repeats a call whose answer was lost."""
        with suppress(ListingNotFound):
            return self.get(listing.property_id) == listing
        return False

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

    def _publish(self, before: Listing, after: Listing) -> Iterator["TransactWriteItemTypeDef"]:
        """Yield the changes that show the listing to customers, or hide it."""
        items: list[Any] = public_items(after, after.public_version) if after.public_version else []
        for item in items:
            yield {"Put": {"TableName": self._table, "Item": item}}
        written = {item["sk"]["S"] for item in items}
        for key in self._public_keys(after.property_id) if before.public_version else ():
            if key["sk"]["S"] not in written:
                yield {"Delete": {"TableName": self._table, "Key": key}}

    @store_errors
    def _public_keys(self, property_id: str) -> list[Any]:
        """Return the keys of all items that show a listing to customers, whichever release has written them."""
        condition, values = (
            "pk = :pk AND sk BETWEEN :low AND :high",
            {":low": {"S": CARDS[0]}, ":high": {"S": CARDS[1]}},
        )
        found = self._client.query(
            TableName=self._table,
            KeyConditionExpression=condition,
            ExpressionAttributeValues={":pk": {"S": property_id}} | values,
            ConsistentRead=True,
        )
        cards = [{"pk": item["pk"], "sk": item["sk"]} for item in found["Items"]]
        return [public_key(property_id), *cards]

    def _transact(self, items: Sequence["TransactWriteItemTypeDef"], receipt: "Receipt | None") -> bool:
        """Write the items; whether the first one was as it had to be, the only one with a condition."""
        try:
            transact(self._client, items, receipt)
        except ConditionFailed:
            return False
        return True


def _unchanged(listing: Listing) -> Any:
    """Return the condition that the stored listing still is of this version."""
    return {
        "ConditionExpression": "version = :version",
        "ExpressionAttributeValues": {":version": {"N": str(listing.version)}},
    }


def _changed_meanwhile(listing: Listing) -> ListingChangedMeanwhile:
    return ListingChangedMeanwhile(f"somebody else changed {listing.property_id} at the same moment")
