"""moto for many items: two shortcuts that change no answer; test_indexed_moto.py compares them with moto's own.

moto 5.2 copies, filters and sorts a whole table for every query, seconds of CPU for each page of waiters: a round over
them costs the square of their number. Here moto's own `query` gets the few items that can be in its answer in place of
all; it filters, sorts, compares and pages them itself.

It also looks for ten members under up to ten names each in every attribute of an answer. Here an attribute that is
already in the form of the answer, a dictionary, is left as it is.
"""

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast
from unittest.mock import patch

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.core.serialize import ResponseSerializer
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType, Item
from moto.dynamodb.models.table import Table

type Position = tuple[str, ...]  # the keys of the index, then those of the table: they order the index


class IndexedTable(Table):
    """A table with a hash and a range key, and one global index with the same; all keys are strings."""

    positions: list[Position]
    candidates: list[Item] | None

    def load(self, items: Iterable[Mapping[str, Any]]) -> None:
        """Put items that are known to be sound, without moto's checks, which cost more than all else, or its stream."""
        for attributes in items:
            values = {name: DynamoType(value) for name, value in attributes.items()}
            hash_key, range_key = (values[name] for name in self._names[-2:])
            item = Item(hash_key, range_key, {})
            dict.update(item.attrs, values)
            self.items[hash_key][range_key] = item
            self.positions += [position] if (position := self._position(item)) else []
        self.positions.sort()

    def put_item(self, item_attrs: dict[str, Any], *given: Any, **more: Any) -> Item:
        hash_key, range_key = (DynamoType(item_attrs[name]) for name in self._names[-2:])
        before = self.get_item(hash_key, range_key)
        after = super().put_item(item_attrs, *given, **more)
        self._unlist(before)
        if position := self._position(after):
            insort(self.positions, position)
        return after

    def delete_item(self, hash_key: DynamoType, range_key: DynamoType | None) -> Item | None:
        deleted = super().delete_item(hash_key, range_key)
        self._unlist(deleted)
        return deleted

    def all_items(self) -> list[Item]:
        return super().all_items() if self.candidates is None else self.candidates

    def query(self, *given: Any, **more: Any) -> Any:
        hash_key, range_comparison, _, limit, start, is_forward, _, index_name, *_ = given
        if index_name is None:
            self.candidates = list(self.items[hash_key].values())
        elif is_forward and limit and range_comparison in {None, "<="}:  # the first items from the start on
            self.candidates = self._listed(hash_key, limit, start)
        try:
            return super().query(*given, **more)
        finally:
            self.candidates = None

    def _listed(self, hash_key: DynamoType, limit: int, start: dict[str, Any] | None) -> list[Item]:
        """Return what can be on a page, and one more: it says that there is another page."""
        first = tuple(start[name]["S"] for name in self._names) if start else (hash_key.value,)
        at = bisect_right(self.positions, first)
        return [self._item(position) for position in self.positions[at : at + limit + 1]]

    def _item(self, position: Position) -> Item:
        hash_key, range_key = (DynamoType({"S": key}) for key in position[-2:])
        return cast(Item, self.items[hash_key][range_key])

    def _position(self, item: Item | None) -> Position | None:
        is_listed = item is not None and all(name in item.attrs for name in self._names)
        return tuple(item.attrs[name].value for name in self._names) if item and is_listed else None

    def _unlist(self, item: Item | None) -> None:
        if position := self._position(item):
            del self.positions[bisect_right(self.positions, position) - 1]

    @property
    def _names(self) -> list[str]:
        [index] = self.all_indexes()
        return [*(key["AttributeName"] for key in index.schema), self.hash_key_attr, cast(str, self.range_key_attr)]


def indexed(name: str) -> IndexedTable:
    """Index moto's table of that name, which is still empty."""
    regions = dynamodb_backends[DEFAULT_ACCOUNT_ID].values()
    table: Any
    [table] = [table for region in regions for table in region.tables.values() if table.name == name]
    assert not len(table)
    table.__class__ = IndexedTable
    table.positions, table.candidates = [], None
    found: IndexedTable = table
    return found


@contextmanager
def attributes_as_they_are() -> Iterator[None]:
    """Leave attributes of answers as they are; binary ones have to be encoded."""
    serialize = ResponseSerializer._serialize_type_structure

    def short(self: ResponseSerializer, serialized: Any, value: Any, shape: Any, key: str) -> None:
        if shape.name == "AttributeValue" and isinstance(value, dict) and value.keys() <= {"S", "N", "BOOL"}:
            self._default_serialize(serialized, value, shape, key)
        else:
            serialize(self, serialized, value, shape, key)

    with patch.object(ResponseSerializer, "_serialize_type_structure", short):
        yield
