"""The workflow stays within the limits of Step Functions that the local engine does not have.

https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
"""

import json
import re
from collections.abc import Iterator
from math import ceil
from typing import Any

import pytest
from properties_service.adapters.check_contract_task import check_result
from properties_service.adapters.request_table import REQUEST_KEPT
from properties_service.inbound.publication_approval_requested import PublicationApprovalRequested
from properties_service.use_cases.evaluation import ContractCheck, Outcome

from tests.infra.approval import EVENT, Played, all_states, hours_of_calls
from tests.infra.service_calls import EVALUATION, WORKFLOW, Call, calls, definition_at
from tests.infra.test_workflow_errors import delays
from tests.infra.test_workflow_paths import APPROVED
from tests.templates import PROJECT
from tests.unit.properties.fakes import LIMITS
from unicorn_kit.ids import uuid7

SCHEMA = json.loads((PROJECT / "events/schemas/unicorn.web/PublicationApprovalRequested.v1.json").read_text())
PAYLOAD = 256 * 1024  # bytes of a state's input or output, of a variable, and of everything that one state assigns
HISTORY = 25_000  # events of one execution
PER_ATTEMPT, PER_VISIT = 3, 8  # scheduled, started and failed; entered, left, succeeded
EXPRESS = 5 * 60  # seconds that an Express execution may last
LABELS = 24  # more than Rekognition returns for any image
STATES = list(all_states())
IMAGES = SCHEMA["properties"]["images"]["maxItems"]
KEY = len(f"published/{'/'.join(['a' * 60] * 4)}/{uuid7()}/master.jpg")  # as Web writes them


def size(value: Any) -> int:
    return len(json.dumps(value).encode())  # escaped to ASCII, which is the longer form


def largest_request() -> dict[str, Any]:
    """Return the largest request that Web can send: every text as long as its schema allows, in a longer script."""
    texts = {name: "好" * length for name, length in _lengths(SCHEMA["properties"])}
    captions = SCHEMA["properties"]["captions"]
    caption = "好" * captions["items"]["maxLength"]
    images = [f"{number:03}".ljust(KEY, "k") for number in range(IMAGES)]
    detail = {**EVENT["detail"], **texts, "images": images, "captions": [caption] * captions["maxItems"]}
    return {**EVENT, "detail": detail}


def _lengths(properties: dict[str, Any]) -> Iterator[tuple[str, int]]:
    for name in ("headline", "description"):
        either = properties[name].get("anyOf", [properties[name]])
        yield name, next(one["maxLength"] for one in either if "maxLength" in one)


@pytest.fixture(scope="module")
def largest() -> Played:
    """Run the largest request, with as many labels for each image as any has."""
    event = largest_request()
    request = PublicationApprovalRequested.read(event).request("envelope-1")
    checked = ContractCheck(outcome=Outcome.KNOWN, reasons=[], unmoderated=request.images)
    answer = check_result(request, checked, LIMITS)
    label = {"Name": "n" * 60, "ParentName": "p" * 60, "Confidence": 12.3456789, "TaxonomyLevel": 3}
    played = Played(
        {
            "CheckContract": {"Payload": answer},
            "DetectModerationLabels": {"ModerationLabels": [label] * LABELS},
            "ValidateContent": {"Payload": {"outcome": "ACCEPTED", "reasons": [], "questions": []}},
        }
    )
    execution = played.run(event)
    assert played.evaluations == APPROVED, execution.cause
    return played


def test_the_largest_request_fits_into_every_call(largest: Played) -> None:
    sizes = {state: max(map(size, given)) for state, given in largest.arguments.items()}
    assert sizes["ValidateContent"] > 100_000  # else the request is not the largest
    assert max(sizes.values()) < PAYLOAD


def test_the_largest_result_fits_into_the_variables_of_one_state(largest: Played) -> None:
    answer = largest.answers["CheckContract"]["Payload"]
    assert size(answer) < PAYLOAD
    judged = largest.arguments["ValidateContent"][0]["Payload"]
    assert size([judged["read"], judged["unavailable"]]) < PAYLOAD
    assert size([judged["moderated"], judged["unavailable"]]) < PAYLOAD


