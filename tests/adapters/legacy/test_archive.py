"""A replay of the previous version's event archive through the shipped consumers: all accepted, nothing changed."""

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from live_feed_service import wiring as live_wiring
from live_feed_service.handlers import record_events
from moto import mock_aws
from properties_service import wiring as properties_wiring
from properties_service.handlers import check_contract_status, on_contract_status_changed, reconcile_decisions
from web_service import wiring as web_wiring
from web_service.handlers import on_publication_evaluation_completed, on_publication_revoked

from tests.adapters.legacy.stored import CONTRACTS, LISTINGS, PROPERTIES, items_of, of_kind, read, restore
from tests.apigateway import LambdaContext
from tests.templates import create_table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

type Envelope = dict[str, Any]
type Consumer = Callable[[Envelope], None]

CONTEXT: Any = LambdaContext()
LIVE = "WebLiveEventsTable"
SETTINGS = {
    "CONTRACT_STATUS_TABLE": PROPERTIES,
    "LISTING_TABLE": LISTINGS,
    "LIVE_EVENT_TABLE": LIVE,
    "CONTRACT_GRACE_SECONDS": "60",
    "MODERATION_CONFIDENCE": "60",
    "ACCEPTED_SENTIMENTS": "POSITIVE,NEUTRAL",
    "SENTIMENT_LANGUAGES": "en",
}


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator["DynamoDBClient"]:
    """The store of then, and the consumers of today on it; nothing may be dead-lettered: there is no such queue."""
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    with mock_aws():
        _forget_clients()
        client = boto3.client("dynamodb")
        restore(client)
        create_table(client, "unicorn_web", LIVE)
        yield client
    _forget_clients()


def _forget_clients() -> None:
    for wiring in (properties_wiring, web_wiring, live_wiring):
        for made in vars(wiring).values():
            getattr(made, "cache_clear", lambda: None)()


def through_a_queue(handler: Callable[[dict[str, Any], Any], dict[str, Any]]) -> Consumer:
    def consume(envelope: Envelope) -> None:
        message = {"messageId": envelope["id"], "eventSource": "aws:sqs", "body": json.dumps(envelope)}
        message |= {"receiptHandle": "", "attributes": {}, "messageAttributes": {}}
        assert handler({"Records": [message]}, CONTEXT) == {"batchItemFailures": []}, envelope

    return consume


def the_workflow(envelope: Envelope) -> None:
    execution = {"event": envelope, "execution_id": f"a-replay-of-{envelope['id']}", "started_at": envelope["time"]}
    assert check_contract_status.handler(execution, CONTEXT)["outcome"] == "DUPLICATE"


CONSUMERS: dict[str, list[Consumer]] = {
    "ContractStatusChanged": [through_a_queue(on_contract_status_changed.handler)],
    "PublicationApprovalRequested": [the_workflow],
    "PublicationEvaluationCompleted": [
        through_a_queue(reconcile_decisions.handler),
        through_a_queue(on_publication_evaluation_completed.handler),
    ],
    "PublicationRevoked": [
        through_a_queue(reconcile_decisions.handler),
        through_a_queue(on_publication_revoked.handler),
    ],
}


def replay(events: list[Envelope]) -> None:
    for envelope in events:
        for consume in CONSUMERS[envelope["detail-type"]]:
            consume(envelope)


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
    for envelope in read("events"):
        through_a_queue(record_events.handler)(envelope)
    recorded = {item["pk"]["S"] for item in store.scan(TableName=LIVE)["Items"]}
    assert recorded >= {f"EVENT#{envelope['id']}" for envelope in read("events")}
