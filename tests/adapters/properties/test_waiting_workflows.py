"""The port `Workflow` on Step Functions."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.stub import Stubber
from properties_service.adapters.waiting_workflows import WaitingWorkflows
from properties_service.domain.reasons import contract_ended, contract_of_another_address
from properties_service.domain.review import COMMENT, ReviewVerdict
from properties_service.ports import TokenGone, WorkflowUnavailable

from tests.unit.properties.fakes import HOME, HOUSE, OTHER_HOME, a_decision, a_fact, a_review, a_waiter

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient

TOKEN = "a-secret"
WAITER = a_waiter(token=TOKEN)


@pytest.fixture(scope="module")
def client() -> "SFNClient":
    return boto3.client("stepfunctions")


@pytest.fixture
def service(client: "SFNClient") -> Iterator[Stubber]:
    with Stubber(client) as stub:
        yield stub
        stub.assert_no_pending_responses()


@pytest.mark.parametrize("contract_id", ["contract-1", None])
def test_a_success_names_the_contract(client: "SFNClient", service: Stubber, contract_id: str | None) -> None:
    output = json.dumps({"contract_id": contract_id})
    service.add_response("send_task_success", {}, {"taskToken": TOKEN, "output": output})
    WaitingWorkflows(client).resume(WAITER, contract_id=contract_id)


def test_a_failure_has_its_reason(client: "SFNClient", service: Stubber) -> None:
    reason = contract_ended(a_fact())
    cause = json.dumps({"code": "CONTRACT_ENDED", "subject": "contract-1", "message": reason.message})
    service.add_response("send_task_failure", {}, {"taskToken": TOKEN, "error": "ContractEnded", "cause": cause})
    WaitingWorkflows(client).decline(WAITER, reason)


def test_a_contract_of_another_address_has_its_own_error(client: "SFNClient", service: Stubber) -> None:
    reason = contract_of_another_address(a_fact(home=OTHER_HOME), HOME)
    cause = json.dumps({"code": "CONTRACT_OF_ANOTHER_ADDRESS", "subject": "contract-1", "message": reason.message})
    error = {"taskToken": TOKEN, "error": "ContractOfAnotherAddress", "cause": cause}
    service.add_response("send_task_failure", {}, error)
    WaitingWorkflows(client).decline(WAITER, reason)


def test_an_approved_review_says_so_and_names_no_contract(client: "SFNClient", service: Stubber) -> None:
    service.add_response("send_task_success", {}, {"taskToken": TOKEN, "output": '{"verdict": "APPROVED"}'})
    WaitingWorkflows(client).resume(a_review(token=TOKEN), contract_id=None)


def test_a_declined_review_has_the_comment_and_its_own_error(client: "SFNClient", service: Stubber) -> None:
    """The cause may have 32,768 characters, and escapes each that is not ASCII with six or twelve."""
    reason = a_decision(ReviewVerdict.DECLINED, comment="🏠" * 5_000).reason
    assert reason is not None
    cause = json.dumps({"code": "REVIEW_DECLINED", "subject": HOUSE, "message": "🏠" * COMMENT})
    assert len(cause) < 32_768
    error = {"taskToken": TOKEN, "error": "ReviewDeclined", "cause": cause}
    service.add_response("send_task_failure", {}, error)
    WaitingWorkflows(client).decline(a_review(token=TOKEN), reason)


def test_a_review_that_nobody_answers_gets_its_own_error(client: "SFNClient", service: Stubber) -> None:
    service.add_response("send_task_failure", {}, {"taskToken": TOKEN, "error": "ReviewNotAnsweredInTime"})
    WaitingWorkflows(client).give_up(a_review(token=TOKEN))


def test_a_waiter_that_is_too_old_gets_its_own_error(client: "SFNClient", service: Stubber) -> None:
    service.add_response("send_task_failure", {}, {"taskToken": TOKEN, "error": "ContractNotApprovedInTime"})
    WaitingWorkflows(client).give_up(WAITER)


@pytest.mark.parametrize("code", ["TaskDoesNotExist", "TaskTimedOut", "InvalidToken"])
def test_a_dead_token_is_gone(client: "SFNClient", service: Stubber, code: str) -> None:
    service.add_client_error("send_task_success", code, f"no such token: {TOKEN}")
    with pytest.raises(TokenGone) as gone:
        WaitingWorkflows(client).resume(WAITER, contract_id=None)
    assert TOKEN not in str(gone.value)
    assert gone.value.__cause__ is None


@pytest.mark.parametrize("code", ["ThrottlingException", "AccessDeniedException", "InternalFailure"])
def test_any_other_error_is_retried(client: "SFNClient", service: Stubber, code: str) -> None:
    service.add_client_error("send_task_failure", code, f"sorry: {TOKEN}")
    with pytest.raises(WorkflowUnavailable) as unavailable:
        WaitingWorkflows(client).give_up(WAITER)
    assert TOKEN not in str(unavailable.value)
