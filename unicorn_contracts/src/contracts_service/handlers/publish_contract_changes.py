"""Contracts table stream → ContractStatusChanged on the bus, in order for each property."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from contracts_service import wiring
from contracts_service.adapters.stream import UnreadableRecord, to_event
from contracts_service.events import ContractStatusChanged
from contracts_service.wiring import logger


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    readable = [(record, fact) for record in event["Records"] if (fact := _read(record))]
    published = wiring.event_bus().publish([fact for _, fact in readable])
    for _, fact in readable[:published]:
        _tell(fact)
    # Lambda reads on from the first record that is reported, so what came before it is done with.
    left = [{"itemIdentifier": record["dynamodb"]["SequenceNumber"]} for record, _ in readable[published:]]
    return {"batchItemFailures": left[:1]}


def _read(record: dict[str, Any]) -> ContractStatusChanged | None:
    try:
        return to_event(record)
    except UnreadableRecord as unreadable:
        wiring.dead_letters().put(record, str(unreadable))
        wiring.count("ContractFactUnreadable")
        logger.error("unreadable_record", extra={"stream_event_id": record.get("eventID")})
        return None


def _tell(fact: ContractStatusChanged) -> None:
    wiring.count(f"Contract{fact.contract_status.title()}")
    logger.info(
        "contract_status_changed",
        extra={
            "property_id": fact.property_id,
            "contract_status": fact.contract_status,
            "sequence": fact.metadata.sequence,
            "correlation_id": fact.metadata.correlation_id,
        },
    )
