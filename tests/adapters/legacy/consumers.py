"""The shipped consumers on the tables of a test, and settings for them. Dead letters have no queue, so they fail."""

import json
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from live_feed_service import wiring as live_wiring
from live_feed_service.handlers import record_events
from properties_service import wiring as properties_wiring
from properties_service.handlers import check_contract_status, record_facts
from web_service import wiring as web_wiring
from web_service.handlers import apply_decisions

from tests.adapters.legacy.stored import LISTINGS, PROPERTIES
from tests.apigateway import LambdaContext

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


def set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    forget_clients()


def forget_clients() -> None:
    for wiring in (properties_wiring, web_wiring, live_wiring):
        for made in vars(wiring).values():
            getattr(made, "cache_clear", lambda: None)()


def through_a_queue(handler: Callable[[dict[str, Any], Any], dict[str, Any]]) -> Consumer:
    def consume(envelope: Envelope) -> None:
        message = {"messageId": envelope["id"], "eventSource": "aws:sqs", "body": json.dumps(envelope)}
        message |= {"receiptHandle": "", "attributes": {}, "messageAttributes": {}}
        assert handler({"Records": [message]}, CONTEXT) == {"batchItemFailures": []}, envelope

    return consume


def the_workflow(envelope: Envelope) -> str:
    """Begin an execution for the event; return the outcome of its first task."""
    execution = {"event": envelope, "execution_id": f"a-replay-of-{envelope['id']}", "started_at": envelope["time"]}
    outcome: str = check_contract_status.handler(execution, CONTEXT)["outcome"]
    return outcome


def the_workflow_knows(envelope: Envelope) -> None:
    assert the_workflow(envelope) == "DUPLICATE"


record = through_a_queue(record_events.handler)
CONSUMERS: dict[str, list[Consumer]] = {
    "ContractStatusChanged": [through_a_queue(record_facts.handler)],
    "PublicationApprovalRequested": [the_workflow_knows],
    "PublicationEvaluationCompleted": [
        through_a_queue(record_facts.handler),
        through_a_queue(apply_decisions.handler),
    ],
    "PublicationRevoked": [
        through_a_queue(record_facts.handler),
        through_a_queue(apply_decisions.handler),
    ],
}


def replay(events: Iterable[Envelope]) -> None:
    for envelope in events:
        for consume in CONSUMERS[envelope["detail-type"]]:
            consume(envelope)
