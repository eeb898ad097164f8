"""Task tokens back to Step Functions. A token is a secret: no error and no log line contains it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

from properties_service.domain.approval import Waiter
from properties_service.domain.reasons import Reason, ReasonCode
from properties_service.domain.review import ReviewVerdict
from properties_service.ports import TokenGone, WorkflowUnavailable
from unicorn_kit.aws.errors import aws_errors, error_code

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient

# The errors that the workflow catches: see WaitForContractApproval and WaitForReview in
# workflow/publication_approval.asl.json.
CONTRACT_ENDED = "ContractEnded"
OF_ANOTHER_ADDRESS = "ContractOfAnotherAddress"
NOT_APPROVED_IN_TIME = "ContractNotApprovedInTime"
REVIEW_DECLINED = "ReviewDeclined"
REVIEW_NOT_ANSWERED_IN_TIME = "ReviewNotAnsweredInTime"

ERRORS = {
    ReasonCode.CONTRACT_ENDED: CONTRACT_ENDED,
    ReasonCode.CONTRACT_OF_ANOTHER_ADDRESS: OF_ANOTHER_ADDRESS,
    ReasonCode.REVIEW_DECLINED: REVIEW_DECLINED,
}


class WaitingWorkflows:
    """The port `Workflow`."""

    def __init__(self, client: "SFNClient") -> None:
        self._client = client

    def resume(self, waiter: Waiter, *, contract_id: str | None) -> None:
        result = {"verdict": ReviewVerdict.APPROVED} if waiter.review else {"contract_id": contract_id}
        with _port_errors():
            self._client.send_task_success(taskToken=waiter.token, output=json.dumps(result))

    def decline(self, waiter: Waiter, reason: Reason) -> None:
        error, cause = ERRORS[reason.code], json.dumps(asdict(reason))
        with _port_errors():
            self._client.send_task_failure(taskToken=waiter.token, error=error, cause=cause)

    def give_up(self, waiter: Waiter) -> None:
        error = REVIEW_NOT_ANSWERED_IN_TIME if waiter.review else NOT_APPROVED_IN_TIME
        with _port_errors():
            self._client.send_task_failure(taskToken=waiter.token, error=error)


@contextmanager
def _port_errors() -> Iterator[None]:
    try:
        yield
    except aws_errors() as error:
        code = error_code(error)
        if code in {"TaskDoesNotExist", "TaskTimedOut", "InvalidToken"}:
            raise TokenGone(code) from None
        raise WorkflowUnavailable(code) from None
