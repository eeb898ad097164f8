"""Workflow task with a token → a waiter beside the property's contract; the table's stream resumes it.

With questions it waits for a person, else for the approval of the contract.
"""

from typing import TYPE_CHECKING, Any

from properties_service import wiring
from properties_service.domain.approval import Waiter
from properties_service.domain.home import Home
from properties_service.domain.reasons import Reason, ReasonCode
from properties_service.domain.review import Review
from properties_service.use_cases.waiting import start_waiting
from properties_service.wiring import logger
from unicorn_kit.ids import uuid7

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
        review=_review(event["questions"], request["metadata"]) if "questions" in event else None,
    )
    start_waiting(waiter, approvals=wiring.properties())
    logger.info(
        "waiting_for_review" if waiter.review else "waiting_for_contract",
        extra={
            "property_id": waiter.property_id,
            "request_id": waiter.request_id,
            "correlation_id": request["metadata"]["correlation_id"],
        },
    )


def _review(questions: list[dict[str, Any]], metadata: dict[str, Any]) -> Review:
    return Review(
        event_id=str(uuid7()),
        questions=tuple(Reason(**question | {"code": ReasonCode(question["code"])}) for question in questions),
        sequence=metadata["sequence"],
        correlation_id=metadata["correlation_id"],
        causation_id=metadata["causation_id"],
    )
