"""Workflow task: the results of moderation and sentiment analysis → every reason against the content."""

from typing import TYPE_CHECKING, Any

from properties_service import wiring
from properties_service.adapters.validate_content_task import content_of, reasons_result
from properties_service.use_cases.evaluation import validate_content
from properties_service.wiring import logger

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    request, content = event["request"], content_of(event)
    reasons = validate_content(
        request["request_id"],
        images=event["images"],
        moderated=content.moderated,
        description=content.description,
        limits=wiring.limits(),
        verdicts=wiring.requests(),
        requests=wiring.requests(),
        now=wiring.now(),
    )
    logger.info(
        "content_validated",
        extra={
            "property_id": request["property_id"],
            "request_id": request["request_id"],
            "correlation_id": request["metadata"]["correlation_id"],
            "moderated": len(content.moderated),
            "reasons": [reason.code for reason in reasons],
        },
    )
    return reasons_result(reasons)
