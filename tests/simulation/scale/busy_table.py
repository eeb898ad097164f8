"""The in-memory table in virtual time, with DynamoDB's rule that of two transactions on one item one is rejected.

The times are assumptions, not measurements: a read takes 4 ms. A transaction locks its items for 20 ms, and 0.2 ms more
for each of them; one that meets a locked item is rejected after 5 ms.
"""

from collections import Counter
from typing import Any

from tests.dynamodb import Cancelled, MemoryDynamoDB
from tests.simulation.scale.virtual_time import VirtualTime

READ, LOCKED, LOCKED_MORE, REJECTED = 0.004, 0.020, 0.0002, 0.005  # seconds


class BusyTable:
    """A client for one table of Web's template."""

    def __init__(self, memory: MemoryDynamoDB, time: VirtualTime) -> None:
        self._memory, self._time, self.exceptions = memory, time, memory.exceptions
        self._locked: set[tuple[str, str]] = set()
        self.transactions = self.conflicts = 0
        self.held: Counter[tuple[str, str]] = Counter()  # transactions on each item

    def transact_write_items(self, *, TransactItems: list[dict[str, Any]]) -> None:
        given = [one for item in TransactItems for one in item.values()]
        keys = {(key["pk"]["S"], key["sk"]["S"]) for one in given for key in [one.get("Item") or one["Key"]]}
        self.transactions += 1
        if keys & self._locked:
            self.conflicts += 1
            self._time.sleep(REJECTED)
            raise Cancelled(["TransactionConflict"])
        self._locked |= keys
        self.held.update(keys)
        self._time.sleep(LOCKED + LOCKED_MORE * len(keys))
        self._locked -= keys
        self._memory.transact_write_items(TransactItems=TransactItems)

    def get_item(self, **given: Any) -> Any:
        return self._read("get_item", given)

    def batch_get_item(self, **given: Any) -> Any:
        return self._read("batch_get_item", given)

    def query(self, **given: Any) -> Any:
        return self._read("query", given)

    def _read(self, operation: str, given: dict[str, Any]) -> Any:
        self._time.sleep(READ)
        return getattr(self._memory, operation)(**given)
