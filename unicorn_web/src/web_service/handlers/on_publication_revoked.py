"""PublicationRevoked → the listing that was published for that request is taken down."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from web_service import inbound, wiring
from web_service.handlers.messages import handle_batch
from web_service.telemetry import logger
from web_service.use_cases.publication import apply_revocation


def handle_message(message: dict[str, Any]) -> None:
    received = inbound.read(message["body"], inbound.PublicationRevoked)
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


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return handle_batch(event, handle_message)
