"""Every path of the approval workflow, and every fault in every state, in process and on a simulated clock."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from jsonschema import Draft202012Validator

from tests.infra.approval import EVENT, HOUSE, REQUEST, TEXT, TIMEOUT, Played, all_states, known
from tests.infra.asl import TaskError
from tests.templates import PROJECT
from unicorn_cli.cost.busy import DAYS_PENDING, publication

SCHEMA = json.loads((PROJECT / "events/schemas/unicorn.properties/PublicationEvaluationCompleted.v1.json").read_text())
OBEYS = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
WAIT, REVIEW = timedelta(days=30), timedelta(days=15)
BOUND = WAIT + REVIEW + timedelta(days=1)  # the waits themselves and the time of all retries
REASON = {"code": "IMAGE_UNSAFE", "subject": "a", "message": "m"}
FAILED = [("DECLINED", ["EVALUATION_FAILED"])]
APPROVED: list[Any] = [("APPROVED", [])]
LONG = {
    "texts": [
        TEXT | {"pieces": pieces} for pieces in (["A lovely house."] * 25, ["With a garden."] * 25, ["And a view."])
    ]
}


def declined(*codes: str) -> list[Any]:
    return [("DECLINED", list(codes))]


def ends(played: Played, evaluations: list[Any], *way: str, attempt: Sequence[str] = ()) -> None:
    """Run; assert that exactly these evaluations are published, by this path, the last attempt by that one."""
    execution = played.run()
    assert played.evaluations == evaluations
    assert execution.path == list(way)
    assert played.attempts[-1].path == list(attempt)
    for detail in played.published:
        OBEYS.validate(detail)


JUDGED = (
    "CheckContract",
    "HasContract",
    "ModerateImages",
    "AreImagesModerated",
    "ReadTexts",
    "ValidateContent",
    "Evaluated",
)
LOOKED_UP = ("CheckContract", "HasContract", "Evaluated")
TO_THE_WAIT = ("Evaluate", "MayBeShown", "WaitForContractApproval")
TO_THE_END = (*TO_THE_WAIT, "RecordPublication", "PublishApproved")
TO_THE_REVIEW = ("Evaluate", "MayBeShown", "WaitForReview")
QUESTION = {"code": "IMAGE_UNREADABLE", "subject": "a", "message": "m"}
ASKED: dict[str, Any] = {"ValidateContent": {"Payload": {"outcome": "REVIEW", "reasons": [], "questions": [QUESTION]}}}


def test_approved() -> None:
    ends(Played(), APPROVED, *TO_THE_END, attempt=JUDGED)


def test_approved_with_a_long_description() -> None:
    played = Played({"CheckContract": {"Payload": known(**LONG)}})
    ends(played, APPROVED, *TO_THE_END, attempt=JUDGED)
    assert played.calls["DetectSentiment"] == 3
    [judged] = played.arguments["ValidateContent"]
    assert judged["Payload"]["texts"] == 3
    assert [(read["pieces"], len(read["sentiments"])) for read in judged["Payload"]["read"]] == [
        (25, 25),
        (25, 25),
        (1, 1),
    ]


def test_approved_without_a_description() -> None:
    played = Played({"CheckContract": {"Payload": known(texts=[])}})
    ends(played, APPROVED, *TO_THE_END, attempt=JUDGED)
    assert played.calls["DetectSentiment"] == 0


def test_approved_without_moderating_an_image_twice() -> None:
    played = Played({"CheckContract": {"Payload": known(unjudged=[])}})
    ends(played, APPROVED, *TO_THE_END, attempt=JUDGED)
    assert played.calls["DetectModerationLabels"] == 0


def test_approved_under_an_older_systems_contract_without_id() -> None:
    played = Played({"WaitForContractApproval": {"contract_id": None}})
    ends(played, APPROVED, *TO_THE_END, attempt=JUDGED)
    assert played.arguments["RecordPublication"][0]["Item"]["contract_id"] == {"NULL": True}


def test_approved_when_the_contracts_event_arrives_late() -> None:
    unknown = {"Payload": known(outcome="UNKNOWN")}
    played = Played({"CheckContract": [unknown, unknown, {"Payload": known()}]})
    look = ("Evaluate", "MayBeShown", "AwaitContractEvent")
    ends(played, APPROVED, *look, *look, *TO_THE_END, attempt=JUDGED)
    assert [tuple(attempt.path) for attempt in played.attempts] == [LOOKED_UP, LOOKED_UP, JUDGED]


def test_approved_although_a_newer_approval_is_recorded() -> None:
    played = Played(faults={"RecordPublication": TaskError("DynamoDB.ConditionalCheckFailedException")})
    ends(played, APPROVED, *TO_THE_END, attempt=JUDGED)
    assert played.calls["RecordPublication"] == 1


def test_approved_with_the_key_of_the_address_in_the_record_and_the_event() -> None:
    home = {"key": "a" * 64, "line": "111 Main Street, Anytown, USA"}
    played = Played({"CheckContract": {"Payload": known(request=REQUEST | {"home": home})}})
    ends(played, APPROVED, *TO_THE_END, attempt=JUDGED)
    assert played.arguments["WaitForContractApproval"][0]["Payload"]["request"]["home"] == home
    assert played.arguments["RecordPublication"][0]["Item"]["address_key"] == {"S": "a" * 64}
    [published] = played.published
    assert published["address_key"] == "a" * 64
    assert "home" not in json.dumps(published)


@pytest.mark.parametrize("code", ["CONTRACT_NOT_FOUND", "CONTRACT_ENDED", "CONTRACT_OF_ANOTHER_ADDRESS"])
def test_declined_without_an_active_contract(code: str) -> None:
    check = {"Payload": known(outcome="DECLINED", reasons=[REASON | {"code": code}])}
    played = Played({"CheckContract": check})
    ends(played, declined(code), *TO_THE_WAIT[:-1], "PublishDeclined", attempt=JUDGED)


def test_declined_with_the_reasons_of_the_contract_and_of_the_content_at_once() -> None:
    check = {
        "Payload": known(outcome="DECLINED", reasons=[REASON | {"code": "CONTRACT_ENDED"}], images=[], unjudged=[])
    }
    codes = declined("CONTRACT_ENDED", "NO_IMAGES")
    ends(Played({"CheckContract": check}), codes, *TO_THE_WAIT[:-1], "PublishDeclined", attempt=JUDGED)


@pytest.mark.parametrize("state", ["DetectModerationLabels", "DetectDominantLanguage", "DetectSentiment"])
def test_a_contract_declines_while_the_services_that_judge_the_content_are_down(state: str) -> None:
    check = {"Payload": known(outcome="DECLINED", reasons=[REASON | {"code": "CONTRACT_ENDED"}])}
    played = Played({"CheckContract": check}, faults={state: TaskError("States.Timeout")})
    played.run()
    assert played.evaluations == declined("CONTRACT_ENDED")
    assert len(played.attempts) == 1


def test_declined_for_its_content() -> None:
    reasons = [REASON, REASON | {"code": "DESCRIPTION_NEGATIVE"}]
    played = Played({"ValidateContent": {"Payload": {"outcome": "DECLINED", "reasons": reasons, "questions": []}}})
    codes = declined("IMAGE_UNSAFE", "DESCRIPTION_NEGATIVE")
    ends(played, codes, *TO_THE_WAIT[:-1], "PublishDeclined", attempt=JUDGED)


def test_declined_because_the_contract_ended_while_it_waited() -> None:
    ended = TaskError("ContractEnded", json.dumps(REASON | {"code": "CONTRACT_ENDED"}))
    played = Played(faults={"WaitForContractApproval": ended})
    ends(played, declined("CONTRACT_ENDED"), *TO_THE_WAIT, "PublishDeclined", attempt=JUDGED)


def test_declined_because_a_contract_of_another_address_took_the_place_of_its_own_while_it_waited() -> None:
    code = "CONTRACT_OF_ANOTHER_ADDRESS"
    another = TaskError("ContractOfAnotherAddress", json.dumps(REASON | {"code": code}))
    played = Played(faults={"WaitForContractApproval": another})
    ends(played, declined(code), *TO_THE_WAIT, "PublishDeclined", attempt=JUDGED)
    assert played.calls["WaitForContractApproval"] == 1


@pytest.mark.parametrize("fault", [TIMEOUT, TaskError("ContractNotApprovedInTime")])
def test_declined_after_the_time_limit(fault: Any) -> None:
    played = Played(faults={"WaitForContractApproval": fault})
    ends(played, declined("CONTRACT_NOT_APPROVED_IN_TIME"), *TO_THE_WAIT, "PublishDeclined", attempt=JUDGED)
    assert played.calls["WaitForContractApproval"] == 1


@pytest.mark.parametrize("questions", [[QUESTION], [QUESTION] * 2, []])
def test_approved_by_a_person_and_then_by_the_contract(questions: list[Any]) -> None:
    played = Played({"ValidateContent": {"Payload": {"outcome": "REVIEW", "reasons": [], "questions": questions}}})
    ends(played, APPROVED, "Evaluate", "MayBeShown", "WaitForReview", *TO_THE_END[2:], attempt=JUDGED)
    [waits] = played.arguments["WaitForReview"]
    assert waits["Payload"] == {
        "request": REQUEST,
        "questions": questions,
        "task_token": waits["Payload"]["task_token"],
    }
    assert "questions" not in played.arguments["WaitForContractApproval"][0]["Payload"]


def test_an_appeal_is_decided_by_a_person_also_without_a_question() -> None:
    played = Played({"CheckContract": {"Payload": known(request=REQUEST | {"appeal": True})}})
    ends(played, APPROVED, "Evaluate", "MayBeShown", "WaitForReview", *TO_THE_END[2:], attempt=JUDGED)
    assert played.arguments["WaitForReview"][0]["Payload"]["questions"] == []


@pytest.mark.parametrize(
    ("error", "code"),
    [
        ("ReviewDeclined", "REVIEW_DECLINED"),
        ("ContractEnded", "CONTRACT_ENDED"),
        ("ContractOfAnotherAddress", "CONTRACT_OF_ANOTHER_ADDRESS"),
    ],
)
def test_declined_by_a_person_or_because_the_contract_ended_while_it_waited_for_one(error: str, code: str) -> None:
    answer = TaskError(error, json.dumps({"code": code, "subject": HOUSE, "message": "The roof is gone."}))
    played = Played(ASKED, faults={"WaitForReview": answer})
    ends(played, declined(code), *TO_THE_REVIEW, "PublishDeclined", attempt=JUDGED)
    assert played.published[0]["reasons"] == [{"code": code, "subject": HOUSE, "message": "The roof is gone."}]
    assert played.calls["WaitForReview"] == 1


@pytest.mark.parametrize("answer", [None, {}, {"verdict": "DECLINED"}, {"verdict": None}, "APPROVED"])
def test_nothing_but_an_approval_lets_the_listing_pass_the_review(answer: Any) -> None:
    played = Played(ASKED | {"WaitForReview": answer})
    played.run()
    assert played.evaluations == FAILED
    assert played.calls["WaitForContractApproval"] == 0


@pytest.mark.parametrize("fault", [TIMEOUT, TaskError("ReviewNotAnsweredInTime")])
def test_declined_because_nobody_has_looked_in_time(fault: Any) -> None:
    played = Played(ASKED, faults={"WaitForReview": fault})
    ends(played, declined("REVIEW_NOT_ANSWERED_IN_TIME"), *TO_THE_REVIEW, "PublishDeclined", attempt=JUDGED)
    assert played.calls["WaitForReview"] == 1


def test_a_duplicate_ends_without_an_event() -> None:
    played = Played({"CheckContract": {"Payload": known(outcome="DUPLICATE")}})
    ends(played, [], "Evaluate", "MayBeShown", "Duplicate", attempt=LOOKED_UP)


@pytest.mark.parametrize("error", ["InvalidImageFormatException", "ImageTooLargeException", "InvalidS3ObjectException"])
def test_an_unreadable_image_is_passed_on_as_unreadable(error: str) -> None:
    played = Played(faults={"DetectModerationLabels": TaskError(f"Rekognition.{error}")})
    played.run()
    unreadable = {"unreadable": f"Rekognition.{error}"}
    [judged] = played.arguments["ValidateContent"]
    asked = played.arguments["WaitForReview"][0]["Payload"]["questions"]
    assert [question["code"] for question in asked] == ["IMAGE_UNREADABLE", "IMAGE_UNREADABLE"]
    assert judged["Payload"]["moderated"] == [{"key": "a"} | unreadable, {"key": "b"} | unreadable]
    assert played.calls["DetectModerationLabels"] == 2  # no retry: it would fail again


def test_an_image_that_the_stand_in_cannot_read_is_passed_on_as_unreadable() -> None:
    played = Played({"DetectModerationLabels": {"Unreadable": "Rekognition.InvalidImageFormatException"}})
    played.run()
    [judged] = played.arguments["ValidateContent"]
    assert judged["Payload"]["moderated"][0] == {"key": "a", "unreadable": "Rekognition.InvalidImageFormatException"}


@pytest.mark.parametrize(
    ("state", "answer"),
    [
        ("DetectSentiment", {"ResultList": [], "ErrorList": [{"Index": 0}]}),
        ("DetectSentiment", {"ResultList": [{"Sentiment": "GLAD", "SentimentScore": {}, "Index": 0}]}),
        ("DetectModerationLabels", {}),
    ],
)
def test_a_service_that_answers_in_part_is_asked_again_and_approves_nothing(state: str, answer: dict[str, Any]) -> None:
    ends(Played(faults={state: answer}, once=True), APPROVED, *TO_THE_END, attempt=JUDGED)
    always = Played(faults={state: answer})
    always.run()
    assert always.evaluations == FAILED


@pytest.mark.parametrize(
    ("outcome", "reasons"),
    [("ACCEPTED", [REASON]), ("DECLINED", []), ("REVIEW", [REASON]), ("GLAD", []), ("FAILED", [])],
)
def test_an_outcome_that_contradicts_itself_or_is_unknown_approves_nothing(outcome: str, reasons: list[Any]) -> None:
    evaluated = {"outcome": outcome, "request": REQUEST, "reasons": reasons, "failure": "f"}
    played = Played({"Evaluate": {"Status": "SUCCEEDED", "Output": json.dumps(evaluated)}})
    played.run()
    assert played.evaluations == FAILED


@pytest.mark.parametrize(
    "answer",
    [
        {"outcome": "ACCEPTED", "reasons": [], "questions": [QUESTION]},
        {"outcome": "REVIEW", "reasons": [REASON], "questions": [QUESTION]},
        {"outcome": "REVIEW", "reasons": [], "questions": "none"},
        {"outcome": "ACCEPTED", "reasons": []},
    ],
)
def test_content_with_an_open_question_is_approved_by_no_machine(answer: dict[str, Any]) -> None:
    played = Played({"ValidateContent": {"Payload": answer}})
    played.run()
    assert played.evaluations == FAILED


def test_labels_are_passed_on_unchanged() -> None:
    labels = [{"Name": "Weapons", "Confidence": 93.1, "ParentName": ""}]
    played = Played({"DetectModerationLabels": {"ModerationLabels": labels}})
    played.run()
    [judged] = played.arguments["ValidateContent"]
    assert judged["Payload"]["moderated"] == [{"key": "a", "labels": labels}, {"key": "b", "labels": labels}]


@pytest.mark.parametrize("request_to", [REQUEST, {}])
def test_an_unreadable_request_is_dead_lettered_whole_and_answered_if_possible(request_to: dict[str, Any]) -> None:
    unreadable = {"outcome": "UNREADABLE", "request": request_to, "problem": "images: not a list" + "!" * 2000}
    played = Played({"CheckContract": {"Payload": unreadable}})
    execution = played.run()
    assert json.loads(played.set_aside[0]) == EVENT
    reason = played.arguments["SetAside"][0]["MessageAttributes"]["reason"]["StringValue"]
    assert reason.startswith("CheckContract: UNREADABLE: images: not a list!")
    assert len(reason) == 1000
    assert played.evaluations == (FAILED if request_to else [])
    assert execution.error == ("EvaluationFailed" if request_to else "RequestUnreadable")


EMPTY: list[Any] = [{}, {"detail": None}, {"detail": []}, {"detail": {"property_id": 5}}, [], {"id": "x"}]


@pytest.mark.parametrize("event", [EVENT, {"id": "x", "detail": {"property_id": HOUSE}}, *EMPTY], ids=str)
def test_a_request_that_no_task_could_read_is_answered_if_it_names_its_property(event: Any) -> None:
    played = Played(faults={"CheckContract": TaskError("Lambda.TooManyRequestsException")})
    execution = played.run(event)
    assert played.evaluations == ([] if event in EMPTY else FAILED)
    assert execution.error == ("RequestUnreadable" if event in EMPTY else "EvaluationFailed")
    assert json.loads(played.set_aside[0]) == event
    for detail in played.published:
        OBEYS.validate(detail)


def test_an_event_id_sorts_by_time_and_stays_the_same_when_the_task_is_retried() -> None:
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


@pytest.mark.parametrize("unjudged", [["a", "b", "c", "d"], []])
def test_an_approval_with_four_images_has_five_transitions(unjudged: list[str]) -> None:
    images = ["a", "b", "c", "d"]
    played = Played({"CheckContract": {"Payload": known(images=images, unjudged=unjudged)}})
    assert played.run().transitions == 5


@pytest.mark.parametrize("fault", [{}, {"WaitForReview": TaskError("ReviewNotAnsweredInTime")}])
def test_a_review_has_one_transition_more(fault: dict[str, Any]) -> None:
    assert Played(ASKED, faults=fault).run().transitions == (6 if not fault else 4)


def test_the_cost_of_a_publication_is_computed_from_the_transitions_of_an_approval_and_of_duplicates() -> None:
    approval, duplicate = Played(), Played({"CheckContract": {"Payload": known(outcome="DUPLICATE")}})
    counted = [approval.run().transitions, DAYS_PENDING * duplicate.run().transitions]
    assert sorted(use.quantity for use in publication(4) if use.price == "transition") == sorted(counted)


# --- Every fault in every state ---

FAULTS: dict[str, Any] = {
    "no connection": TaskError("{service}.SdkClientException"),
    "throttled": TaskError("{throttled}"),
    "unknown error": TaskError("Runtime.HandlerError"),
    "timeout": TIMEOUT,
    "no result": None,
    "empty result": {},
    "text for a result": "<html>",
}
TASKS = [name for name, state in all_states() if state["Type"] == "Task"]
THROTTLED = {
    "Evaluate": "Sfn.SfnException",
    "DetectDominantLanguage": "Comprehend.TooManyRequestsException",
    "DetectSentiment": "Comprehend.ComprehendException",
    "DetectModerationLabels": "Rekognition.ThrottlingException",
    "RecordPublication": "DynamoDB.ThrottlingException",
    "PublishApproved": "EventBridge.FailedEntry",
    "PublishDeclined": "EventBridge.FailedEntry",
    "PublishEvaluationFailed": "EventBridge.FailedEntry",
    "SetAside": "SQS.RequestThrottled",
}
# The event and responses with which the workflow reaches a state.
LEADS_TO: dict[str, Played] = {
    "PublishDeclined": Played({"CheckContract": {"Payload": known(outcome="DECLINED", reasons=[REASON])}}),
    "WaitForReview": Played(ASKED),
    "PublishEvaluationFailed": Played({"CheckContract": {"Payload": {"outcome": "UNREADABLE", "request": REQUEST}}}),
    "SetAside": Played({"CheckContract": {"Payload": {"outcome": "UNREADABLE", "request": REQUEST}}}),
}
RESULT_NOT_READ = {"RecordPublication", "PublishApproved", "PublishDeclined", "PublishEvaluationFailed", "SetAside"}


def fault_in(state: str, fault: str) -> Any:
    """Return what a state meets; an error with the name that its service gives it."""
    meets = FAULTS[fault]
    if not isinstance(meets, TaskError):
        return meets
    throttled = THROTTLED.get(state, "Lambda.TooManyRequestsException")
    return TaskError(meets.error.format(throttled=throttled, service=throttled.partition(".")[0]))


@pytest.mark.slow
@pytest.mark.parametrize("once", [False, True], ids=["always", "once"])
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("state", TASKS)
def test_any_fault_in_any_state_leads_to_one_evaluation_in_time(state: str, fault: str, *, once: bool) -> None:
    leads = LEADS_TO.get(state, Played())
    played = Played(answers=leads.answers, faults={state: fault_in(state, fault)}, once=once)
    execution = played.run()
    assert played.calls[state] > 0
    assert execution.status != "RUNNING"
    assert execution.lasted <= BOUND
    if execution.error == "EvaluationNotTold":  # the sync function answers when it receives the end of the execution
        assert (state, once) == ("PublishEvaluationFailed", False)
        assert played.published == []
        return
    assert len(played.published) == 1
    OBEYS.validate(played.published[0])
    if played.evaluations == APPROVED and not once:
        assert state in RESULT_NOT_READ
        assert not isinstance(FAULTS[fault], Exception)
    if not once and played.evaluations == FAILED:
        assert execution.status == "FAILED"  # raises an alarm


@pytest.mark.slow
def test_the_table_of_states_and_faults(capsys: pytest.CaptureFixture[str]) -> None:
    """Print the outcome of each fault in each state."""
    lines = []
    for state in TASKS:
        for fault in FAULTS:
            meets = fault_in(state, fault)
            played = Played(answers=LEADS_TO.get(state, Played()).answers, faults={state: meets})
            execution = played.run()
            outcome = " ".join(
                [result for result, _ in played.evaluations] + [c for _, codes in played.evaluations for c in codes]
            )
            lasted = str(execution.lasted).removesuffix(".000000")
            lines.append(
                f"{state:24} {fault:18} {played.calls[state]:3} tries  {lasted:>17}  {outcome or execution.error}"
            )
    assert len(lines) >= 60
    with capsys.disabled():
        print("\n" + "\n".join(lines))
