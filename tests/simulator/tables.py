"""DynamoDB in memory: the items, indexes, streams and times to live of the templates' tables.

A write that changes nothing writes no record to the stream. A read that is not consistent may answer with an item's
previous version, as DynamoDB may; an index is read as of some moment, too.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from tests.simulator.values import Item, plain

type Key = tuple[Any, ...]
type Record = dict[str, Any]
type Written = Callable[[Record], None]


class Table:
    """One table: `stale` says whether a read that need not be consistent is answered from the past."""

    def __init__(self, name: str, given: dict[str, Any], stale: Callable[[], bool], written: Written) -> None:
        self.name, self._stream = name, f"{name}.StreamArn"
        self.key = _schema(given)
        self.indexes = {index["IndexName"]: index for index in given.get("GlobalSecondaryIndexes", [])}
        self._keys = {name: _schema(index) for name, index in self.indexes.items()}
        self.view = given.get("StreamSpecification", {}).get("StreamViewType")
        self.ttl = given.get("TimeToLiveSpecification", {}).get("AttributeName")
        self.items: dict[Key, Item] = {}
        self.past: dict[Key, Item | None] = {}  # the version before the last write
        self._stale, self._written, self._sequence = stale, written, 0

    def primary(self, item: Item) -> Key:
        return tuple([value for name in self.key for value in item[name].values()])

    def get(self, key: Item, *, consistent: bool) -> Item | None:
        at = self.primary(key)
        if not consistent and at in self.past and self._stale():
            return self.past[at]
        return self.items.get(at)

    def write(self, at: Key, item: Item | None, *, by_ttl: bool = False) -> None:
        before = self.items.get(at)
        self.past[at] = before
        if item is None:
            self.items.pop(at, None)
        else:
            self.items[at] = item
        if self.view and before != item:
            self._record(before, item, by_ttl=by_ttl)

    def candidates(self, index: str | None, *, consistent: bool) -> Iterator[Item]:
        """Yield the items that an index, or the table, contains."""
        found = self.items
        if not consistent and self.past and self._stale():
            found = found | self._once()
        if index is None:
            yield from found.values()
            return
        keys = self._keys[index]
        yield from [item for item in found.values() if all([name in item for name in keys])]

    def has_any(self, index: str) -> bool:
        """Whether an index contains anything, or may still be read with something in it."""
        keys = self._keys[index]
        versions = [*self.items.values(), *self._once().values()]
        return any(all(name in item for name in keys) for item in versions)

    def _once(self) -> dict[Key, Item]:
        """Return what a query may still find."""
        return {at: item for at, item in islice(reversed(self.past.items()), 1) if item}

    def sort(self, index: str | None, items: list[Item], *, forward: bool) -> list[Item]:
        if len(items) < 2:
            return items
        names = self.order(index)  # a scan keeps together what has one partition key, as DynamoDB does
        return sorted(items, key=lambda item: [plain(item[name])[1] for name in names], reverse=not forward)

    def order(self, index: str | None) -> list[str]:
        """Return the attributes by which a query's items are ordered: an index's keys, then the table's."""
        return list(dict.fromkeys([*(self._keys[index] if index else []), *self.key]))

    def shown(self, index: str | None, item: Item) -> Item:
        """Return what an index projects of an item."""
        projection = self.indexes[index]["Projection"] if index else {"ProjectionType": "ALL"}
        if projection["ProjectionType"] == "ALL":
            return item
        names = {*self.order(index), *projection.get("NonKeyAttributes", [])}
        return {name: value for name, value in item.items() if name in names}

    def expire(self, moment: float) -> int:
        """Delete what its time to live allows to delete."""
        old = [at for at, item in self.items.items() if self.ttl in item and float(item[self.ttl]["N"]) < moment]
        for at in old:
            self.write(at, None, by_ttl=True)
        return len(old)

    def _record(self, before: Item | None, after: Item | None, *, by_ttl: bool) -> None:
        self._sequence += 1
        present = after if after is not None else before
        assert present is not None
        change: dict[str, Any] = {"Keys": {name: present[name] for name in self.key}}
        if after is not None:
            change["NewImage"] = after
        if before is not None:
            change["OldImage"] = before
        change |= {"SequenceNumber": f"{self._sequence:021}", "StreamViewType": self.view}
        record = {
            "eventID": f"{self.name}-{self._sequence}",
            "eventName": "INSERT" if before is None else "REMOVE" if after is None else "MODIFY",
            "eventSource": "aws:dynamodb",
            "eventSourceARN": self._stream,
            "awsRegion": "eu-west-1",
            "dynamodb": change,
        }
        if by_ttl:
            record["userIdentity"] = {"type": "Service", "principalId": "dynamodb.amazonaws.com"}
        self._written(record)


def _schema(given: dict[str, Any]) -> list[str]:
    return [key["AttributeName"] for key in given["KeySchema"]]
