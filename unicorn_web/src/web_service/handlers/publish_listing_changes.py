"""Listings table stream → PublicationApprovalRequested on the bus, in order for each property."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from web_service import wiring
from web_service.adapters.stream import UnreadableRecord, to_event
from web_service.events import PublicationApprovalRequested
from web_service.telemetry import count, logger


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    readable = [(record, fact) for record in event["Records"] if (fact := _read(record))]
    published = wiring.event_bus().publish([fact for _, fact in readable])
    for _, fact in readable[:published]:
        _tell(fact)
    # Lambda reads on from the first record that is reported, so what came before it is done with.
    left = [{"itemIdentifier": record["dynamodb"]["SequenceNumber"]} for record, _ in readable[published:]]
    return {"batchItemFailures": left[:1]}


def _read(record: dict[str, Any]) -> PublicationApprovalRequested | None:
    try:
        return to_event(record)
    except UnreadableRecord as unreadable:
        wiring.dead_letters().put_record(record, str(unreadable))
        count("ListingFactUnreadable")
        logger.error("unreadable_record", extra={"stream_event_id": record.get("eventID")})
        return None


def _tell(fact: PublicationApprovalRequested) -> None:
    count("PublicationApprovalRequested")
    logger.info(
        "publication_approval_requested",
        extra={
            "property_id": fact.property_id,
            "request_id": str(fact.request_id),
            "sequence": fact.metadata.sequence,
            "correlation_id": fact.metadata.correlation_id,
        },
    )
