"""Every path of the approval workflow, and every state at every fault, in process and on a clock that costs nothing."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from jsonschema import Draft202012Validator

from tests.infra.approval import EVENT, HOUSE, REQUEST, TIMEOUT, Played, known, states
from tests.infra.asl import TaskError
from tests.templates import PROJECT

SCHEMA = json.loads((PROJECT / "events/schemas/unicorn.properties/PublicationEvaluationCompleted.v1.json").read_text())
OBEYS = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
WAIT = timedelta(days=30)
BOUND = WAIT + timedelta(minutes=30)  # what retries may take beside the wait itself
REASON = {"code": "IMAGE_UNSAFE", "subject": "a", "message": "m"}
FAILED = [("DECLINED", ["EVALUATION_FAILED"])]
APPROVED: list[Any] = [("APPROVED", [])]
LONG = {"batches": [["A lovely house."] * 25, ["With a garden."] * 25, ["And a view."]], "pieces": 51}


def declined(*codes: str) -> list[Any]:
    return [("DECLINED", list(codes))]


def ends(played: Played, told: list[Any], *way: str, event: Any = None) -> None:
    """Run, and hold the outcome to what is wanted: exactly one last word, by this way."""
    execution = played.run(event)
    assert played.told == told
    assert execution.path == list(way)
    for detail in played.published:
        OBEYS.validate(detail)


TO_THE_WAIT = (
    "CheckContract",
    "HasContract",
    "DetectSentiment",
    "ModerateImages",
    "ValidateContent",
    "MayBeShown",
    "WaitForContractApproval",
)
TO_THE_END = (*TO_THE_WAIT, "RecordPublication", "PublishApproved")


def test_approved() -> None:
    ends(Played(), APPROVED, *TO_THE_END)


def test_approved_with_a_long_description() -> None:
    played = Played({"CheckContract": {"Payload": known(**LONG)}})
    ends(played, APPROVED, *("DetectSentimentInPieces" if s == "DetectSentiment" else s for s in TO_THE_END))
    assert played.calls["DetectPiecesSentiment"] == 3
    [judged] = played.arguments["ValidateContent"]
    assert (judged["Payload"]["pieces"], len(judged["Payload"]["sentiments"])) == (51, 51)


def test_approved_without_a_description() -> None:
    played = Played({"CheckContract": {"Payload": known(batches=[], pieces=0)}})
    ends(played, APPROVED, *(state for state in TO_THE_END if state != "DetectSentiment"))


def test_approved_without_asking_for_a_verdict_twice() -> None:
    played = Played({"CheckContract": {"Payload": known(unjudged=[])}})
    ends(played, APPROVED, *TO_THE_END)
    assert played.calls["DetectModerationLabels"] == 0


def test_approved_under_an_older_systems_contract_without_id() -> None:
    played = Played({"WaitForContractApproval": {"contract_id": None}})
    ends(played, APPROVED, *TO_THE_END)
    assert played.arguments["RecordPublication"][0]["Item"]["contract_id"] == {"NULL": True}


def test_approved_once_the_contracts_event_has_come() -> None:
    unknown = {"Payload": known(outcome="UNKNOWN")}
    played = Played({"CheckContract": [unknown, unknown, {"Payload": known()}]})
    look = ("CheckContract", "HasContract", "AwaitContractEvent")
    ends(played, APPROVED, *look, *look, *TO_THE_END)


def test_approved_although_a_newer_approval_is_on_record() -> None:
    played = Played(faults={"RecordPublication": TaskError("DynamoDB.ConditionalCheckFailedException")})
    ends(played, APPROVED, *TO_THE_END)
    assert played.calls["RecordPublication"] == 1


@pytest.mark.parametrize("code", ["CONTRACT_NOT_FOUND", "CONTRACT_ENDED"])
def test_declined_for_want_of_a_contract(code: str) -> None:
    check = {"Payload": known(outcome="DECLINED", reasons=[REASON | {"code": code}])}
    ends(Played({"CheckContract": check}), declined(code), "CheckContract", "HasContract", "PublishDeclined")


def test_declined_for_its_content() -> None:
    reasons = [REASON, REASON | {"code": "DESCRIPTION_NEGATIVE"}]
    played = Played({"ValidateContent": {"Payload": {"outcome": "DECLINED", "reasons": reasons}}})
    ends(played, declined("IMAGE_UNSAFE", "DESCRIPTION_NEGATIVE"), *TO_THE_WAIT[:-1], "PublishDeclined")


# trap 6: a cancelled contract leaves it waiting
def test_declined_because_the_contract_ended_while_it_waited() -> None:
    ended = TaskError("ContractEnded", json.dumps(REASON | {"code": "CONTRACT_ENDED"}))
    played = Played(faults={"WaitForContractApproval": ended})
    ends(played, declined("CONTRACT_ENDED"), *TO_THE_WAIT, "PublishDeclined")


# trap 6: the wait has no time limit
@pytest.mark.parametrize("fault", [TIMEOUT, TaskError("ContractNotApprovedInTime")])
def test_declined_because_its_time_was_up(fault: Any) -> None:
    played = Played(faults={"WaitForContractApproval": fault})
    ends(played, declined("CONTRACT_NOT_APPROVED_IN_TIME"), *TO_THE_WAIT, "PublishDeclined")
    assert played.calls["WaitForContractApproval"] == 1


# trap 12: a duplicate event starts a second workflow
def test_a_duplicate_ends_quietly() -> None:
    played = Played({"CheckContract": {"Payload": known(outcome="DUPLICATE")}})
    ends(played, [], "CheckContract", "HasContract", "Duplicate")


@pytest.mark.parametrize("error", ["InvalidImageFormatException", "ImageTooLargeException", "InvalidS3ObjectException"])
def test_a_picture_that_cannot_be_read_is_handed_on_as_such(error: str) -> None:
    played = Played(faults={"DetectModerationLabels": TaskError(f"Rekognition.{error}")})
    played.run()
    told = {"unreadable": f"Rekognition.{error}"}
    [judged] = played.arguments["ValidateContent"]
    assert played.told == declined("IMAGE_UNREADABLE", "IMAGE_UNREADABLE")
    assert judged["Payload"]["moderated"] == [{"key": "a"} | told, {"key": "b"} | told]
    assert played.calls["DetectModerationLabels"] == 2  # nobody asks again: it will not mend itself


def test_a_picture_that_the_stand_in_cannot_read_is_handed_on_alike() -> None:
    played = Played({"DetectModerationLabels": {"Unreadable": "Rekognition.InvalidImageFormatException"}})
    played.run()
    [judged] = played.arguments["ValidateContent"]
    assert judged["Payload"]["moderated"][0] == {"key": "a", "unreadable": "Rekognition.InvalidImageFormatException"}


def test_labels_are_handed_on_as_they_came() -> None:
    labels = [{"Name": "Weapons", "Confidence": 93.1, "ParentName": ""}]
    played = Played({"DetectModerationLabels": {"ModerationLabels": labels}})
    played.run()
    [judged] = played.arguments["ValidateContent"]
    assert judged["Payload"]["moderated"] == [{"key": "a", "labels": labels}, {"key": "b", "labels": labels}]


@pytest.mark.parametrize("request_to", [REQUEST, {}])
def test_an_unreadable_request_is_set_aside_whole_and_answered_if_it_can_be(request_to: dict[str, Any]) -> None:
    unreadable = {"outcome": "UNREADABLE", "request": request_to, "problem": "images: not a list" + "!" * 2000}
    played = Played({"CheckContract": {"Payload": unreadable}})
    execution = played.run()
    assert json.loads(played.set_aside[0]) == EVENT
    reason = played.arguments["SetAside"][0]["MessageAttributes"]["reason"]["StringValue"]
    assert reason.startswith("HasContract: the request is unreadable: images: not a list!")
    assert len(reason) == 1000
    assert played.told == (FAILED if request_to else [])
    assert execution.error == ("EvaluationFailed" if request_to else "RequestUnreadable")


EMPTY: list[Any] = [{}, {"detail": None}, {"detail": []}, {"detail": {"property_id": 5}}, [], {"id": "x"}]


# trap 7: a throttled lookup; here one that never works again, so that nobody has even read the event
@pytest.mark.parametrize("event", [EVENT, {"id": "x", "detail": {"property_id": HOUSE}}, *EMPTY], ids=str)
def test_a_request_that_nobody_could_read_is_answered_as_far_as_it_can_be(event: Any) -> None:
    played = Played(faults={"CheckContract": TaskError("Lambda.TooManyRequestsException")})
    execution = played.run(event)
    assert played.told == ([] if event in EMPTY else FAILED)
    assert execution.error == ("RequestUnreadable" if event in EMPTY else "EvaluationFailed")
    assert json.loads(played.set_aside[0]) == event
    for detail in played.published:
        OBEYS.validate(detail)


def test_an_event_has_an_id_that_sorts_by_time_and_is_the_same_when_it_is_put_again() -> None:
    once = TaskError("EventBridge.InternalException")
    played = Played(faults={"PublishApproved": once}, once=True)
    played.run()
    tried = [entry["Entries"][0]["Detail"]["metadata"] for entry in played.arguments["PublishApproved"]]
    assert len(tried) == 2
    assert tried[0] == tried[1]
    event_id = UUID(tried[0]["event_id"])
    assert (event_id.version, event_id.variant) == (7, "specified in RFC 4122")
    assert tried[0]["occurred_at"] == "2026-03-02T09:00:00.000Z"
    assert event_id.int >> 80 == 1_772_442_000_000
    assert {name: tried[0][name] for name in REQUEST["metadata"]} == REQUEST["metadata"]


def test_two_executions_do_not_share_an_event_id() -> None:
    ids = set()
    for fault in ({}, {"PublishApproved": TaskError("EventBridge.InternalException")}):
        played = Played(faults=fault)
        played.run()
        ids.add(played.published[0]["metadata"]["event_id"])
    assert len(ids) == 2


@pytest.mark.parametrize(("unjudged", "most"), [(["a", "b", "c", "d"], 13), ([], 9)])
def test_an_approval_with_four_pictures_is_as_cheap_as_was_promised(unjudged: list[str], most: int) -> None:
    images = ["a", "b", "c", "d"]
    played = Played({"CheckContract": {"Payload": known(images=images, unjudged=unjudged)}})
    assert played.run().transitions <= most


# --- Every state at every fault ---

BROKEN = TaskError("Lambda.ServiceException", "a service error")
FAULTS: dict[str, Any] = {
    "service error": BROKEN,
    "throttled": TaskError("ThrottlingException"),
    "unknown error": TaskError("Runtime.HandlerError"),
    "timeout": TIMEOUT,
    "no result": None,
    "empty result": {},
    "text for a result": "<html>",
}
TASKS = [name for name, state, _ in states() if state["Type"] == "Task"]
# Where the workflow must go for a state to be met at all.
LEADS_TO: dict[str, Played] = {
    "DetectPiecesSentiment": Played({"CheckContract": {"Payload": known(**LONG)}}),
    "PublishDeclined": Played({"CheckContract": {"Payload": known(outcome="DECLINED", reasons=[REASON])}}),
    "PublishEvaluationFailed": Played({"CheckContract": {"Payload": {"outcome": "UNREADABLE", "request": REQUEST}}}),
    "SetAside": Played({"CheckContract": {"Payload": {"outcome": "UNREADABLE", "request": REQUEST}}}),
}
RESULT_NOT_READ = {"RecordPublication", "PublishApproved", "PublishDeclined", "PublishEvaluationFailed", "SetAside"}


@pytest.mark.parametrize("once", [False, True], ids=["always", "once"])
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("state", TASKS)
def test_whatever_fails_the_listing_gets_one_answer_in_time(state: str, fault: str, *, once: bool) -> None:
    leads = LEADS_TO.get(state, Played())
    played = Played(answers=leads.answers, faults={state: FAULTS[fault]}, once=once)
    execution = played.run()
    assert played.calls[state] > 0
    assert execution.status != "RUNNING"
    assert execution.lasted <= BOUND
    if execution.error == "EvaluationNotTold":  # then the sync function answers, when it hears of the end
        assert (state, once) == ("PublishEvaluationFailed", False)
        assert played.published == []
        return
    assert len(played.published) == 1
    OBEYS.validate(played.published[0])
    if played.told == APPROVED and not once:
        assert state in RESULT_NOT_READ
        assert not isinstance(FAULTS[fault], Exception)
    if not once and played.told == FAILED:
        assert execution.status == "FAILED"  # an alarm sounds


def test_the_table_of_states_and_faults(capsys: pytest.CaptureFixture[str]) -> None:
    """Print what each of them ends in."""
    lines = []
    for state in TASKS:
        for fault, meets in FAULTS.items():
            played = Played(answers=LEADS_TO.get(state, Played()).answers, faults={state: meets})
            execution = played.run()
            told = " ".join([result for result, _ in played.told] + [c for _, codes in played.told for c in codes])
            lasted = str(execution.lasted).removesuffix(".000000")
            lines.append(
                f"{state:24} {fault:18} {played.calls[state]:3} tries  {lasted:>17}  {told or execution.error}"
            )
    assert len(lines) >= 60
    with capsys.disabled():
        print("\n" + "\n".join(lines))
