"""Webhooks on the deployed stacks: events on the bus reach a receiver on this machine that fails at random.

WEBHOOK_EVENTS=1000 sends a thousand. The pauses between attempts are minutes: the test makes what waits due, and lets
the clock's round come, in place of waiting.
"""

import json
import os
import random
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import groupby
from typing import Any
from uuid import uuid4

import pytest
from standardwebhooks import Webhook as Verifier

from tests.integration.aws import Aws
from tests.integration.listings import drafted, publish
from unicorn_cli.stages.api import Api, UnexpectedStatus
from unicorn_cli.terminal.waiting import eventually

EVENTS = int(os.environ.get("WEBHOOK_EVENTS", "40"))
HOUSES = max(4, EVENTS // 25)
FAILING = 0.3  # of the attempts
ROUNDS = 200
SENDER = "unicorn-local-web-send-events"


@dataclass
class Receiver:
    """A receiver that verifies each request, and answers 503 at random: before it has the event, or after."""

    secret: str = ""
    failing: float = FAILING
    requests: int = 0
    taken: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, headers: dict[str, str], body: bytes) -> int:
        with self.lock:
            self.requests += 1
            try:
                event = Verifier(self.secret).verify(body, headers)
            except Exception as error:
                self.faults.append(error)
                return 400
            if random.random() < self.failing / 2:
                return 503
            self.taken.append(event)
            return 503 if random.random() < self.failing / 2 else 204

    def of_house(self, house: str, *, at_least: int) -> list[dict[str, Any]]:
        """What came of one house, once there is enough: houses of other tests have events in the meantime."""
        with self.lock:
            events = [event for event in self.taken if event["subject"] == house]
        return events if len(events) >= at_least else []

    def by_house(self) -> dict[str, list[int]]:
        found = defaultdict(list)
        for event in self.taken:
            found[event["subject"]].append(int(event["sequence"]))
        return {house: [number for number, _ in groupby(numbers)] for house, numbers in found.items()}


@contextmanager
def listening(receiver: Receiver) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(receiver.take({name.lower(): value for name, value in self.headers.items()}, body))
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Write nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/hooks"
        server.shutdown()
        thread.join()


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@contextmanager
def registered(web: Api, receiver: Receiver, *types: str) -> Iterator[str]:
    """Register the receiver; the webhook's id."""
    with listening(receiver) as url:
        webhook = web.post("/webhooks", {"url": url, "event_types": types}, key=str(uuid4()))
        receiver.secret = webhook["secret"]
        yield webhook["webhook_id"]
        web.delete(f"/webhooks/{webhook['webhook_id']}", expect=204)


def changed(aws: Aws, bus: str, house: str, sequence: int) -> None:
    metadata = {"event_id": str(uuid4()), "occurred_at": "2026-03-02T09:00:00.000Z", "sequence": sequence}
    metadata |= {"idempotency_key": str(uuid4()), "correlation_id": "webhooks", "causation_id": "webhooks"}
    detail = {"metadata": metadata | {"schema_version": 1}, "property_id": house, "contract_id": str(uuid4())}
    detail |= {"contract_status": "DRAFT", "contract_last_modified_on": "2026-03-02T09:00:00.000Z"}
    publish(aws, bus, "ContractStatusChanged", detail, source="unicorn.contracts")


def test_an_event_arrives_signed_a_moment_after_it_happened(web_api: Api, receiver: Receiver) -> None:
    receiver.failing = 0
    house = drafted(web_api)
    with registered(web_api, receiver, "PublicationApprovalRequested", "PublicationEvaluationCompleted"):
        web_api.post("/request_approval", {"property_id": house}, expect=202)
        events = eventually(lambda: receiver.of_house(house, at_least=2), seconds=30)
    assert not receiver.faults
    assert events
    assert [event["type"].rpartition(".")[2] for event in events] == [
        "PublicationApprovalRequested",
        "PublicationEvaluationCompleted",  # declined: it has no photo
    ]


def test_a_receiver_that_fails_at_random_gets_each_event_in_the_order_of_its_house(
    web_api: Api, aws: Aws, outputs: dict[str, str], receiver: Receiver
) -> None:
    houses = [drafted(web_api) for _ in range(HOUSES)]
    published = {house: list(range(1, EVENTS // HOUSES + 1)) for house in houses}
    with registered(web_api, receiver, "ContractStatusChanged") as webhook_id:
        web_api.patch(f"/webhooks/{webhook_id}", {"paused": True})
        for number in range(1, EVENTS // HOUSES + 1):
            for house in houses:
                changed(aws, outputs["EventBusName"], house, number)
        table, expected = outputs["WebWebhooksTableName"], HOUSES * (EVENTS // HOUSES)
        assert eventually(lambda: len(waiting(aws, table, webhook_id)) == expected, seconds=60 + EVENTS)
        for _ in range(ROUNDS):
            if not make_due(aws, table, webhook_id):
                break
            web_api.patch(f"/webhooks/{webhook_id}", {"paused": False})
            answer = aws.functions.invoke(FunctionName=SENDER, Payload=json.dumps({"round": {}}))
            assert "FunctionError" not in answer, answer["Payload"].read()
        shown = web_api.get(f"/webhooks/{webhook_id}")
    assert not receiver.faults
    assert receiver.by_house() == published
    assert receiver.requests > expected * (1 + FAILING / 4)
    assert {failure["reason"] for failure in shown["failures"]} == {"answered 503"}
    assert shown["next_attempt_at"] is None


def test_an_address_of_a_private_network_is_refused(web_api: Api) -> None:
    for url in ("https://10.0.0.1/", "https://169.254.169.254/latest/", "https://[::1]/", "http://127.0.0.2/"):
        with pytest.raises(UnexpectedStatus, match="instead of 201") as refused:
            web_api.post("/webhooks", {"url": url, "event_types": ["PublicationRevoked"]})
        assert refused.value.response.status_code == 400


def test_an_agent_lists_own_webhooks(web_api: Api, receiver: Receiver) -> None:
    with registered(web_api, receiver, "PublicationRevoked") as webhook_id:
        assert webhook_id in {webhook["webhook_id"] for webhook in web_api.get("/webhooks")}


def waiting(aws: Aws, table: str, webhook_id: str) -> list[dict[str, Any]]:
    pages = aws.dynamodb.get_paginator("query").paginate(
        TableName=table,
        KeyConditionExpression="pk = :pk AND begins_with(sk, :waiting)",
        ExpressionAttributeValues={":pk": {"S": f"WEBHOOK#{webhook_id}"}, ":waiting": {"S": "WAITING#"}},
        ConsistentRead=True,
    )
    return [item for page in pages for item in page["Items"]]


def make_due(aws: Aws, table: str, webhook_id: str) -> int:
    """Let the next attempt of what failed be due; return how many events wait."""
    found = waiting(aws, table, webhook_id)
    for item in found:
        if item["attempts"] != {"N": "0"}:
            with suppress(aws.dynamodb.exceptions.ConditionalCheckFailedException):  # delivered in the meantime
                aws.dynamodb.update_item(
                    TableName=table,
                    Key={name: item[name] for name in ("pk", "sk")},
                    UpdateExpression="SET due_at = :now",
                    ConditionExpression="attribute_exists(pk)",
                    ExpressionAttributeValues={":now": {"N": "0"}},
                )
    return len(found)
