"""A service that is down or throttled for hours delays an evaluation and changes nothing about it."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from tests.infra.approval import EVENT, Played, friendly, known
from tests.infra.asl import START, TaskError
from tests.infra.service_calls import EVALUATION, MACHINES, WORKFLOW, Call, calls, definition_at
from tests.infra.stages import at_stage
from tests.infra.task_errors import HOURS
from tests.infra.test_workflow_errors import BY_OPERATION
from tests.infra.test_workflow_paths import APPROVED, FAILED, LEADS_TO

ON_AWS = (definition_at("prod"), definition_at("prod", EVALUATION))
OUTAGE = timedelta(hours=6)
FOREVER = timedelta(days=10_000)
ONE_CENT = 0.01  # dollars
TRANSITION_PRICE = 25 / 1_000_000  # dollars, https://aws.amazon.com/step-functions/pricing, November 2026


@dataclass
class Outage(Played):
    """One state's service fails for a time from the start of the execution."""

    state: str = ""
    error: str = ""
    lasts: timedelta = OUTAGE

    def _call(self, state: str, resource: str, arguments: Any) -> Any:
        if state == self.state and self.running.now < START + self.lasts:
            self.calls[state] += 1
            raise TaskError(self.error)
        return super()._call(state, resource, arguments)


@dataclass(kw_only=True)
class KeptVerdicts(Outage):
    """An outage, for one image or for all, with a store of verdicts; a call to Rekognition takes some seconds."""

    images: list[str]
    state: str = "DetectModerationLabels"
    error: str = "Rekognition.ThrottlingException"
    lasts: timedelta = timedelta(0)
    throttled: str = ""
    seconds: int = 0
    kept: set[str] = field(default_factory=set)
    moderated: list[str] = field(default_factory=list)

    def _call(self, state: str, resource: str, arguments: Any) -> Any:
        match state:
            case "CheckContract":
                return {"Payload": known(images=self.images, unjudged=[k for k in self.images if k not in self.kept])}
            case "DetectModerationLabels":
                return self._moderated(arguments["Image"]["S3Object"]["Name"], state, resource, arguments)
            case "ValidateContent":
                self.kept |= {one["key"] for one in arguments["Payload"]["moderated"]}
                return unavailable_or_accepted(arguments["Payload"])
        return super()._call(state, resource, arguments)

    def _moderated(self, key: str, *call: Any) -> Any:
        if key != self.throttled and self.throttled:
            self.moderated.append(key)
            return {"ModerationLabels": []}
        self.running.now += timedelta(seconds=self.seconds)
        answer = super()._call(*call)
        self.moderated.append(key)
        return answer


def unavailable_or_accepted(judged: Any) -> Any:
    return {
        "Payload": {"outcome": "UNAVAILABLE" if judged["unavailable"] else "ACCEPTED", "reasons": [], "questions": []}
    }


def outage(call: Call, lasts: timedelta) -> tuple[Outage, Played]:
    """Return an execution whose service is down, and the same without."""
    answers = LEADS_TO.get(call.state, Played()).answers
    errors = BY_OPERATION[call.client, call.operation].errors
    error = next(name for name, outcome in errors.items() if outcome is HOURS)
    down = Outage(answers=answers, machines=ON_AWS, state=call.state, error=error, lasts=lasts)
    return down, Played(answers=answers, machines=ON_AWS)


CALLS = [pytest.param(call, id=call.state) for call in calls()]


@pytest.mark.parametrize("call", CALLS)
def test_an_outage_of_six_hours_changes_no_evaluation(call: Call) -> None:
    down, up = outage(call, OUTAGE)
    execution, undisturbed = down.run(), up.run()
    assert down.evaluations == up.evaluations
    assert len(down.published) == 1
    waits = execution.path.count("AwaitService")
    assert execution.path == ["Evaluate", "MayBeShown", "AwaitService"] * waits + undisturbed.path
    assert (waits > 0) == (call.machine == EVALUATION)
    assert down.attempts[-1].path == up.attempts[-1].path
    assert execution.lasted >= OUTAGE


