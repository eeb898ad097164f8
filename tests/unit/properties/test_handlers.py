"""The handlers on in-memory ports: batches, results for the workflow, and log lines."""

import io
import json
import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from properties_service import wiring
from properties_service.domain.approval import PropertyState, Publication
from properties_service.domain.content import ResultMissing
from properties_service.domain.contract_status import ContractStatus
from properties_service.domain.home import Home
from properties_service.domain.review import Review
from properties_service.handlers import (
    check_contract_status,
    record_facts,
    sync_property_approvals,
    validate_content,
    wait_for_contract_approval,
)
from properties_service.ports import StoreUnavailable

from tests.apigateway import LambdaContext
from tests.unit.properties.fakes import (
    HOME,
    HOUSE,
    LIMITS,
    MONDAY,
    UNREADABLE,
    World,
    a_fact,
    a_publication,
    a_waiter,
)
from unicorn_kernel.sequences import SEQUENCE_MAX

CONTEXT: Any = LambdaContext()
BATCH = 10
EXECUTION = "arn:aws:states:eu-west-1:000000000000:execution:approval:execution-1"


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    world = World()
    monkeypatch.setattr(wiring, "properties", lambda: world.table)
    monkeypatch.setattr(wiring, "requests", lambda: world.table)
    monkeypatch.setattr(wiring, "services", world.services)
    monkeypatch.setattr(wiring, "waiting", lambda: world.table)
    monkeypatch.setattr(wiring, "waiter_checks", lambda: world.runs)
    monkeypatch.setattr(wiring, "event_publisher", lambda: world.publisher)
    monkeypatch.setattr(wiring, "dead_letters", lambda: world.dead_letters)
    monkeypatch.setattr(wiring, "limits", lambda: LIMITS)
    monkeypatch.setattr(wiring, "now", lambda: world.now)
    monkeypatch.setattr(wiring, "seconds", lambda _: timedelta(seconds=60))
    return world


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Suppress the log lines of ten thousand records."""
    monkeypatch.setattr(wiring.logger.registered_handler, "stream", io.StringIO())
    monkeypatch.setattr(wiring.logger.registered_handler, "level", logging.CRITICAL)


def house(number: int) -> str:
    return f"usa/anytown/main-street/{number}"


def message(number: int, *, readable: bool = True) -> dict[str, Any]:
    detail = {
        "property_id": house(number),
        "contract_id": "contract-1",
        "contract_status": "APPROVED" if readable else "BANANA",
        "contract_last_modified_on": "2026-03-02T09:00:00.000Z",
    }
    return {
        "messageId": str(number),
        "eventSource": "aws:sqs",
        "body": json.dumps({"id": f"envelope-{number}", "detail": detail}),
    }


def change(number: int, *, readable: bool = True) -> dict[str, Any]:
    keys = {"pk": {"S": f"PROPERTY#{house(number)}"}, "sk": {"S": "CONTRACT"}} if readable else {"pk": {}}
    return {
        "eventSource": "aws:dynamodb",
        "eventName": "MODIFY",
        "dynamodb": {"SequenceNumber": str(number), "Keys": keys, "NewImage": {}},
    }


def kept(record: dict[str, Any]) -> dict[str, Any]:
    """Return what a dead letter has of a record: an image may have the token of a task."""
    return record | {"dynamodb": {name: record["dynamodb"][name] for name in ("SequenceNumber", "Keys")}}


def left(answer: dict[str, Any]) -> set[str]:
    return {failure["itemIdentifier"] for failure in answer["batchItemFailures"]}


def test_only_the_unreadable_messages_of_a_batch_are_dead_lettered(world: World, quiet: None) -> None:
    for subset in range(2**BATCH):
        bad = {number for number in range(BATCH) if subset >> number & 1}
        world.table.facts.clear()
        world.dead_letters.kept.clear()
        event = {"Records": [message(number, readable=number not in bad) for number in range(BATCH)]}
        assert left(record_facts.handler(event, CONTEXT)) == set()
        assert [body for body, _ in world.dead_letters.kept] == [
            event["Records"][number]["body"] for number in sorted(bad)
        ]
        assert world.table.facts.keys() == {house(number) for number in range(BATCH) if number not in bad}


def test_only_the_unreadable_records_of_a_batch_are_dead_lettered(world: World, quiet: None) -> None:
    for subset in range(2**BATCH):
        bad = {number for number in range(BATCH) if subset >> number & 1}
        world.table.publications = {house(number): _published(number) for number in range(BATCH)}
        world.table.facts = {
            house(number): a_fact(ContractStatus.CLOSED, property_id=house(number)) for number in range(BATCH)
        }
        world.publisher.revocations.clear()
        world.dead_letters.records.clear()
        event = {"Records": [change(number, readable=number not in bad) for number in range(BATCH)]}
        assert left(sync_property_approvals.handler(event, CONTEXT)) == set()
        assert [record for record, _ in world.dead_letters.records] == [kept(event["Records"][n]) for n in sorted(bad)]
        assert {request for request, _ in world.publisher.revocations} == {
            f"r{n}" for n in range(BATCH) if n not in bad
        }


def _published(number: int) -> Publication:
    return replace(a_publication(f"r{number}"), property_id=house(number))


def test_a_deletion_is_ignored(world: World) -> None:
    removed = change(1)
    removed["eventName"] = "REMOVE"
    del removed["dynamodb"]["NewImage"]
    world.table.facts[house(2)] = a_fact(ContractStatus.CLOSED, property_id=house(2))
    world.table.publications[house(2)] = _published(2)
    assert left(sync_property_approvals.handler({"Records": [removed, change(2)]}, CONTEXT)) == set()
    assert len(world.publisher.revocations) == 1


def test_each_property_of_a_batch_is_read_once(world: World) -> None:
    world.table.facts[house(1)] = a_fact(ContractStatus.CLOSED, property_id=house(1))
    world.table.publications[house(1)] = _published(1)
    sync_property_approvals.handler({"Records": [change(1), change(1), change(1)]}, CONTEXT)
    assert len(world.publisher.revocations) == 1


def test_the_sync_function_ignores_requests_and_verdicts(world: World) -> None:
    other = change(1)
    other["dynamodb"]["Keys"]["pk"]["S"] = "IMAGE#published/x"
    assert left(sync_property_approvals.handler({"Records": [other]}, CONTEXT)) == set()


def test_only_the_property_that_cannot_be_synced_is_delivered_again(world: World) -> None:
    world.table.broken.add(house(1))
    event = {"Records": [change(1), change(2), change(1)]}
    assert sync_property_approvals.handler(event, CONTEXT) == {
        "batchItemFailures": [{"itemIdentifier": "1"}, {"itemIdentifier": "1"}]
    }


def test_a_property_whose_state_cannot_be_read_blocks_no_other(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    read = world.table.state

    def state(property_id: str) -> PropertyState:
        if property_id == house(1):
            raise ValueError("'BANANA' is not a valid ContractStatus")
        return read(property_id)

    monkeypatch.setattr(world.table, "state", state)
    world.table.facts[house(2)] = a_fact(ContractStatus.CLOSED, property_id=house(2))
    world.table.publications[house(2)] = _published(2)
    assert left(sync_property_approvals.handler({"Records": [change(1), change(2)]}, CONTEXT)) == set()
    assert world.dead_letters.records == [(kept(change(1)), "ValueError: 'BANANA' is not a valid ContractStatus")]
    assert len(world.publisher.revocations) == 1


def test_a_record_that_cannot_be_dead_lettered_is_delivered_again(world: World) -> None:
    world.dead_letters.full = True
    with pytest.raises(StoreUnavailable):
        sync_property_approvals.handler({"Records": [change(1, readable=False)]}, CONTEXT)


def test_a_batch_that_fails_completely_is_delivered_again(world: World) -> None:
    world.table.broken |= {house(1), house(2)}
    with pytest.raises(sync_property_approvals.NothingDone):
        sync_property_approvals.handler({"Records": [change(1), change(2)]}, CONTEXT)


def test_a_fact_that_could_not_be_written_is_delivered_again(world: World) -> None:
    world.table.broken.add(house(1))
    event = {"Records": [message(1), message(2)]}
    assert left(record_facts.handler(event, CONTEXT)) == {"1"}
    assert world.table.facts.keys() == {house(2)}


@pytest.mark.parametrize("body", ["no JSON", "[]", "5", "null", '{"detail": null}', '"' + "x" * 250_000 + '"'])
def test_a_message_that_is_not_an_event_is_dead_lettered_with_the_reason(world: World, body: str) -> None:
    broken = message(1) | {"body": body}
    assert left(record_facts.handler({"Records": [broken, message(2)]}, CONTEXT)) == set()
    [(kept, reason)] = world.dead_letters.kept
    assert kept == body
    assert reason
    assert world.table.facts.keys() == {house(2)}


def test_a_message_that_could_not_be_dead_lettered_is_delivered_again(world: World) -> None:
    world.dead_letters.full = True
    event = {"Records": [message(1, readable=False), message(2)]}
    assert left(record_facts.handler(event, CONTEXT)) == {"1"}
    assert world.table.facts.keys() == {house(2)}


def test_the_schedule_resumes_a_waiter_whose_wake_up_was_lost(world: World) -> None:
    world.table.add_waiter(a_waiter())
    world.table.facts[HOUSE] = a_fact(ContractStatus.APPROVED)
    world.now = MONDAY + timedelta(seconds=60)
    answer = sync_property_approvals.handler({"source": "aws.events", "detail-type": "Scheduled Event"}, CONTEXT)
    assert answer == {"properties": 1, "failed": 0}
    assert world.workflow.resumed == [("request-1", "contract-1")]


def test_a_run_of_the_schedule_does_nothing_while_another_is_active(world: World) -> None:
    world.table.add_waiter(a_waiter())
    world.table.facts[HOUSE] = a_fact(ContractStatus.APPROVED)
    world.now, world.runs.is_active = MONDAY + timedelta(seconds=60), True
    answer = sync_property_approvals.handler({"source": "aws.events", "detail-type": "Scheduled Event"}, CONTEXT)
    assert (answer, world.workflow.resumed) == ({"properties": 0, "failed": 0}, [])


def ended(number: int = 1, **detail: Any) -> dict[str, Any]:
    asked = {"id": "envelope", "detail": {"property_id": HOUSE, "request_id": "r", "images": "mistyped"}}
    given = {"status": "FAILED", "error": "States.Runtime", "name": "execution-1", "input": json.dumps(asked)}
    body = json.dumps({"detail": given | detail})
    return {"messageId": str(number), "eventSource": "aws:sqs", "body": body}


@pytest.mark.parametrize(
    ("status", "error"),
    [("FAILED", "States.Runtime"), ("FAILED", "EvaluationNotTold"), ("TIMED_OUT", None), ("ABORTED", None)],
)
def test_an_execution_that_ended_without_an_evaluation_gets_one(world: World, status: str, error: str | None) -> None:
    event = {"Records": [ended(1, status=status, error=error), ended(2, status=status, error=error)]}
    assert left(sync_property_approvals.handler(event, CONTEXT)) == set()
    assert world.publisher.failures == [("r", "EVALUATION_FAILED")]


@pytest.mark.parametrize("error", ["EvaluationFailed", "RequestUnreadable"])
def test_an_execution_that_published_its_evaluation_gets_no_second_one(world: World, error: str) -> None:
    sync_property_approvals.handler({"Records": [ended(error=error)]}, CONTEXT)
    assert world.publisher.failures == []


@pytest.mark.parametrize("fault", [{"input": None}, {"input": "no JSON"}, {"input": "{}"}, {"input": '{"detail": {}}'}])
def test_an_ended_execution_that_cannot_be_answered_is_retried_until_it_is_a_dead_letter(
    world: World, fault: dict[str, Any]
) -> None:
    event = {"Records": [ended(1, **fault), ended(2)]}
    assert left(sync_property_approvals.handler(event, CONTEXT)) == {"1"}
    assert world.publisher.failures == [("r", "EVALUATION_FAILED")]


def asked(**detail: Any) -> dict[str, Any]:
    metadata = {"event_id": "e", "correlation_id": "c", "schema_version": 1, "sequence": 3}
    given = {
        "metadata": metadata,
        "property_id": HOUSE,
        "request_id": "r",
        "description": "A lovely house.",
        "images": ["a"],
    }
    return {
        "execution_id": EXECUTION,
        "started_at": "2026-03-02T09:00:00.000Z",
        "event": {"id": "envelope", "detail": given | detail},
    }


ANSWER_TO = {
    "property_id": HOUSE,
    "request_id": "r",
    "metadata": {
        "idempotency_key": "unicorn.properties:r:evaluation",
        "correlation_id": "c",
        "causation_id": "e",
        "schema_version": 1,
        "sequence": 6,
    },
}


def test_the_task_returns_the_content_to_evaluate(world: World) -> None:
    world.table.facts[HOUSE] = a_fact()
    assert check_contract_status.handler(asked(), CONTEXT) == {
        "outcome": "KNOWN",
        "request": ANSWER_TO,
        "reasons": [],
        "images": ["a"],
        "unjudged": ["a"],
        "least_confidence": 50,
        "languages": ["en"],
        "texts": [{"field": "description", "pieces": ["A lovely house."], "sample": "A lovely house."}],
    }


ADDRESS = {"country": "USA", "city": "Anytown", "street": "Main Street", "number": 111}


def test_the_home_of_a_request_reaches_the_waiter(world: World) -> None:
    world.table.facts[HOUSE] = a_fact(home=HOME)
    checked = json.loads(json.dumps(check_contract_status.handler(asked(address=ADDRESS), CONTEXT)))
    assert checked["outcome"] == "KNOWN"
    assert checked["request"] == ANSWER_TO | {"home": {"key": HOME.key, "line": HOME.line}}
    wait_for_contract_approval.handler({"request": checked["request"], "task_token": "t"}, CONTEXT)
    [waiter] = world.table.waiters.values()
    assert waiter.home == HOME


def old_form(status: str, modified_on: str) -> dict[str, Any]:
    detail = {
        "property_id": HOUSE,
        "contract_id": "contract-1",
        "contract_status": status,
        "contract_last_modified_on": modified_on,
    }
    return {"messageId": status, "body": json.dumps({"id": status, "time": "2026-03-02T09:00:00Z", "detail": detail})}


@pytest.mark.parametrize("contract_id", ["contract-1", "contract-2", None])
@pytest.mark.parametrize("later", ["APPROVED", "CANCELLED"])
def test_an_event_dated_ten_hours_ahead_does_not_block_later_ones(
    world: World, later: str, contract_id: str | None
) -> None:
    world.now = MONDAY + timedelta(hours=1)
    record_facts.handler({"Records": [old_form("DRAFT", "02/03/2026 19:00:00")]}, CONTEXT)
    message = old_form(later, "02/03/2026 09:00:05")
    envelope = json.loads(message["body"])
    envelope["detail"]["contract_id"], envelope["time"] = contract_id, "2026-03-02T09:00:06Z"
    record_facts.handler({"Records": [message | {"body": json.dumps(envelope)}]}, CONTEXT)
    assert world.table.facts[HOUSE].status == later


def test_the_task_returns_the_reasons_for_an_early_decline(world: World) -> None:
    world.table.facts[HOUSE] = a_fact(ContractStatus.CANCELLED)
    world.now = MONDAY + timedelta(minutes=1)
    answer = check_contract_status.handler(asked(), CONTEXT)
    assert answer["outcome"] == "DECLINED"
    assert [reason["code"] for reason in answer["reasons"]] == ["CONTRACT_ENDED"]


def test_headline_and_texts_of_images_are_evaluated_like_the_description(world: World) -> None:
    world.table.facts[HOUSE] = a_fact()
    answer = check_contract_status.handler(asked(headline="Sunny", captions=["The front", "A rose"]), CONTEXT)
    assert [(text["field"], *text["pieces"]) for text in answer["texts"]] == [
        ("headline", "Sunny"),
        ("description", "A lovely house."),
        ("captions", "The front\nA rose"),
    ]


def test_an_unreadable_request_returns_its_ids_and_the_problem(world: World) -> None:
    answer = check_contract_status.handler(asked(images="a"), CONTEXT)
    assert (answer["outcome"], answer["request"]) == ("UNREADABLE", ANSWER_TO)
    assert answer["problem"] == "images: Input should be a valid list"


def test_an_unreadable_request_without_a_property_returns_no_ids(world: World) -> None:
    answer = check_contract_status.handler(asked(property_id=None), CONTEXT)
    assert (answer["outcome"], answer["request"]) == ("UNREADABLE", {})
    assert answer["problem"] == "property_id: Input should be a valid string"


def test_the_result_of_the_task_is_plain_json(world: World) -> None:
    world.table.facts[HOUSE] = a_fact(sequence=7)
    json.dumps(check_contract_status.handler(asked(), CONTEXT))
    json.dumps(validate_content.handler(content(), CONTEXT))


READ = {
    "field": "description",
    "language": "en",
    "score": 0.99,
    "pieces": 1,
    "sentiments": [{"Sentiment": "NEUTRAL", "SentimentScore": {"Neutral": 0.9}}],
}


def content(**given: Any) -> dict[str, Any]:
    judged = {
        "request": ANSWER_TO,
        "images": ["a"],
        "moderated": [{"key": "a", "labels": [{"Name": "Weapons", "Confidence": 98.5, "ParentName": ""}]}],
        "least_confidence": 50,
        "texts": 1,
        "read": [READ],
    }
    return judged | given


def test_the_task_returns_every_reason(world: World) -> None:
    answer = validate_content.handler(content(), CONTEXT)
    assert answer["outcome"] == "DECLINED"
    assert [(reason["code"], reason["subject"]) for reason in answer["reasons"]] == [("IMAGE_UNSAFE", "a")]
    accepted = validate_content.handler(content(moderated=[{"key": "a", "labels": []}]), CONTEXT)
    assert accepted == {"outcome": "ACCEPTED", "reasons": [], "questions": []}


@pytest.mark.parametrize("appeal", [{}, {"appeal": True}])
def test_the_task_returns_questions_to_a_person_only_if_nothing_declines(world: World, appeal: dict[str, bool]) -> None:
    read, unreadable = READ | {"language": "pl"}, {"key": "b", "unreadable": "Rekognition.ImageTooLargeException"}
    given: dict[str, Any] = {"request": ANSWER_TO | appeal, "read": [read], "images": ["a", "b"]}
    safe = {"key": "a", "labels": []}
    answer = validate_content.handler(content(**given, moderated=[safe, unreadable]), CONTEXT)
    assert (answer["outcome"], answer["reasons"]) == ("REVIEW", [])
    assert [question["code"] for question in answer["questions"]] == [
        "IMAGE_UNREADABLE",
        "DESCRIPTION_LANGUAGE_UNKNOWN",
    ]
    against = [{"code": "CONTRACT_ENDED", "subject": "contract-1", "message": "It is CLOSED."}]
    answer = validate_content.handler(content(**given, moderated=[safe, unreadable], against=against), CONTEXT)
    assert answer == {"outcome": "DECLINED", "reasons": against, "questions": []}


def test_an_appeal_is_judged_by_a_person_also_if_the_machines_find_nothing_any_more(world: World) -> None:
    """What a person has declined, no machine approves."""
    world.table.facts[HOUSE] = a_fact()
    appeal = {"request_id": "r0", "comment": "Look again, please."}
    request = check_contract_status.handler(asked(appeal=appeal), CONTEXT)["request"]
    assert request == ANSWER_TO | {"appeal": True}
    answer = validate_content.handler(content(request=request, moderated=[{"key": "a", "labels": []}]), CONTEXT)
    assert answer == {"outcome": "REVIEW", "reasons": [], "questions": []}


def test_the_questions_reach_the_waiter(world: World) -> None:
    question = {"code": "IMAGE_UNREADABLE", "subject": "a", "message": "The photo cannot be read."}
    event = {"request": ANSWER_TO, "questions": [question], "task_token": "t"}
    wait_for_contract_approval.handler(event, CONTEXT)
    [waiter] = world.table.waiters.values()
    assert waiter.review is not None
    assert UUID(waiter.review.event_id).version == 7
    asked = Review(event_id="x", questions=(UNREADABLE,), sequence=6, correlation_id="c", causation_id="e")
    assert replace(waiter.review, event_id="x") == asked


def reviewed(verdict: str = "DECLINED", request_id: str = "r", **more: Any) -> dict[str, Any]:
    metadata = {"event_id": "event-1", "correlation_id": "c", "schema_version": 1, "sequence": 1}
    detail = {"metadata": metadata, "property_id": HOUSE, "request_id": request_id, "verdict": verdict}
    detail |= {"reviewer": "admin1", "comment": "No roof.", **more}
    return {"messageId": f"{verdict}-{request_id}", "body": json.dumps({"detail-type": REVIEWED, "detail": detail})}


REVIEWED = "PublicationReviewed"


def test_the_first_review_of_a_request_is_recorded(world: World) -> None:
    records = [reviewed(), reviewed("APPROVED"), reviewed(), reviewed("APPROVED", "other", comment="")]
    assert left(record_facts.handler({"Records": records}, CONTEXT)) == set()
    assert [(d.request_id, d.verdict, d.comment) for d in world.table.decisions.values()] == [
        ("r", "DECLINED", "No roof."),
        ("other", "APPROVED", ""),
    ]


@pytest.mark.parametrize("wrong", [{"verdict": "MAYBE"}, {"request_id": None}, {"metadata": None}, {"property_id": 5}])
def test_a_review_that_is_not_understood_is_dead_lettered_and_decides_nothing(
    world: World, wrong: dict[str, Any]
) -> None:
    message = reviewed(**{"verdict": "APPROVED"} | wrong)
    assert left(record_facts.handler({"Records": [message]}, CONTEXT)) == set()
    assert world.table.decisions == {}
    assert [body for body, _ in world.dead_letters.kept] == [message["body"]]


def test_the_task_adds_to_the_reasons_of_the_contract(world: World) -> None:
    against = [{"code": "CONTRACT_ENDED", "subject": "contract-1", "message": "It is CLOSED."}]
    answer = validate_content.handler(content(against=against), CONTEXT)
    assert answer["outcome"] == "DECLINED"
    assert [reason["code"] for reason in answer["reasons"]] == ["CONTRACT_ENDED", "IMAGE_UNSAFE"]
    throttled = {"read": [], "unavailable": ["Comprehend.ThrottlingException"]}
    answer = validate_content.handler(content(against=against, **throttled), CONTEXT)
    assert answer == {"outcome": "DECLINED", "reasons": against, "questions": []}


def test_a_text_that_was_not_read_fails_the_evaluation(world: World) -> None:
    with pytest.raises(ResultMissing):
        validate_content.handler(content(texts=2), CONTEXT)


def test_content_that_could_not_be_judged_whole_is_neither_accepted_nor_declined(world: World) -> None:
    moderated = [{"key": "a", "labels": []}, {"key": "b", "unreadable": "Rekognition.ImageTooLargeException"}]
    throttled = {"moderated": moderated, "read": [], "unavailable": ["Rekognition.ThrottlingException"]}
    answer = validate_content.handler(content(images=["a", "b", "c"], **throttled), CONTEXT)
    assert answer == {"outcome": "UNAVAILABLE", "reasons": [], "questions": []}
    assert list(world.table.verdicts) == ["a"]
    assert world.table.findings == {}


def test_a_task_token_is_stored_and_never_logged(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    printed = io.StringIO()
    monkeypatch.setattr(wiring.logger.registered_handler, "stream", printed)
    token = "a-secret-that-wakes-a-workflow"
    wait_for_contract_approval.handler({"request": ANSWER_TO, "task_token": token}, CONTEXT)
    [waiter] = world.table.waiters.values()
    assert (waiter.token, waiter.request_id, waiter.since) == (token, "r", world.now)
    world.table.facts[HOUSE] = a_fact(ContractStatus.APPROVED)
    arrival = {"pk": {"S": f"PROPERTY#{HOUSE}"}, "sk": {"S": "WAITER#r"}}
    image = arrival | {"task_token": {"S": token}}
    record = {"eventName": "INSERT", "dynamodb": {"SequenceNumber": "1", "Keys": arrival, "NewImage": image}}
    world.workflow.is_down = True
    with pytest.raises(sync_property_approvals.NothingDone):
        sync_property_approvals.handler({"Records": [record]}, CONTEXT)
    world.workflow.is_down = False
    sync_property_approvals.handler({"Records": [record]}, CONTEXT)
    assert {"waiting_for_contract", "property_not_synced", "property_synced"} <= set(messages(printed))
    assert token not in printed.getvalue()


def messages(printed: io.StringIO) -> list[str]:
    return [json.loads(line)["message"] for line in printed.getvalue().splitlines()]


def decision(kind: str, number: int = 1, **more: Any) -> dict[str, Any]:
    metadata = {
        "event_id": f"event-{number}",
        "correlation_id": "correlation",
        "schema_version": 1,
        "occurred_at": "2026-03-02T09:00:00.000Z",
        "sequence": 2 * number,
        "replay": "replay-1",
    }
    detail = {"metadata": metadata, "property_id": HOUSE, "request_id": f"request-{number}"} | more
    return {"messageId": f"{kind}-{number}", "body": json.dumps({"detail-type": kind, "detail": detail})}


def evaluated(number: int = 1, result: str = "APPROVED") -> dict[str, Any]:
    contract = {"contract_id": "contract-1"} if result == "APPROVED" else {}
    return decision("PublicationEvaluationCompleted", number, evaluation_result=result, **contract)


def test_a_lost_decision_is_restored_from_its_replay(world: World) -> None:
    revoked = decision("PublicationRevoked", reason="CONTRACT_CLOSED")
    assert left(record_facts.handler({"Records": [evaluated(), evaluated(2, "DECLINED")]}, CONTEXT)) == set()
    assert world.table.publications[HOUSE] == a_publication()
    assert world.table.executions.keys() == {"request-1", "request-2"}
    assert left(record_facts.handler({"Records": [revoked]}, CONTEXT)) == set()
    assert world.table.publications[HOUSE].revoked


def test_a_restored_publication_keeps_the_key_of_its_address(world: World) -> None:
    approved: dict[str, Any] = {"evaluation_result": "APPROVED", "contract_id": "contract-1"}
    event = decision("PublicationEvaluationCompleted", 1, address_key=HOME.key, **approved)
    record_facts.handler({"Records": [event]}, CONTEXT)
    assert world.table.publications[HOUSE] == a_publication(home=Home(key=HOME.key))


def test_a_known_decision_is_not_changed_by_its_replay(world: World) -> None:
    newer = replace(a_publication("request-3"), sequence=6)
    world.table.publications[HOUSE], world.table.executions["request-1"] = newer, "execution-1"
    records = [evaluated(), decision("PublicationRevoked", reason="CONTRACT_CLOSED")]
    assert left(record_facts.handler({"Records": records}, CONTEXT)) == set()
    assert world.table.publications[HOUSE] == newer
    assert world.table.executions == {"request-1": "execution-1"}


def test_a_decision_without_a_request_is_dead_lettered_alone(world: World) -> None:
    flat = {"detail-type": "PublicationEvaluationCompleted", "detail": {"property_id": HOUSE, "evaluation_result": "X"}}
    bad = [{"messageId": "flat", "body": json.dumps(flat)}, {"messageId": "text", "body": "not JSON"}]
    assert left(record_facts.handler({"Records": [bad[0], evaluated(), bad[1]]}, CONTEXT)) == set()
    assert [body for body, _ in world.dead_letters.kept] == [json.dumps(flat), "not JSON"]
    assert world.table.publications.keys() == {HOUSE}


@pytest.mark.parametrize("number", [SEQUENCE_MAX + 1, 10**30])
def test_a_decision_with_a_sequence_that_none_can_have_is_dead_lettered(world: World, number: int) -> None:
    assert left(record_facts.handler({"Records": [evaluated(SEQUENCE_MAX), evaluated(number)]}, CONTEXT)) == set()
    assert [body for body, _ in world.dead_letters.kept] == [evaluated(number)["body"]]
    assert world.table.publications[HOUSE].sequence == 2 * SEQUENCE_MAX


def test_one_batch_may_hold_facts_of_every_kind(world: World) -> None:
    revoked = decision("PublicationRevoked", reason="CONTRACT_CLOSED")
    assert left(record_facts.handler({"Records": [message(1), evaluated(), message(2), revoked]}, CONTEXT)) == set()
    assert world.table.facts.keys() == {house(1), house(2)}
    assert world.table.publications[HOUSE].revoked
    assert not world.dead_letters.kept


def test_a_decision_is_delivered_again_while_the_table_is_unavailable(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StoreUnavailable

    monkeypatch.setattr(world.table, "restore_publication", fail)
    records = [evaluated(), evaluated(2, "DECLINED")]
    assert left(record_facts.handler({"Records": records}, CONTEXT)) == {"PublicationEvaluationCompleted-1"}
