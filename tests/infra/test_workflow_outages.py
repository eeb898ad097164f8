"""A service that is down or throttled for hours delays an evaluation and changes nothing about it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from tests.infra.approval import EVENT, Played, friendly
from tests.infra.asl import START, Execution, TaskError
from tests.infra.service_calls import MACHINES, WORKFLOW, Call, calls, definition_at
from tests.infra.stages import at_stage
from tests.infra.task_errors import HOURS
from tests.infra.test_workflow_errors import BY_OPERATION
from tests.infra.test_workflow_paths import APPROVED, FAILED, LEADS_TO

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

    def run(self, event: Any = None) -> Execution:
        given = EVENT if event is None else event
        self.execution = Execution(definition=definition_at("prod"), call=self._call, input=given)
        return self.execution.run()

    def _call(self, state: str, resource: str, arguments: Any) -> Any:
        if state == self.state and self.execution.now < START + self.lasts:
            self.calls[state] += 1
            raise TaskError(self.error)
        return super()._call(state, resource, arguments)


def outage(call: Call, lasts: timedelta) -> tuple[Outage, Played]:
    """Return an execution whose service is down, and the same without."""
    answers = LEADS_TO.get(call.state, Played()).answers
    errors = BY_OPERATION[call.client, call.operation].errors
    error = next(name for name, outcome in errors.items() if outcome is HOURS)
    return Outage(answers=answers, state=call.state, error=error, lasts=lasts), Played(answers=answers)


CALLS = [pytest.param(call, id=call.state) for call in calls()]


@pytest.mark.parametrize("call", CALLS)
def test_an_outage_of_six_hours_changes_no_evaluation(call: Call) -> None:
    down, up = outage(call, OUTAGE)
    execution, undisturbed = down.run(), up.run()
    assert down.evaluations == up.evaluations
    assert len(down.published) == 1
    assert execution.path == undisturbed.path
    assert execution.lasted >= OUTAGE


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


def test_a_call_that_is_attempted_again_for_hours_is_counted_by_the_failures_alarm() -> None:
    """The log has each failed task at level ERROR: docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html."""
    found = at_stage(MACHINES[WORKFLOW], "prod")["Resources"]
    pattern = found["PropertiesPublicationApprovalFailures"]["Properties"]["FilterPattern"]
    assert '$.type = "TaskFailed" && $.details.resourceType = "aws-sdk:*"' in pattern
    assert found[WORKFLOW]["Properties"]["LoggingConfiguration"]["Level"] == "ERROR"
    assert {call.client for call in calls() if call.is_sdk} == {"comprehend", "rekognition"}
