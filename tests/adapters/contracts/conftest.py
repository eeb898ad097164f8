"""The deployed tables of the Contracts context, on moto."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import boto3
import pytest
from contracts_service.adapters.contract_table import ContractTable
from moto import mock_aws

from tests.templates import create_table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@pytest.fixture(scope="module")
def client() -> Iterator["DynamoDBClient"]:
    with mock_aws():
        yield boto3.client("dynamodb")


@pytest.fixture
def dynamodb(client: "DynamoDBClient") -> Iterator["DynamoDBClient"]:
    """A client with an empty table: moto copies every table for each transaction, so small tables are quick ones."""
    table = create_table(client, "unicorn_contracts", "ContractsTable")
    yield client
    client.delete_table(TableName=table)


@pytest.fixture
def contracts(dynamodb: "DynamoDBClient") -> ContractTable:
    return ContractTable(dynamodb, "ContractsTable")
