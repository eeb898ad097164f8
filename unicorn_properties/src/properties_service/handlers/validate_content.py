"""Workflow task: what moderation and sentiment found → every reason against the content."""

from dataclasses import asdict
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from properties_service import use_cases, wiring
from properties_service.adapters.judgements import to_sentiment, to_verdict
from properties_service.domain.content import Description
from properties_service.wiring import logger


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    request = event["request"]
    reasons = use_cases.validate_content(
        request["request_id"],
        images=event["images"],
        moderated=[to_verdict(moderated, event["least_confidence"]) for moderated in event["moderated"]],
        description=Description(
            language=event["language"],
            pieces=event["pieces"],
            sentiments=[to_sentiment(answer) for answer in event["sentiments"]],
        ),
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
            "moderated": len(event["moderated"]),
            "reasons": [reason.code for reason in reasons],
        },
    )
    return {"outcome": "DECLINED" if reasons else "ACCEPTED", "reasons": [asdict(reason) for reason in reasons]}
