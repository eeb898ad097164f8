"""The indexed table answers as moto's own does, whatever is written in between."""

from random import Random
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from moto import mock_aws

from tests.adapters.indexed_moto import attributes_as_they_are, indexed
from tests.templates import create_table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TABLE = "PropertiesContractStatusTable"
STEPS = 60


def random_answers(client: "DynamoDBClient", chance: Random) -> list[Any]:
    """Write, delete and query at random; return every answer."""
    answers: list[Any] = []
    for _ in range(STEPS):
        key: Any = {name: {"S": f"{name}{chance.randrange(5)}"} for name in ("pk", "sk")}
        if chance.random() < 0.2:
            client.delete_item(TableName=TABLE, Key=key)
        else:
            client.put_item(TableName=TABLE, Item=key | an_entry(chance))
        answers += pages(client, chance)
        answers.append(client.query(TableName=TABLE, **condition("pk = :pk", pk=key["pk"]))["Items"])
        answers.append(client.batch_get_item(RequestItems={TABLE: {"Keys": [key]}})["Responses"])
    return answers


def an_entry(chance: Random) -> dict[str, Any]:
    values = {"property_id": {"S": "x"}, "number": {"N": "1"}, "binary": {"B": b"x"}, "list": {"L": [{"S": "y"}]}}
    listed = {"waiting": {"S": chance.choice("ab")}, "since": {"S": str(chance.randrange(4))}}
    return values | (listed if chance.random() < 0.8 else {})  # the others are not in the index


def pages(client: "DynamoDBClient", chance: Random) -> list[Any]:
    """Return all pages of a query of the index, with what each says about the next."""
    until = condition("waiting = :w AND since <= :s", w={"S": chance.choice("abc")}, s={"S": str(chance.randrange(4))})
    all_of_it = condition("waiting = :w", w={"S": "a"})
    given = {"IndexName": "waiting", "Limit": chance.randint(1, 4), **chance.choice([until, all_of_it])}
    found: list[Any] = []
    start: dict[str, Any] = {}
    while True:
        page = client.query(TableName=TABLE, **given, **start)
        last = page.get("LastEvaluatedKey")
        found.append((page["Items"], last))
        if not last:
            return found
        start = {"ExclusiveStartKey": last}


def condition(expression: str, **values: Any) -> dict[str, Any]:
    values = {f":{name}": value for name, value in values.items()}
    return {"KeyConditionExpression": expression, "ExpressionAttributeValues": values}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_the_shortcuts_change_no_answer(seed: int) -> None:
    with mock_aws():
        create_table(boto3.client("dynamodb"), "unicorn_properties", TABLE)
        expected = random_answers(boto3.client("dynamodb"), Random(seed))
    with mock_aws(), attributes_as_they_are():
        create_table(boto3.client("dynamodb"), "unicorn_properties", TABLE)
        indexed(TABLE)
        assert random_answers(boto3.client("dynamodb"), Random(seed)) == expected
