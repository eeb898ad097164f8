"""DynamoDB in memory, for tests with thousands of items: only the calls that the adapters in them make.

It pages as DynamoDB does. Where DynamoDB guarantees nothing, it takes the worst case: a page of `Limit` items always
has a LastEvaluatedKey, and items with the same sort key have an arbitrary order. A test compares it with moto.
"""

import re
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Mapping
from decimal import Decimal
from heapq import nsmallest
from typing import Any
from zlib import crc32

from botocore.exceptions import ClientError

from benchmarks.item_sizes import READ_UNIT, size_of
from tests.templates import template

type Item = dict[str, Any]
type Position = tuple[Any, int]  # the sort key, and the item's position among those with the same one

PAGE_BYTES = 1024 * 1024
NONE: Mapping[str, str] = {}
_RANGE = re.compile(r" AND (\w+) (?:(<=|>=|<|>) (:\w+)|BETWEEN (:\w+) AND (:\w+))")


class Cancelled(ClientError):
    def __init__(self, reasons: list[str]) -> None:
        response = {"Error": {"Code": "TransactionCanceledException", "Message": ", ".join(reasons)}}
        super().__init__(response | {"CancellationReasons": [{"Code": code} for code in reasons]}, "TransactWriteItems")  # type: ignore[arg-type]


class Refused(ClientError):
    def __init__(self) -> None:
        super().__init__({"Error": {"Code": "ConditionalCheckFailedException", "Message": "no"}}, "PutItem")


class _Exceptions:
    TransactionCanceledException = Cancelled
    ConditionalCheckFailedException = Refused


def _projected(item: Item, expression: str, names: Mapping[str, str]) -> Item:
    if not expression:
        return item
    wanted = {names.get(name, name) for name in expression.split(", ")}
    return {name: value for name, value in item.items() if name in wanted}


class _Index:
    """The items of each partition key, sorted by a sort key."""

    def __init__(self, definition: Mapping[str, Any]) -> None:
        self.hash, self.range = (key["AttributeName"] for key in definition["KeySchema"])
        projection = definition.get("Projection", {"ProjectionType": "ALL"})
        self._all = projection["ProjectionType"] == "ALL"
        self.keys = {"pk", "sk", self.hash, self.range}
        self._shown = self.keys | set(projection.get("NonKeyAttributes", ()))
        self._order: dict[str, list[Position]] = defaultdict(list)
        self._items: dict[tuple[str, Position], Item] = {}

    def add(self, item: Item) -> None:
        if self.hash in item and self.range in item:
            partition, position = item[self.hash]["S"], self.position(item)
            insort(self._order[partition], position)
            self._items[partition, position] = item if self._all else {k: item[k] for k in self._shown if k in item}

    def remove(self, item: Item) -> None:
        if self.hash in item and self.range in item:
            partition, position = item[self.hash]["S"], self.position(item)
            order = self._order[partition]
            del order[bisect_left(order, position)]
            del self._items[partition, position]

    def position(self, item: Item) -> Position:
        tie = crc32(f"{item['pk']['S']} {item['sk']['S']}".encode())
        return plain(item[self.range]), tie

    def between(
        self, partition: str, low: Any, high: Any, after: Position | None, *, forward: bool, limit: int
    ) -> list[Item]:
        """Return the items of a range, as many as `limit` and one more."""
        assert low is None or high is None or low <= high, "a ValidationException of DynamoDB"
        assert after is None or ((low is None or low <= after[0]) and (high is None or after[0] <= high)), "likewise"
        order = self._order.get(partition, [])
        start = 0 if low is None else bisect_left(order, (low, 0))
        end = len(order) if high is None else bisect_right(order, (high, 2**32))
        if after and forward:
            start = max(start, bisect_right(order, after))
        elif after:
            end = min(end, bisect_left(order, after))
        few = min(end - start, limit + 1)
        found = order[start : start + few] if forward else order[end - few : end][::-1] if few > 0 else []
        return [self._items[partition, position] for position in found]


