"""Fixtures: the table of Properties' template, on moto."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import boto3
import pytest
from moto import mock_aws
from properties_service.adapters.property_table import PropertyTable
from properties_service.adapters.request_table import RequestTable

from tests.templates import create_table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TABLE = "PropertiesContractStatusTable"


@pytest.fixture(scope="module")
def client() -> Iterator["DynamoDBClient"]:
    with mock_aws():
        client = boto3.client("dynamodb")
        create_table(client, "unicorn_properties", TABLE)
        yield client


@pytest.fixture
def properties(client: "DynamoDBClient") -> PropertyTable:
    return PropertyTable(client, TABLE)


@pytest.fixture
def requests(client: "DynamoDBClient") -> RequestTable:
    return RequestTable(client, TABLE)
