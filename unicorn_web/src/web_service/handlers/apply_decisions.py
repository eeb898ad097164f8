"""PublicationEvaluationCompleted, PublicationRevoked → the listing is APPROVED, DECLINED or taken down.

PublicationReviewRequested → a review is open, until an admin decides it or the request is over.
"""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from web_service import inbound, wiring
from web_service.handlers.messages import handle_batch
from web_service.telemetry import logger
from web_service.use_cases.publication import apply_evaluation, apply_revocation
from web_service.use_cases.reviews import ask_for_review


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return handle_batch(event, _apply)


def _apply(message: dict[str, Any]) -> None:
    envelope = message["body"]
    match inbound.detail_type(envelope):
        case inbound.PublicationRevoked.__name__:
            _revoke(inbound.read(envelope, inbound.PublicationRevoked))
        case inbound.PublicationReviewRequested.__name__:
            _ask_for_review(inbound.read(envelope, inbound.PublicationReviewRequested))
        case _:
            _evaluate(inbound.read(envelope, inbound.PublicationEvaluationCompleted))


def _ask_for_review(received: inbound.Envelope[inbound.PublicationReviewRequested]) -> None:
    asked = received.detail.to_domain(received.occurred_at)
    listing = ask_for_review(asked, listings=wiring.listings(), now=wiring.now())
    logger.info(
        "review_opened" if listing else "review_request_ignored",
        extra={
            "fact": "ReviewOpened" if listing else "ReviewRequestIgnored",
            "property_id": asked.property_id,
            "request_id": str(asked.request_id),
            "correlation_id": received.detail.correlation_id,
        },
    )


def _evaluate(received: inbound.Envelope[inbound.PublicationEvaluationCompleted]) -> None:
    evaluation = received.detail.to_domain(received.occurred_at)
    listing = apply_evaluation(evaluation, listings=wiring.listings(), now=wiring.now())
    logger.info(
        "evaluation_applied" if listing else "evaluation_ignored",
        extra={
            "fact": f"Listing{listing.status.title()}" if listing else "EvaluationIgnored",
            "property_id": evaluation.property_id,
            "request_id": str(evaluation.request_id),
            "result": evaluation.result,
            "reasons": [reason.code for reason in evaluation.reasons],
            "correlation_id": received.detail.correlation_id,
        },
    )


def _revoke(received: inbound.Envelope[inbound.PublicationRevoked]) -> None:
    revocation = received.detail.to_domain(received.occurred_at)
    listing = apply_revocation(revocation, listings=wiring.listings(), now=wiring.now())
    logger.info(
        "revocation_applied" if listing else "revocation_ignored",
        extra={
            "fact": "ListingRevoked" if listing else "RevocationIgnored",
            "property_id": revocation.property_id,
            "request_id": str(revocation.request_id),
            "reason": revocation.reason.code,
            "correlation_id": received.detail.correlation_id,
        },
    )
