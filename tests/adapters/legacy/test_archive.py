"""A replay of the previous version's event archive through the shipped consumers: all accepted, nothing changed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import boto3
import pytest
from moto import mock_aws
from properties_service import wiring as properties_wiring

from tests.adapters.legacy.consumers import CONSUMERS, LIVE, forget_clients, record, replay, set_up
from tests.adapters.legacy.stored import CONTRACTS, LISTINGS, PROPERTIES, items_of, of_kind, read, restore
from tests.templates import create_table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

pytestmark = pytest.mark.slow  # transactions on moto, which copies every table for each


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator["DynamoDBClient"]:
    """The store of then, and the consumers of today on it."""
    with mock_aws():
        set_up(monkeypatch)
        client = boto3.client("dynamodb")
        restore(client)
        yield client
    forget_clients()


@pytest.mark.parametrize("order", ["oldest first", "newest first"])
def test_a_replay_of_the_archive_is_accepted_and_changes_nothing(store: "DynamoDBClient", order: str) -> None:
    events = list(read("events"))
    assert {envelope["detail-type"] for envelope in events} == set(CONSUMERS)
    before = {table: items_of(store, table) for table in (CONTRACTS, PROPERTIES, LISTINGS)}
    replay(events if order == "oldest first" else events[::-1])
    assert {table: items_of(store, table) for table in before} == before


def test_a_replay_restores_the_contracts_and_publications_that_properties_has_lost(store: "DynamoDBClient") -> None:
    kept = items_of(store, PROPERTIES)
    lost = {key: item for key, item in kept.items() if key[1] in {"CONTRACT", "PUBLICATION"}}
    for pk, sk in lost:
        store.delete_item(TableName=PROPERTIES, Key={"pk": {"S": pk}, "sk": {"S": sk}})
    replay(list(read("events")))
    table = properties_wiring.properties()
    restored = {item["property_id"]["S"]: table.state(item["property_id"]["S"]) for item in lost.values()}
    for item in of_kind("properties", "CONTRACT"):
        fact = restored[item["property_id"]["S"]].contract
        assert fact
        assert (fact.status, fact.sequence) == (item["contract_status"]["S"], int(item["sequence"]["N"]))
    for item in of_kind("properties", "PUBLICATION"):
        found = restored[item["property_id"]["S"]].publication
        assert found
        assert (found.request_id, found.revoked) == (item["request_id"]["S"], "revoked_at" in item)


def test_the_live_feed_records_every_event_of_the_archive(store: "DynamoDBClient") -> None:
    create_table(store, "unicorn_web", LIVE)
    for envelope in read("events"):
        record(envelope)
    recorded = {item["pk"]["S"] for item in store.scan(TableName=LIVE)["Items"]}
    assert recorded >= {f"EVENT#{envelope['id']}" for envelope in read("events")}
