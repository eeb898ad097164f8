"""The workflow when the execution that evaluates fails, lasts too long or finds a service unavailable: real executions.

The faults are changes of a copy of the deployed definitions: the local engine's services do not fail by themselves.
"""

import json
from typing import Any

import pytest

from tests.integration.aws import Aws
from tests.integration.properties.agency import Agency, Event, a_house, a_request, codes
from tests.integration.properties.conftest import Variant
from tests.integration.properties.test_publication_approval import APPROVED, obeys
from unicorn_cli.terminal.waiting import eventually

type States = dict[str, Any]


def unchanged(_: States) -> None:
    pass


def hasty(task: dict[str, Any]) -> None:
    """Let a task be attempted twice at most."""
    for retrier in task["Retry"]:
        retrier |= {"IntervalSeconds": 1, "MaxAttempts": min(retrier["MaxAttempts"], 1)}


def inside(states: States, task: str) -> dict[str, Any]:
    """Return a task of the evaluation, from inside its Map."""
    maps = [state["ItemProcessor"]["States"] for state in states.values() if state["Type"] == "Map"]
    found: dict[str, Any] = next(inner[task] for inner in maps if task in inner)
    return found


def started(agency: Agency, aws: Aws, machine: str, images: list[str]) -> tuple[str, Event]:
    """Request publication of a house with an approved contract from this machine; return the execution, the request."""
    house = a_house()
    agency.contract(house, "APPROVED")
    assert agency.knows(house, "APPROVED")
    detail = a_request(house, images=images)
    given = json.dumps({"id": "x", "detail": detail})
    return aws.states.start_execution(stateMachineArn=machine, input=given)["executionArn"], detail


def failed(agency: Agency, aws: Aws, execution: str, detail: Event) -> str:
    """Assert that the execution fails with exactly one evaluation, EVALUATION_FAILED; return its cause."""
    evaluation = agency.evaluation(detail["request_id"])
    obeys(evaluation)
    assert (evaluation["evaluation_result"], codes(evaluation)) == ("DECLINED", ["EVALUATION_FAILED"])
    assert eventually(lambda: aws.states.describe_execution(executionArn=execution)["status"] == "FAILED")
    assert len(agency.published(detail["property_id"])) == 1
    return aws.states.describe_execution(executionArn=execution)["cause"]


@pytest.mark.parametrize("service", ["DetectDominantLanguage", "DetectSentiment", "DetectModerationLabels"])
def test_an_error_that_no_attempt_repairs_ends_in_a_published_evaluation_failed(
    agency: Agency, aws: Aws, variant: Variant, service: str
) -> None:
    def broken(states: States) -> None:
        inside(states, service)["Resource"] += "-that-is-missing"
        hasty(inside(states, service))

    execution, detail = started(agency, aws, variant(unchanged, broken), [agency.upload()])
    cause = failed(agency, aws, execution, detail)
    assert cause.startswith({"DetectModerationLabels": "ModerateImages: "}.get(service, "ReadTexts: "))


def test_an_evaluation_that_fails_is_answered_and_dead_lettered(agency: Agency, aws: Aws, variant: Variant) -> None:
    def broken(states: States) -> None:
        states["CheckContract"]["Arguments"]["FunctionName"] += "-that-is-missing"
        hasty(states["CheckContract"])

    execution, detail = started(agency, aws, variant(unchanged, broken), [agency.upload()])
    assert failed(agency, aws, execution, detail).startswith("Evaluate: FAILED ")
    letter = json.loads(agency.dead_letter("PropertiesRequestDeadLetterQueueUrl", detail["request_id"]))
    assert letter["detail"] == detail


def test_an_evaluation_that_is_missing_is_answered_and_dead_lettered(
    agency: Agency, aws: Aws, variant: Variant
) -> None:
    def broken(states: States) -> None:
        states["Evaluate"]["Arguments"]["StateMachineArn"] += "-that-is-missing"
        hasty(states["Evaluate"])

    execution, detail = started(agency, aws, variant(broken), [agency.upload()])
    assert failed(agency, aws, execution, detail).startswith("Evaluate: ")
    assert agency.dead_letter("PropertiesRequestDeadLetterQueueUrl", detail["request_id"])


def test_an_evaluation_without_an_end_is_answered_and_dead_lettered(agency: Agency, aws: Aws, variant: Variant) -> None:
    def slow(states: States) -> None:
        states["Evaluated"] |= {"Next": "Never"}
        del states["Evaluated"]["End"]
        states["Never"] = {"Type": "Wait", "Seconds": 8, "End": True}

    def impatient(states: States) -> None:
        states["Evaluate"]["TimeoutSeconds"] = 3
        states["Evaluate"]["Retry"] = [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 0}]

    execution, detail = started(agency, aws, variant(impatient, slow), [agency.upload()])
    assert failed(agency, aws, execution, detail) == "Evaluate: States.Timeout"
    assert agency.dead_letter("PropertiesRequestDeadLetterQueueUrl", detail["request_id"])


def test_a_service_that_is_unavailable_is_called_again_and_judges_each_image_once(
    agency: Agency, aws: Aws, variant: Variant
) -> None:
    """The second image is unavailable in the first seconds of the workflow's execution."""
    first, second = agency.upload(), agency.upload()
    late = "$millis() - $toMillis($states.context.Execution.Input.started_at) > 6000"

    def throttled(states: States) -> None:
        [rule] = inside(states, "IsTimeForImage")["Choices"]
        rule["Condition"] = f"{{% $states.input = '{first}' or {late} %}}"

    execution, detail = started(agency, aws, variant(unchanged, throttled), [first, second])
    assert agency.evaluation(detail["request_id"])["evaluation_result"] == "APPROVED"
    assert eventually(lambda: aws.states.describe_execution(executionArn=execution)["status"] == "SUCCEEDED")
    attempts = agency.attempts(execution)
    assert len(attempts) > 1
    waited = ["Evaluate", "MayBeShown", "AwaitService"] * (len(attempts) - 1)
    assert agency.path(execution) == waited + APPROVED
    assert [agency.calls(attempt, "detect-moderation-labels") for attempt in attempts] == [
        1,
        *[0] * (len(attempts) - 2),
        1,
    ]
    assert sum(agency.calls(attempt, "detect-sentiment") for attempt in attempts) == 1
    assert len(agency.published(detail["property_id"])) == 1


def test_a_function_that_is_throttled_is_called_again(agency: Agency, aws: Aws, variant: Variant) -> None:
    """Whatever error the engine has for a function that is missing stands for a throttled one."""
    late = "$millis() - $toMillis($states.input.started_at) > 4000"

    def throttled(states: States) -> None:
        arguments = states["CheckContract"]["Arguments"]
        arguments["FunctionName"] = f"{{% {late} ? '{arguments['FunctionName']}' : 'missing' %}}"
        states["CheckContract"]["Retry"] = [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 0}]
        states["CheckContract"]["Catch"][0]["ErrorEquals"] = ["States.ALL"]

    execution, detail = started(agency, aws, variant(unchanged, throttled), [agency.upload()])
    assert agency.evaluation(detail["request_id"])["evaluation_result"] == "APPROVED"
    assert "AwaitService" in agency.path(execution)