@pytest.mark.slow
@pytest.mark.parametrize("call", CALLS)
def test_an_outage_without_end_ends_in_one_failed_evaluation(call: Call) -> None:
    down, _ = outage(call, FOREVER)
    execution = down.run()
    assert execution.status == "FAILED"
    assert down.evaluations == ([] if call.state == "PublishEvaluationFailed" else FAILED)
    assert execution.lasted <= timedelta(days=2)
    assert execution.transitions * TRANSITION_PRICE < ONE_CENT


def test_a_text_that_was_not_judged_is_judged_again() -> None:
    nothing = {"ResultList": [], "ErrorList": [{"Index": 0, "ErrorCode": "INTERNAL_SERVER_ERROR"}]}
    played = Played({"DetectSentiment": [*[nothing] * 20, friendly({"TextList": ["A lovely house."]})]})
    played.run()
    assert played.evaluations == APPROVED
    assert played.calls["DetectSentiment"] == 21


def test_an_image_with_a_verdict_is_not_moderated_again_because_another_is_unavailable() -> None:
    kept = KeptVerdicts(images=["a", "b", "c", "d"], throttled="c", lasts=timedelta(minutes=10))
    kept.run()
    assert kept.evaluations == APPROVED
    assert {key: kept.moderated.count(key) for key in kept.images} == {"a": 1, "b": 1, "c": 1, "d": 1}
    assert kept.calls["DetectSentiment"] == 1  # only when all images have verdicts
    assert len(kept.attempts) > 5


def test_verdicts_are_kept_although_sentiments_are_unavailable() -> None:
    error = "Comprehend.ComprehendException"
    kept = KeptVerdicts(images=["a", "b"], state="DetectSentiment", error=error, lasts=OUTAGE)
    kept.run()
    assert kept.evaluations == APPROVED
    assert sorted(kept.moderated) == ["a", "b"]


def test_images_for_which_no_time_is_left_are_moderated_by_the_next_evaluation() -> None:
    kept = KeptVerdicts(images=[f"image-{number}" for number in range(80)], seconds=5)
    execution = kept.run()
    assert kept.evaluations == APPROVED
    assert sorted(kept.moderated) == sorted(kept.images)
    assert [attempt.status for attempt in kept.attempts] == ["SUCCEEDED"] * 5
    assert max(attempt.lasted for attempt in kept.attempts) <= timedelta(seconds=95)
    assert execution.path.count("AwaitService") == 4


@pytest.mark.parametrize("status", ["FAILED", "TIMED_OUT"])
def test_an_evaluation_that_fails_ends_in_one_failed_answer_and_a_dead_letter(status: str) -> None:
    played = Played({"Evaluate": {"Status": status, "Error": "States.Runtime", "Cause": "c"}})
    execution = played.run()
    assert played.evaluations == FAILED
    assert (execution.status, execution.error) == ("FAILED", "EvaluationFailed")
    assert execution.cause == f"Evaluate: {status} States.Runtime"
    assert json.loads(played.set_aside[0]) == EVENT


def test_an_evaluation_that_takes_too_long_ends_in_one_failed_answer() -> None:
    slow = KeptVerdicts(images=["a"], seconds=301)
    execution = slow.run()
    assert [attempt.status for attempt in slow.attempts] == ["TIMED_OUT"]
    assert slow.evaluations == FAILED
    assert execution.cause == "Evaluate: TIMED_OUT "


def test_a_call_that_is_attempted_again_for_hours_is_counted_by_the_failures_alarm() -> None:
    """The log has each failed task at level ERROR: docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html."""
    found = at_stage(MACHINES[WORKFLOW], "prod")["Resources"]
    logs = [found[name]["Properties"]["LoggingConfiguration"] for name in (WORKFLOW, EVALUATION)]
    assert logs[0] == logs[1]  # one log, which has the filter
    pattern = found["PropertiesPublicationApprovalFailures"]["Properties"]["FilterPattern"]
    assert '$.type = "TaskFailed" && $.details.resourceType = "aws-sdk:*"' in pattern
    assert found[WORKFLOW]["Properties"]["LoggingConfiguration"]["Level"] == "ERROR"
    assert {call.client for call in calls() if call.is_sdk} == {"comprehend", "rekognition", "stepfunctions"}