class MemoryDynamoDB:
    """A client for one table of a template."""

    exceptions = _Exceptions

    def __init__(self, folder: str, table: str) -> None:
        given = template(folder)["Resources"][table]["Properties"]
        self._base = _Index(given)
        self._indexes = {index["IndexName"]: _Index(index) for index in given.get("GlobalSecondaryIndexes", ())}
        self.items: dict[tuple[str, str], Item] = {}
        self.units = 0.0  # read units consumed so far
        self.recorded = {"LISTING"}  # sort keys
        self.stream: list[dict[str, Any]] = []  # a record of each change of a listing, as the table's stream has it
        self.conflict: Callable[[], bool] = lambda: False  # whether a concurrent transaction conflicts

    def get_item(self, *, Key: Item, **_: Any) -> dict[str, Any]:
        found = self.items.get(_primary(Key))
        return {"Item": found} if found else {}

    def put_item(self, *, Item: Item, TableName: str, **condition: Any) -> None:
        if not self._holds(_primary(Item), condition):
            raise Refused
        self._store(_primary(Item), Item)

    def delete_item(self, *, Key: Item, TableName: str, **condition: Any) -> None:
        if not self._holds(_primary(Key), condition):
            raise Refused
        self._store(_primary(Key), None)

    def update_item(self, *, Key: Item, TableName: str, **given: Any) -> None:
        if not self._holds(_primary(Key), given):
            raise Refused
        self._store(_primary(Key), _updated(self.items.get(_primary(Key), Key), given))

    def batch_get_item(self, *, RequestItems: Mapping[str, Any]) -> dict[str, Any]:
        [(table, asked)] = RequestItems.items()
        keys = [_primary(key) for key in asked["Keys"]]
        assert len(set(keys)) == len(keys) <= 100, "a ValidationException of DynamoDB"
        return {"Responses": {table: [self.items[key] for key in keys if key in self.items]}}

    def query(  # noqa: PLR0913 - those of DynamoDB
        self,
        *,
        KeyConditionExpression: str,
        ExpressionAttributeValues: Mapping[str, Any],
        Limit: int = 10**9,
        IndexName: str | None = None,
        ExclusiveStartKey: Item | None = None,
        ScanIndexForward: bool = True,
        TableName: str,
        ConsistentRead: bool = False,
        ProjectionExpression: str = "",
        ExpressionAttributeNames: Mapping[str, str] = NONE,
    ) -> dict[str, Any]:
        index = self._indexes[IndexName] if IndexName else self._base
        partition, low, high = _asked(KeyConditionExpression, ExpressionAttributeValues)
        after = index.position(ExclusiveStartKey) if ExclusiveStartKey else None
        found = index.between(partition, low, high, after, forward=ScanIndexForward, limit=Limit)
        page: list[Item] = []
        size = 0
        while len(page) < min(Limit, len(found)) and size < PAGE_BYTES:
            page.append(found[len(page)])
            size += size_of(page[-1])
        self.units += -(-size // READ_UNIT) / 2
        more = len(page) == Limit or len(page) < len(found)
        shown = [_projected(item, ProjectionExpression, ExpressionAttributeNames) for item in page]
        return {"Items": shown} | ({"LastEvaluatedKey": {k: page[-1][k] for k in index.keys}} if more else {})

    def scan(
        self,
        *,
        FilterExpression: str,
        ExpressionAttributeValues: Mapping[str, Any],
        Limit: int,
        ExclusiveStartKey: Item | None = None,
        TableName: str,
        ConsistentRead: bool = False,
    ) -> dict[str, Any]:
        """Read items in the order of their keys, as an example of the order that DynamoDB has."""
        start = _primary(ExclusiveStartKey) if ExclusiveStartKey else ("", "")
        keys = nsmallest(Limit, (key for key in self.items if key > start))
        self.units += sum(size_of(self.items[key]) for key in keys) / READ_UNIT / (1 if ConsistentRead else 2)
        found = [self.items[key] for key in keys]
        page = [item for item in found if _is_true(FilterExpression, item, ExpressionAttributeValues)]
        last = {name: found[-1][name] for name in ("pk", "sk")} if len(keys) == Limit else None
        return {"Items": page} | ({"LastEvaluatedKey": last} if last else {})

    def transact_write_items(self, *, TransactItems: list[dict[str, Any]]) -> None:
        asked = [(operation, given) for item in TransactItems for operation, given in item.items()]
        keys = [_primary(given.get("Item") or given["Key"]) for _, given in asked]
        assert len(set(keys)) == len(keys) <= 100
        if self.conflict():
            raise Cancelled(["None"] * (len(keys) - 1) + ["TransactionConflict"])
        fine = [self._holds(key, given) for key, (_, given) in zip(keys, asked, strict=True)]
        if not all(fine):
            raise Cancelled(["None" if holds else "ConditionalCheckFailed" for holds in fine])
        for key, (operation, given) in zip(keys, asked, strict=True):
            if operation == "ConditionCheck":
                continue
            before = self.items.get(key, given.get("Key", {}))
            after = {"Put": given.get("Item"), "Delete": None}
            self._store(key, after[operation] if operation in after else _updated(before, given))

    def _store(self, key: tuple[str, str], item: Item | None) -> None:
        before = self.items.pop(key, None)
        if key[1] in self.recorded or key[0].startswith("PLACES#"):
            self.stream.append(_record(before, item, len(self.stream)))
        for index in (self._base, *self._indexes.values()):
            if before:
                index.remove(before)
            if item:
                index.add(item)
        if item:
            self.items[key] = item

    def _holds(self, key: tuple[str, str], given: Mapping[str, Any]) -> bool:
        item, values = self.items.get(key, {}), given.get("ExpressionAttributeValues", {})
        terms = given["ConditionExpression"].split(" OR ") if "ConditionExpression" in given else ["always"]
        names = given.get("ExpressionAttributeNames", {})
        for name, attribute in names.items():
            terms = [term.replace(name, attribute) for term in terms]
        return any(all(_is_true(one, item, values) for one in term.split(" AND ")) for term in terms)


def _record(old: Item | None, new: Item | None, number: int) -> dict[str, Any]:
    images = {name: image for name, image in (("OldImage", old), ("NewImage", new)) if image}
    kind = {1: "INSERT" if new else "REMOVE", 2: "MODIFY"}[len(images) or 1]
    return {"eventID": str(number), "eventName": kind, "dynamodb": images | {"SequenceNumber": str(number)}}


def plain(attribute: Mapping[str, str]) -> Any:
    return Decimal(attribute["N"]) if "N" in attribute else attribute["S"]


def _primary(item: Item) -> tuple[str, str]:
    return item["pk"]["S"], item["sk"]["S"]


def _asked(condition: str, values: Mapping[str, Any]) -> tuple[str, Any, Any]:
    """Return the partition key of a key condition, and the range of its sort key."""
    partition = values[condition.split(" ")[2]]["S"]
    found = _RANGE.search(condition)
    if not found:
        return partition, None, None
    _, comparison, bound, low, high = found.groups()
    if low:
        return partition, plain(values[low]), plain(values[high])
    limit = plain(values[bound])
    if comparison == ">" and isinstance(limit, str):
        return partition, f"{limit}\0", None  # the next text
    assert comparison in {">=", "<="}, "not modelled"
    return (partition, limit, None) if comparison == ">=" else (partition, None, limit)


def _is_true(term: str, item: Item, values: Mapping[str, Any]) -> bool:
    if term == "always":
        return True
    if exists := re.fullmatch(r"attribute_(not_)?exists\((\w+)\)", term):
        return (exists[2] in item) != bool(exists[1])
    if begins := re.fullmatch(r"begins_with\((\w+), (:\w+)\)", term):
        return str(plain(item[begins[1]])).startswith(str(plain(values[begins[2]])))
    name, comparison, bound = term.split(" ")
    if name not in item:
        return False
    mine, other = plain(item[name]), plain(values[bound])
    outcomes = {"=": mine == other, ">": mine > other, ">=": mine >= other, "<": mine < other, "<=": mine <= other}
    return outcomes[comparison] is True


def _updated(item: Item, given: Mapping[str, Any]) -> Item:
    values = given.get("ExpressionAttributeValues", NONE)
    setting, _, removed = given["UpdateExpression"].partition("REMOVE ")
    setting, _, adding = setting.partition("ADD ")
    after = {name: value for name, value in item.items() if name not in removed.split(", ")}
    for kept, name, bound in re.findall(r"(?:SET |, )?(\w+) = (?:if_not_exists\((\w+), )?(:\w+)", setting):
        if not name or name not in item:
            after[kept] = values[bound]
    for term in filter(None, adding.split(", ")):
        name, bound = term.split(" ")
        after[name] = {"N": str(plain(after.get(name, {"N": "0"})) + plain(values[bound]))}
    return after
