"""Task tokens back to Step Functions. A token is a secret: no error and no log line contains it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

from properties_service.domain.approval import Waiter
from properties_service.domain.reasons import Reason, ReasonCode
from properties_service.ports import TokenGone, WorkflowUnavailable
from unicorn_kit.aws.errors import aws_errors, error_code

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient

# The errors that the workflow catches: see WaitForContractApproval in workflow/publication_approval.asl.json.
CONTRACT_ENDED = "ContractEnded"
OF_ANOTHER_ADDRESS = "ContractOfAnotherAddress"
NOT_APPROVED_IN_TIME = "ContractNotApprovedInTime"


class WaitingWorkflows:
    """The port `Workflow`."""

    def __init__(self, client: "SFNClient") -> None:
        self._client = client

    def resume(self, waiter: Waiter, *, contract_id: str | None) -> None:
        with _port_errors():
            self._client.send_task_success(taskToken=waiter.token, output=json.dumps({"contract_id": contract_id}))

    def decline(self, waiter: Waiter, reason: Reason) -> None:
        is_another = reason.code is ReasonCode.CONTRACT_OF_ANOTHER_ADDRESS
        error = OF_ANOTHER_ADDRESS if is_another else CONTRACT_ENDED
        with _port_errors():
            self._client.send_task_failure(taskToken=waiter.token, error=error, cause=json.dumps(asdict(reason)))

    def give_up(self, waiter: Waiter) -> None:
        with _port_errors():
            self._client.send_task_failure(taskToken=waiter.token, error=NOT_APPROVED_IN_TIME)


@contextmanager
def _port_errors() -> Iterator[None]:
    try:
        yield
    except aws_errors() as error:
        code = error_code(error)
        if code in {"TaskDoesNotExist", "TaskTimedOut", "InvalidToken"}:
            raise TokenGone(code) from None
        raise WorkflowUnavailable(code) from None
