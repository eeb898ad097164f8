"""Every event of every context → kept for a while, for those who watch. Not on stage prod."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from web_service import inbound, wiring
from web_service.handlers.batches import handle_batch
from web_service.telemetry import logger
from web_service.use_cases.live import record_event


def handle_message(message: dict[str, Any]) -> None:
    event = inbound.read_any(message["body"]).to_domain()
    is_new = record_event(event, live_events=wiring.live_events(), now=wiring.now())
    logger.info(
        "event_recorded" if is_new else "event_known",
        extra={
            "event_id": event.event_id,
            "detail_type": event.detail_type,
            "property_id": event.property_id,
            "correlation_id": event.correlation_id,
        },
    )


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return handle_batch(event, handle_message)
