"""The same tables on another DynamoDB, moto or the local engine: both get every call and have to answer the same.

The other's answers are compared, the tables in memory are what the history lives on: so its streams, and stale reads,
stay.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from tests.simulator import topology
from tests.simulator.dynamodb import DynamoDb
from tests.simulator.errors import ServiceError
from tests.simulator.history import Outcome, play
from tests.simulator.plan import Plan, plan
from tests.simulator.world import World
from tests.templates import create_table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

COMPARED = ("Item", "Items", "Attributes", "Responses", "LastEvaluatedKey", "Count")
FOLDERS = {"Contracts": "unicorn_contracts", "Properties": "unicorn_properties", "Web": "unicorn_web"}


class Differs(BaseException):
    """Raised where the two answer differently; no `except Exception` of a function sees it."""


class Both:
    """The service of a world: in memory, beside another one that is reached through a client."""

    def __init__(self, world: World, client: "DynamoDBClient") -> None:
        self._memory, self._client = DynamoDb(world.tables), client
        self.tables, self._tokens, self._chance = world.tables, set[str](), world.chance
        for name in topology.of("DynamoDB::Table"):
            folder = next(folder for prefix, folder in FOLDERS.items() if name.startswith(prefix))
            create_table(self._client, folder, name)

    def call(self, operation: str, given: Mapping[str, Any]) -> dict[str, Any]:
        token = given.get("ClientRequestToken", "")
        if token in self._tokens:  # moto does a transaction again whose token it has seen; DynamoDB answers it
            return self._memory.call(operation, given)
        answer = self._compared(operation, given)
        self._tokens |= {token} - {""}
        return answer

    def _compared(self, operation: str, given: Mapping[str, Any]) -> dict[str, Any]:
        answer = failure = None
        try:
            answer = self._memory.call(operation, given)
        except ServiceError as error:
            failure = error
        theirs, code = self._on_other(operation, given)
        if (failure.code if failure else None) != code:
            raise Differs(f"{operation} {given}: {failure} in memory, {code} there")
        if failure:
            raise failure
        assert answer is not None
        self._compare(operation, given, answer, theirs)
        return answer

    def _compare(self, operation: str, given: Mapping[str, Any], ours: dict[str, Any], theirs: dict[str, Any]) -> None:
        if "LastEvaluatedKey" not in theirs and self._is_end(operation, given, ours):
            theirs |= {"LastEvaluatedKey": ours["LastEvaluatedKey"]}
        for name in COMPARED:
            if plain_of(ours.get(name)) != plain_of(theirs.get(name)):
                raise Differs(f"{operation} {given}: {name} is {ours.get(name)} in memory, {theirs.get(name)} there")

    def _is_end(self, operation: str, given: Mapping[str, Any], answer: Mapping[str, Any]) -> bool:
        """Return whether a page that is full is the last one: DynamoDB names its key all the same, moto does not."""
        start, before = {"ExclusiveStartKey": answer.get("LastEvaluatedKey")}, self._chance.getstate()
        is_end = all(start.values()) and not self._memory.call(operation, {**given, **start})["Count"]
        self._chance.setstate(before)  # the history has not asked
        return is_end

    def items(self, table: str) -> dict[Any, Any]:
        """Return all items of a table of the other one, by key."""
        found: list[Any] = self._client.scan(TableName=table)["Items"]
        return {self.tables[table].primary(item): item for item in found}

    def _on_other(self, operation: str, given: Mapping[str, Any]) -> tuple[dict[str, Any], str | None]:
        try:
            return getattr(self._client, operation)(**given), None
        except ClientError as error:
            return {}, error.response["Error"]["Code"]


def consistent(seed: int) -> Plan:
    """Return a plan in which reads are not stale: the other one has no past."""
    found = plan(seed)
    return replace(found, weather=replace(found.weather, stale=0.0))


def play_on_both(seed: int, client: "DynamoDBClient") -> Outcome:
    """Play a history with both. Raises AssertionError if their tables differ in the end, Differs if an answer does."""
    both: list[Both] = []

    def on_both(world: World) -> Any:
        both.append(Both(world, client))
        return both[0].call

    def compare(world: World) -> None:
        for name, table in world.tables.items():
            assert plain_of(both[0].items(name)) == plain_of(table.items)

    return play(consistent(seed), dynamodb=on_both, after=compare)


def plain_of(value: Any) -> Any:
    """Return a value in which what has no order has one, and numbers one spelling."""
    if isinstance(value, dict):
        if set(value) == {"N"}:
            return {"N": float(value["N"])}
        return {name: plain_of(each) for name, each in value.items()}
    if isinstance(value, list):
        return sorted(map(plain_of, value), key=str)
    return value
