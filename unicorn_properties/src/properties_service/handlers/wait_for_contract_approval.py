"""Workflow task with a token → a waiter beside the property's contract; the table's stream resumes it."""

from typing import TYPE_CHECKING, Any

from properties_service import wiring
from properties_service.domain.approval import Waiter
from properties_service.domain.home import Home
from properties_service.use_cases.waiting import wait_for_contract_approval
from properties_service.wiring import logger

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> None:
    request = event["request"]
    waiter = Waiter(
        property_id=request["property_id"],
        request_id=request["request_id"],
        token=event["task_token"],
        since=wiring.now(),
        home=Home(**request["home"]) if request.get("home") else None,  # executions of earlier versions have none
    )
    wait_for_contract_approval(waiter, approvals=wiring.properties())
    logger.info(
        "waiting_for_contract",
        extra={
            "property_id": waiter.property_id,
            "request_id": waiter.request_id,
            "correlation_id": request["metadata"]["correlation_id"],
        },
    )
