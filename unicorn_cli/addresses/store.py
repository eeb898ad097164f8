"""The tables of the three contexts and the images bucket, as stored items."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from unicorn_cli.stages.cloud import Cloud
from unicorn_kit.transactions import transact

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef
    from mypy_boto3_s3 import S3Client

type Item = dict[str, Any]


class CannotMove(Exception):
    """Raised when a home stays where it is; the message is the reason, for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    dynamodb: "DynamoDBClient"
    s3: "S3Client"
    contracts: str
    properties: str
    listings: str
    bucket: str

    @classmethod
    def of(cls, cloud: Cloud, outputs: dict[str, str]) -> Self:
        """Return the store of a deployed stage."""
        return cls(
            dynamodb=cloud.client("dynamodb"),
            s3=cloud.client("s3"),
            contracts=outputs["ContractsTableName"],
            properties=outputs["PropertiesContractStatusTableName"],
            listings=outputs["WebListingsTableName"],
            bucket=outputs["ImagesBucketName"],
        )

    def get(self, table: str, pk: str, sk: str) -> Item | None:
        return self.dynamodb.get_item(TableName=table, Key=key(pk, sk), ConsistentRead=True).get("Item")

    def partition(self, table: str, pk: str) -> list[Item]:
        return list(
            self._pages(
                "query",
                TableName=table,
                KeyConditionExpression="pk = :pk",
                ExpressionAttributeValues={":pk": {"S": pk}},
                ConsistentRead=True,
            )
        )

    def scan(self, table: str, *attributes: str) -> Iterator[Item]:
        """Yield every item of a table with these attributes alone."""
        names = {f"#{name}": name for name in attributes}
        projection = {"ProjectionExpression": ", ".join(names), "ExpressionAttributeNames": names}
        yield from self._pages("scan", TableName=table, ConsistentRead=True, **projection)

    def write(self, changes: Sequence["TransactWriteItemTypeDef"]) -> None:
        """Make all changes or none. Raises ConditionFailed."""
        transact(self.dynamodb, changes)

    def _pages(self, operation: Any, **query: Any) -> Iterator[Item]:
        for page in self.dynamodb.get_paginator(operation).paginate(**query):
            yield from page["Items"]


def key(pk: str, sk: str) -> Item:
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def put(table: str, item: Item, *, replace: bool = False) -> "TransactWriteItemTypeDef":
    """Return the change that writes an item, which must not exist unless it may be replaced."""
    condition = {} if replace else {"ConditionExpression": "attribute_not_exists(pk)"}
    return {"Put": {"TableName": table, "Item": item} | condition}  # type: ignore[typeddict-item]


def change(table: str, item: Item, expression: str, condition: str, **values: Any) -> "TransactWriteItemTypeDef":
    """Return the change of one item: in the expressions, `#name` is an attribute and `:name` one of `values`."""
    words = f"{expression} {condition}".replace(",", " ").replace("(", " ").replace(")", " ").split()
    names = {word: word[1:] for word in words if word.startswith("#")}
    return {
        "Update": {
            "TableName": table,
            "Key": key(item["pk"]["S"], item["sk"]["S"]),
            "UpdateExpression": expression,
            "ConditionExpression": condition,
            "ExpressionAttributeNames": names,
            "ExpressionAttributeValues": {f":{name}": value for name, value in values.items()},
        }
    }


def text(item: Item | None, name: str) -> str | None:
    """Return a text of an item; None if there is no item, or no such text in it."""
    return item[name].get("S") if item and name in item else None


def number(item: Item | None, name: str) -> int | None:
    return int(item[name]["N"]) if item and name in item else None
