"""Workflow task: what moderation, language and sentiment analysis have found → every reason, every question.

If a call of theirs is to be repeated, the verdicts are kept, and nothing is decided, unless the contract declines.
"""

from typing import TYPE_CHECKING, Any

from properties_service import wiring
from properties_service.adapters.validate_content_task import (
    Content,
    content_of,
    declined_result,
    is_appeal,
    judged_result,
    reasons_so_far,
    unavailable_result,
    unavailable_services,
)
from properties_service.domain.content import Judgement, ListingContent
from properties_service.use_cases.evaluation import keep_verdicts, validate_content
from properties_service.wiring import logger

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    content, unavailable, against = content_of(event), unavailable_services(event), reasons_so_far(event)
    if unavailable:
        keep_verdicts(content.moderated, verdicts=wiring.requests(), now=wiring.now())
        _report("content_not_judged", event, content, unavailable=unavailable)
        return declined_result(against) if against else unavailable_result()
    judged = _validated(event, content)
    _report(
        "content_validated",
        event,
        content,
        reasons=[reason.code for reason in [*against, *judged.reasons]],
        questions=[question.code for question in judged.questions],
    )
    return judged_result(against, judged, is_appeal=is_appeal(event))


def _validated(event: dict[str, Any], content: Content) -> Judgement:
    return validate_content(
        event["request"]["request_id"],
        ListingContent(images=event["images"], texts=content.texts, is_appeal=is_appeal(event)),
        moderated=content.moderated,
        limits=wiring.limits(),
        verdicts=wiring.requests(),
        requests=wiring.requests(),
        now=wiring.now(),
    )


def _report(message: str, event: dict[str, Any], content: Content, **more: Any) -> None:
    request = event["request"]
    logger.info(
        message,
        extra={
            "property_id": request["property_id"],
            "request_id": request["request_id"],
            "correlation_id": request["metadata"]["correlation_id"],
            "moderated": len(content.moderated),
            "languages": [text.language.code for text in content.texts],
            **more,
        },
    )
