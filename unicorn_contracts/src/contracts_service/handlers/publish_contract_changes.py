"""Contracts table stream → ContractStatusChanged on the bus, in order for each property."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from contracts_service import wiring
from contracts_service.adapters.stream import to_event
from contracts_service.events import ContractStatusChanged
from contracts_service.wiring import logger
from unicorn_kit.streams import publish_records

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    return publish_records(
        event, to_event, wiring.event_bus, wiring.dead_letters, on_published=_published, on_dead_lettered=_dead_lettered
    )


def _published(event: ContractStatusChanged) -> None:
    logger.info(
        "contract_status_changed",
        extra={
            "fact": f"Contract{event.contract_status.title()}",
            "property_id": event.property_id,
            "contract_status": event.contract_status,
            "sequence": event.metadata.sequence,
            "correlation_id": event.metadata.correlation_id,
        },
    )


def _dead_lettered(record: Mapping[str, Any], error: Exception) -> None:
    extra = {"fact": "ContractFactUnreadable", "stream_event_id": record.get("eventID"), "error": type(error).__name__}
    logger.error("unreadable_record", extra=extra)
