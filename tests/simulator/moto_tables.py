"""The same tables on moto: every call goes to both, and both have to answer the same.

Moto's answers are compared, the tables in memory are what the history lives on: so its streams, and stale reads, stay.
"""

from collections.abc import Mapping
from typing import Any

import boto3
from botocore.exceptions import ClientError

from tests.simulator import topology
from tests.simulator.dynamodb import DynamoDb
from tests.simulator.errors import ServiceError
from tests.simulator.world import World
from tests.templates import create_table

COMPARED = ("Item", "Items", "Attributes", "Responses", "LastEvaluatedKey", "Count")
FOLDERS = {"Contracts": "unicorn_contracts", "Properties": "unicorn_properties", "Web": "unicorn_web"}


class Differs(BaseException):
    """Raised where the two answer differently; no `except Exception` of a function sees it."""


class Both:
    """The service of a world: in memory, beside moto."""

    def __init__(self, world: World) -> None:
        self._memory, self._moto = DynamoDb(world.tables), boto3.Session().client("dynamodb", region_name="eu-west-1")
        self.tables, self._tokens = world.tables, set[str]()
        for name in topology.of("DynamoDB::Table"):
            folder = next(folder for prefix, folder in FOLDERS.items() if name.startswith(prefix))
            create_table(self._moto, folder, name)

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
        theirs, code = self._on_moto(operation, given)
        if (failure.code if failure else None) != code:
            raise Differs(f"{operation} {given}: {failure} in memory, {code} on moto")
        if failure:
            raise failure
        assert answer is not None
        for name in COMPARED:
            if plain_of(answer.get(name)) != plain_of(theirs.get(name)):
                raise Differs(
                    f"{operation} {given}: {name} is {answer.get(name)} in memory, {theirs.get(name)} on moto"
                )
        return answer

    def items(self, table: str) -> dict[Any, Any]:
        """Return all items of a table on moto, by key."""
        found: list[Any] = self._moto.scan(TableName=table)["Items"]
        return {self.tables[table].primary(item): item for item in found}

    def _on_moto(self, operation: str, given: Mapping[str, Any]) -> tuple[dict[str, Any], str | None]:
        try:
            return getattr(self._moto, operation)(**given), None
        except ClientError as error:
            return {}, error.response["Error"]["Code"]


def plain_of(value: Any) -> Any:
    """Return a value in which what has no order has one, and numbers one spelling."""
    if isinstance(value, dict):
        if set(value) == {"N"}:
            return {"N": float(value["N"])}
        return {name: plain_of(each) for name, each in value.items()}
    if isinstance(value, list):
        return sorted(map(plain_of, value), key=str)
    return value
