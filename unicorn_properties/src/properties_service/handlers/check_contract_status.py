"""Workflow task: a PublicationApprovalRequested → is it new, has it a contract, which content to check."""

from typing import TYPE_CHECKING, Any

from properties_service import wiring
from properties_service.adapters.check_contract_task import attempt_of, check_result, envelope_id_of, unreadable_result
from properties_service.domain.request import PublicationRequest
from properties_service.inbound.publication_approval_requested import PublicationApprovalRequested
from properties_service.use_cases.evaluation import Outcome, check_contract
from properties_service.wiring import logger
from unicorn_kit.errors import Unreadable

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    envelope_id = envelope_id_of(event)
    try:
        request = PublicationApprovalRequested.read(event["event"]).request(envelope_id)
    except Unreadable as unreadable:
        extra = {"fact": "PublicationRequestUnreadable", "event_id": envelope_id, "problem": str(unreadable)}
        logger.error("publication_request_unreadable", extra=extra)
        return unreadable_result(event["event"], envelope_id, str(unreadable))
    checked = check_contract(
        request,
        attempt=attempt_of(event, now=wiring.now(), grace=wiring.seconds("CONTRACT_GRACE_SECONDS")),
        facts=wiring.properties(),
        requests=wiring.requests(),
        verdicts=wiring.requests(),
        limits=wiring.limits(),
    )
    _report(request, checked.outcome)
    return check_result(request, checked, wiring.limits())


def _report(request: PublicationRequest, outcome: Outcome) -> None:
    logger.info(
        "contract_checked",
        extra={
            "fact": f"Request{outcome.title()}",
            "property_id": request.property_id,
            "request_id": request.request_id,
            "correlation_id": request.correlation_id,
            "outcome": outcome,
        },
    )
