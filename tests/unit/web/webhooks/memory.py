"""The webhooks' table in memory: the DynamoDB of the simulator, behind a client that may crash or lose answers."""

from collections.abc import Callable
from typing import Any

from tests.receipts import FunctionDied
from tests.simulator.dynamodb import DynamoDb
from tests.simulator.errors import ServiceError
from tests.simulator.tables import Table
from unicorn_kit.aws.errors import Exceptions, NoAnswer

TABLE = "WebWebhooksTable"


def _keys(partition: str, sort: str) -> list[dict[str, str]]:
    return [{"AttributeName": partition, "KeyType": "HASH"}, {"AttributeName": sort, "KeyType": "RANGE"}]


SCHEMA: dict[str, Any] = {  # tests/infra compares it with the template, which takes a while to read
    "KeySchema": _keys("pk", "sk"),
    "GlobalSecondaryIndexes": [
        {
            "IndexName": "by_agent",
            "KeySchema": _keys("agent", "pk"),
            "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["event_types"]},
        },
        {"IndexName": "by_due", "KeySchema": _keys("due", "due_at"), "Projection": {"ProjectionType": "KEYS_ONLY"}},
    ],
    "TimeToLiveSpecification": {"AttributeName": "expires_at", "Enabled": True},
}


def _without_receipts(given: dict[str, Any]) -> dict[str, Any]:
    """Leave out of a transaction what goes to a table that nobody reads here."""
    if "TransactItems" not in given:
        return given
    items = [item for item in given["TransactItems"] for asked in item.values() if asked["TableName"] == TABLE]
    return given | {"TransactItems": items}


def memory_table() -> Table:
    return Table(TABLE, SCHEMA, lambda: False, lambda _: None)


class MemoryClient:
    """A DynamoDB client on a table; `trouble` may end the function, or its answer, before or after a call."""

    def __init__(self, table: Table, trouble: Callable[[str], str] = lambda _: "") -> None:
        self.exceptions = Exceptions()
        self._service, self._trouble, self._is_dead = DynamoDb({TABLE: table}), trouble, False

    def __getattr__(self, method: str) -> Callable[..., Any]:
        return lambda **given: self._call(method, given)

    def _call(self, method: str, given: dict[str, Any]) -> Any:
        if self._is_dead:
            raise FunctionDied
        trouble = self._trouble(method)
        if trouble == "before":
            self._die()
        try:
            answer = self._service.call(method, _without_receipts(given))
        except ServiceError as error:
            raise error.of(self.exceptions, method) from None
        if trouble == "after":
            self._die()
        if trouble == "lost":
            raise NoAnswer("lost")
        return answer

    def _die(self) -> None:
        self._is_dead = True
        raise FunctionDied
