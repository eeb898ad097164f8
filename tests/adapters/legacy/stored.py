"""A store and an event archive that the version before canonical addresses wrote, through its APIs, on a local system.

Its homes have what is special in addresses (O'Connell with either apostrophe, Köln, 苏州, 12-4, 12½, #5, 33/4), beside
plain ones in nearly every status. `listings.json`, `contracts.json` and `properties.json` hold the items of the three
tables, `events.json` every event that passed the bus, oldest first, as its archive replays them. They never change.
"""

import json
from functools import cache
from itertools import batched
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.templates import create_table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

CONTRACTS, PROPERTIES, LISTINGS = "ContractsTable", "PropertiesContractStatusTable", "WebListingsTable"
_TABLES = {
    CONTRACTS: ("unicorn_contracts", "contracts"),
    PROPERTIES: ("unicorn_properties", "properties"),
    LISTINGS: ("unicorn_web", "listings"),
}
_BATCH = 25  # items; the maximum of DynamoDB

type Item = dict[str, Any]
type Items = dict[tuple[str, str], Item]


@cache
def read(name: str) -> tuple[dict[str, Any], ...]:
    return tuple(json.loads((Path(__file__).parent / f"{name}.json").read_text()))


def restore(client: "DynamoDBClient", country: str = "") -> None:
    """Create the three tables of today's templates with the items of then, or with those of a country."""
    for table, (folder, name) in _TABLES.items():
        create_table(client, folder, table)
        kept = [item for item in read(name) if country in json.dumps(item)]
        for items in batched(kept, _BATCH, strict=False):
            client.batch_write_item(RequestItems={table: [{"PutRequest": {"Item": item}} for item in items]})


def items_of(client: "DynamoDBClient", table: str) -> Items:
    """Return all items of a table by their keys."""
    pages = client.get_paginator("scan").paginate(TableName=table)
    return {(item["pk"]["S"], item["sk"]["S"]): item for page in pages for item in page["Items"]}


def of_kind(name: str, sk: str) -> list[dict[str, Any]]:
    return [item for item in read(name) if item["sk"]["S"] == sk]