def test_the_largest_evaluation_fits_into_a_result(largest: Played) -> None:
    """It has every reason that the content can have, and its input and output are texts inside JSON."""
    reason = {"code": "DESCRIPTION_LANGUAGE_UNKNOWN", "subject": "k" * KEY, "message": "m" * 200}
    answer = {"Payload": {"outcome": "DECLINED", "reasons": [reason] * (IMAGES + 2), "questions": []}}
    played = Played(largest.answers | {"ValidateContent": answer})
    played.run(largest_request())
    assert [len(codes) for _, codes in played.evaluations] == [IMAGES + 2]
    [attempt] = played.attempts
    called = largest.arguments["Evaluate"][0]
    assert len(called["Input"].encode()) < PAYLOAD
    assert size({"Input": called["Input"], "Output": json.dumps(attempt.output)}) < PAYLOAD  # the result has both


def longest(call: Call) -> float:
    """Return how long a call can take with all its attempts, in seconds."""
    each = max(call.definition["Retry"], key=lambda retrier: sum(delays(retrier)) if retrier["MaxAttempts"] else 0)
    limit: int = 30 if call.waits else call.definition["TimeoutSeconds"]
    return sum(delays(each)) + float(each["MaxAttempts"] + 1) * limit


def test_the_time_limit_of_the_machine_is_longer_than_everything_it_can_wait_for() -> None:
    wait = sum(
        definition_at("prod")["States"][name]["TimeoutSeconds"] for name in ("WaitForReview", "WaitForContractApproval")
    )
    total = wait + hours_of_calls() + sum(longest(call) for call in calls(WORKFLOW))
    assert total < definition_at("prod")["TimeoutSeconds"] < REQUEST_KEPT.total_seconds()


def test_an_evaluation_ends_before_an_express_execution_must() -> None:
    """No call to Rekognition or Comprehend begins after a time, so the verdicts are kept in any case."""
    [last] = {
        int(found) for found in re.findall(r"StartTime\) < (\d+) %", json.dumps(definition_at("prod", EVALUATION)))
    }
    of = {call.state: longest(call) for call in calls(EVALUATION)}
    assert of["CheckContract"] < last / 1000  # at least one call is made in any case
    read = max(of[state] for state in ("DetectModerationLabels", "DetectDominantLanguage", "DetectSentiment"))
    end = last / 1000 + read + of["ValidateContent"]
    limit = definition_at("prod", EVALUATION)["TimeoutSeconds"]
    assert end < limit < EXPRESS < definition_at("prod")["States"]["Evaluate"]["TimeoutSeconds"]


def test_the_history_has_room_for_every_attempt_of_every_call() -> None:
    attempts = {
        call.state: max(retrier["MaxAttempts"] for retrier in call.definition["Retry"]) for call in calls(WORKFLOW)
    }
    waits = ceil(hours_of_calls() / 900) + 10  # the first ten are shorter
    again = waits * (PER_ATTEMPT + 3 * PER_VISIT)
    assert again + sum(PER_ATTEMPT * most + PER_VISIT for most in attempts.values()) < HISTORY


def test_no_state_has_a_form_that_the_local_engine_treats_otherwise() -> None:
    """A Parallel without its `Output` and `Assign`, a distributed Map, and a time limit by expression."""
    assert {state["Type"] for _, state in STATES} <= {"Task", "Map", "Choice", "Wait", "Pass", "Succeed", "Fail"}
    for name, state in STATES:
        if state["Type"] == "Map":
            assert state["ItemProcessor"]["ProcessorConfig"] == {"Mode": "INLINE"}, name
        if state["Type"] == "Task":
            assert isinstance(state["TimeoutSeconds"], int), name


@pytest.mark.parametrize("call", [pytest.param(call, id=call.state) for call in calls()])
def test_retriers_are_within_the_language(call: Call) -> None:
    """https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-retrying-after-an-error"""
    for retrier in call.definition["Retry"]:
        assert 0 <= retrier["MaxAttempts"] <= 99_999_999
        if retrier["MaxAttempts"]:
            assert 1 <= retrier["IntervalSeconds"] < retrier["MaxDelaySeconds"] <= 31_622_400
            assert retrier["BackoffRate"] >= 1
