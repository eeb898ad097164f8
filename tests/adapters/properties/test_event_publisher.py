"""The port `Publisher` on EventBridge."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import boto3
import pytest
from botocore.stub import ANY, Stubber
from jsonschema import Draft202012Validator
from properties_service.adapters.event_publisher import EventPublisher
from properties_service.domain.approval import RequestReview, RevocationReason, Revoke
from properties_service.domain.contract_status import ContractStatus
from properties_service.domain.reasons import evaluation_failed
from properties_service.ports import BusUnavailable

from tests.templates import PROJECT
from tests.unit.properties.fakes import HOUSE, MONDAY, a_fact, a_publication, a_request, a_review
from unicorn_kit.event_bus import EventBus
from unicorn_kit.ids import uuid7

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient

REVOKE = Revoke(
    publication=a_publication(),
    contract=a_fact(ContractStatus.CANCELLED, sequence=3),
    reason=RevocationReason.CONTRACT_CANCELLED,
)


@pytest.fixture(scope="module")
def client() -> "EventBridgeClient":
    return boto3.client("events")


@pytest.fixture
def service(client: "EventBridgeClient") -> Iterator[Stubber]:
    with Stubber(client) as stub:
        yield stub
        stub.assert_no_pending_responses()


class Spy:
    """A client that keeps the entries it is given."""

    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []

    def put_events(self, *, Entries: list[dict[str, Any]]) -> dict[str, Any]:
        self.entries += Entries
        return {"Entries": [{"EventId": "e"}]}


def publisher(client: Any) -> EventPublisher:
    return EventPublisher(EventBus(client, "bus", key=lambda event: event.property_id), uuid7)


def obeys(detail_type: str, detail: Any) -> None:
    schema = json.loads((PROJECT / f"events/schemas/unicorn.properties/{detail_type}.v1.json").read_text())
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(detail)


def test_a_revocation_obeys_its_schema_and_has_its_cause() -> None:
    spy: Any = Spy()
    publisher(spy).publish_revocation(REVOKE, at=MONDAY)
    [entry] = spy.entries
    detail = json.loads(entry["Detail"])
    obeys("PublicationRevoked", detail)
    assert (entry["EventBusName"], entry["Source"], entry["DetailType"]) == (
        "bus",
        "unicorn.properties",
        "PublicationRevoked",
    )
    assert (detail["property_id"], detail["request_id"], detail["reason"]) == (HOUSE, "request-1", "CONTRACT_CANCELLED")
    assert detail["metadata"]["causation_id"] == "event-3"
    assert detail["metadata"]["sequence"] == 3  # one after the evaluation's
    assert UUID(detail["metadata"]["event_id"]).version == 7


@pytest.mark.parametrize("questions", [1, 0])
def test_a_question_to_a_person_obeys_its_schema(questions: int) -> None:
    spy: Any = Spy()
    waiter = a_review()
    assert waiter.review is not None
    review = replace(waiter.review, questions=waiter.review.questions[:questions])
    action = RequestReview(waiter=waiter, review=review, answer_by=MONDAY + timedelta(days=7))
    publisher(spy).publish_review_request(action)
    [entry] = spy.entries
    detail = json.loads(entry["Detail"])
    obeys("PublicationReviewRequested", detail)
    assert detail["answer_by"] == "2026-03-09T09:00:00.000Z"
    assert [question["code"] for question in detail["questions"]] == ["IMAGE_UNREADABLE"] * questions
    assert "token" not in entry["Detail"]


def test_an_evaluation_that_failed_obeys_its_schema() -> None:
    spy: Any = Spy()
    publisher(spy).publish_failure(a_request(), reason=evaluation_failed(HOUSE), at=MONDAY)
    [entry] = spy.entries
    detail = json.loads(entry["Detail"])
    obeys("PublicationEvaluationCompleted", detail)
    assert detail["evaluation_result"] == "DECLINED"
    assert [reason["code"] for reason in detail["reasons"]] == ["EVALUATION_FAILED"]
    assert detail["metadata"]["idempotency_key"] == "unicorn.properties:request-1:evaluation"


def test_an_entry_that_is_rejected_once_is_sent_again(client: "EventBridgeClient", service: Stubber) -> None:
    declined = {"FailedEntryCount": 1, "Entries": [{"ErrorCode": "ThrottlingException", "ErrorMessage": "later"}]}
    service.add_response("put_events", declined, {"Entries": ANY})
    service.add_response("put_events", {"FailedEntryCount": 0, "Entries": [{"EventId": "e"}]}, {"Entries": ANY})
    publisher(client).publish_revocation(REVOKE, at=MONDAY)


def test_an_entry_that_is_always_rejected_is_an_error(client: "EventBridgeClient", service: Stubber) -> None:
    declined = {"FailedEntryCount": 1, "Entries": [{"ErrorCode": "InternalFailure", "ErrorMessage": "no"}]}
    for _ in range(3):
        service.add_response("put_events", declined, {"Entries": ANY})
    with pytest.raises(BusUnavailable):
        publisher(client).publish_revocation(REVOKE, at=MONDAY)


def test_a_bus_that_is_down_is_an_error(client: "EventBridgeClient", service: Stubber) -> None:
    service.add_client_error("put_events", "InternalException")
    with pytest.raises(BusUnavailable):
        publisher(client).publish_revocation(REVOKE, at=MONDAY)
