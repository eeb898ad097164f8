"""PublicationEvaluationCompleted → the pending listing is APPROVED or DECLINED."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from web_service import inbound, wiring
from web_service.handlers.messages import handle_batch
from web_service.telemetry import logger
from web_service.use_cases.publication import apply_evaluation


def handle_message(message: dict[str, Any]) -> None:
    received = inbound.read(message["body"], inbound.PublicationEvaluationCompleted)
    evaluation = received.detail.to_domain(received.occurred_at)
    listing = apply_evaluation(evaluation, listings=wiring.listings(), now=wiring.now())
    logger.info(
        "evaluation_applied" if listing else "evaluation_ignored",
        extra={
            "fact": f"Listing{listing.status.title()}" if listing else "EvaluationIgnored",
            "property_id": evaluation.property_id,
            "request_id": str(evaluation.request_id),
            "result": evaluation.result,
            "correlation_id": received.detail.correlation_id,
        },
    )


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return handle_batch(event, handle_message)
