"""Fixtures: the table of Web's template, and a bucket, on moto."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import boto3
import pytest
from moto import mock_aws
from web_service.adapters.listings.listing_table import ListingTable
from web_service.adapters.search.public_listings import PublicListingTable

from tests.templates import create_table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TABLE = "WebListingsTable"


@pytest.fixture(scope="module")
def client() -> Iterator["DynamoDBClient"]:
    with mock_aws():
        yield boto3.client("dynamodb")


@pytest.fixture
def dynamodb(client: "DynamoDBClient") -> Iterator["DynamoDBClient"]:
    """A client with an empty table: moto copies every table for each transaction, so small tables are fast."""
    table = create_table(client, "unicorn_web", TABLE)
    yield client
    client.delete_table(TableName=table)


@pytest.fixture
def listings(dynamodb: "DynamoDBClient") -> ListingTable:
    return ListingTable(dynamodb, TABLE)


@pytest.fixture
def public(dynamodb: "DynamoDBClient") -> PublicListingTable:
    return PublicListingTable(dynamodb, TABLE)
