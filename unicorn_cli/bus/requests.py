"""The publication requests that the approval workflow has registered, each with its execution."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from unicorn_cli.stages.cloud import Cloud

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef

    type Item = Mapping[str, AttributeValueTypeDef]

TABLE = "PropertiesContractStatusTableName"  # the output that names the table
PREFIX = "REQUEST#"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    request_id: str
    property_id: str | None
    registered_at: str
    execution: str  # ARN


def request_of(request_id: str, cloud: Cloud, table: str) -> Request | None:
    """Return a request; None if it is not registered, or its execution is not known."""
    key: Any = {"pk": {"S": f"{PREFIX}{request_id}"}, "sk": {"S": "REQUEST"}}
    return _request(cloud.client("dynamodb").get_item(TableName=table, Key=key).get("Item", {}))


def requests_of(property_id: str, cloud: Cloud, table: str) -> Iterator[Request]:
    """Yield the requests of a property, the latest first. It reads the whole table: no index finds them."""
    pages = (
        cloud.client("dynamodb")
        .get_paginator("scan")
        .paginate(
            TableName=table,
            FilterExpression="begins_with(pk, :request) AND property_id = :property",
            ExpressionAttributeValues={":request": {"S": PREFIX}, ":property": {"S": property_id}},
        )
    )
    found = (_request(item) for page in pages for item in page["Items"])
    yield from sorted(filter(None, found), key=lambda request: request.registered_at, reverse=True)


def _request(item: "Item") -> Request | None:
    if "execution_id" not in item:  # also missing after a table was rebuilt by a replay
        return None
    return Request(
        request_id=item["pk"]["S"].removeprefix(PREFIX),
        property_id=item.get("property_id", {}).get("S"),
        registered_at=item.get("registered_at", {}).get("S", ""),
        execution=item["execution_id"]["S"],
    )
