"""A quota is never a verdict: every error of every call is classified, and the workflow does what the table says."""

from typing import Any

import pytest
from botocore.retries.standard import ThrottledRetryableChecker, TransientRetryableChecker

from tests.infra.service_calls import EVALUATION, Call, calls
from tests.infra.task_errors import FAILURE, GOES_ON, HOURS, SERVICES, VERDICT, Outcome, Service

pytestmark = pytest.mark.slow

BY_OPERATION = {(service.client, service.operation): service for service in SERVICES}
PASSING = {  # the stubs lack both
    *ThrottledRetryableChecker._THROTTLED_ERROR_CODES,  # type: ignore[attr-defined]
    *TransientRetryableChecker._TRANSIENT_ERROR_CODES,  # type: ignore[attr-defined]
}
LONGEST = 900  # seconds between two attempts
LEAST_HOURS, MOST_HOURS = 6, 24  # how long the workflow attempts a call
SECONDS = 30  # how long an evaluation does; then the workflow waits and calls it again: test_workflow_outages.py
SHORTLY = 6 * 60  # seconds; an error of ours may be that a new role's permissions are not everywhere yet
CALLS = [pytest.param(call, id=call.state) for call in calls()]
ERRORS = [
    pytest.param(call, error, outcome, id=f"{call.state}-{error}")
    for call in calls()
    for error, outcome in BY_OPERATION[call.client, call.operation].errors.items()
    if not (call.waits and error == "States.Timeout")  # the end of the wait: test_declined_after_the_time_limit
]


def retrier(call: Call, error: str) -> dict[str, Any]:
    """Return the first retrier that matches, as Step Functions does."""
    return next(
        one for one in call.definition["Retry"] if error in one["ErrorEquals"] or one["ErrorEquals"] == ["States.ALL"]
    )


def delays(retrier: dict[str, Any]) -> list[float]:
    """Return the longest delay before each attempt, in seconds; with full jitter it is half as long on average."""
    tries = range(retrier["MaxAttempts"])
    return [min(retrier["IntervalSeconds"] * retrier["BackoffRate"] ** n, retrier["MaxDelaySeconds"]) for n in tries]


@pytest.mark.parametrize("service", [pytest.param(one, id=one.operation) for one in SERVICES])
def test_the_table_has_the_errors_of_botocores_model(service: Service) -> None:
    [model] = {call.operation: call.model for call in calls() if call.operation == service.operation}.values()
    assert set(service.modelled) == {shape.name for shape in model.error_shapes}


@pytest.mark.parametrize("service", [pytest.param(one, id=one.operation) for one in SERVICES])
def test_what_an_sdk_would_attempt_again_is_attempted_for_hours(service: Service) -> None:
    [model] = {call.operation: call.model for call in calls() if call.operation == service.operation}.values()
    named = {name: outcome for name, outcome in (service.modelled | service.others).items() if name in PASSING}
    assert set(named.values()) <= {HOURS}
    by_status = {
        shape.name for shape in model.error_shapes if shape.metadata.get("error", {}).get("httpStatusCode") == 429
    }
    assert {service.modelled[name] for name in by_status} <= {HOURS}
    if not named:  # then throttling comes under the name of the whole service
        assert [name for name in service.others if name.endswith(f"{service.prefix}Exception")]
    assert service.others["SdkClientException"] is HOURS  # no connection


def test_every_call_of_the_workflow_is_in_the_table() -> None:
    assert {(call.client, call.operation) for call in calls()} == set(BY_OPERATION)
    sdk = {service.prefix for service in SERVICES if service.is_sdk}
    assert {BY_OPERATION[call.client, call.operation].prefix for call in calls() if call.is_sdk} == sdk


@pytest.mark.parametrize(("call", "error", "outcome"), ERRORS)
def test_the_workflow_does_with_an_error_what_the_table_says(call: Call, error: str, outcome: Outcome) -> None:
    found = retrier(call, error)
    most = sum(delays(found))
    match outcome:
        case Outcome.HOURS if call.machine == EVALUATION:
            assert found["ErrorEquals"] != ["States.ALL"]
            assert 0 < most <= SECONDS
            [caught] = [rule for rule in call.definition["Catch"] if error in rule["ErrorEquals"]]
            assert caught["ErrorEquals"] == found["ErrorEquals"]
            assert "unavailable" in {key.lower() for key in caught["Output"]} | {
                str(value).lower() for value in caught["Output"].values()
            }
        case Outcome.HOURS:
            assert found["ErrorEquals"] != ["States.ALL"]  # named, so that a wrong name is seen here
            assert found["JitterStrategy"] == "FULL"
            assert found["MaxDelaySeconds"] == LONGEST
            assert LEAST_HOURS * 3600 * 2 <= most <= MOST_HOURS * 3600
        case Outcome.FAILURE:
            assert found["ErrorEquals"] == ["States.ALL"]
            assert 0 < most <= SHORTLY
        case Outcome.VERDICT | Outcome.GOES_ON:
            assert found["MaxAttempts"] == 0
            assert [rule for rule in call.definition["Catch"] if error in rule["ErrorEquals"]]


@pytest.mark.parametrize("call", CALLS)
def test_the_workflow_names_no_error_that_the_table_does_not_have(call: Call) -> None:
    known = set(BY_OPERATION[call.client, call.operation].errors) | {"States.ALL"}
    rules = [*call.definition["Retry"], *call.definition.get("Catch", [])]
    named = {error for rule in rules for error in rule["ErrorEquals"]}
    ours = {error for error in named if "." not in error}  # sent to a waiting task by sync_property_approvals
    assert named - ours <= known
    assert not ours or call.waits


def test_each_outcome_occurs() -> None:
    assert {outcome for service in SERVICES for outcome in service.errors.values()} == {
        HOURS,
        VERDICT,
        GOES_ON,
        FAILURE,
    }
