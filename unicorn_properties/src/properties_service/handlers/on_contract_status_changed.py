"""ContractStatusChanged, through its queue → the newest fact about the property's contract."""

import json
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from properties_service import wiring
from properties_service.inbound import ContractStatusChanged, Unreadable
from properties_service.ports import StoreUnavailable
from properties_service.use_cases import record_contract_status
from properties_service.wiring import logger


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    left = [record["messageId"] for record in event["Records"] if not _is_done(record)]
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in left]}


def _is_done(record: dict[str, Any]) -> bool:
    try:
        _record_or_set_aside(record)
    except StoreUnavailable as error:
        _complain("contract_status_not_recorded", record, error)
        return False
    return True


def _record_or_set_aside(record: dict[str, Any]) -> None:
    try:
        _record(record["body"])
    except Unreadable as unreadable:  # however often it is read
        wiring.dead_letters().put(record["body"], str(unreadable))
        _complain("contract_status_unreadable", record, unreadable)


def _complain(what: str, record: dict[str, Any], error: Exception) -> None:
    wiring.count("ContractStatusNotRecorded")
    logger.error(
        what,
        extra={"message_id": record["messageId"], "error": type(error).__name__, "problem": str(error)},
    )


def _record(body: str) -> None:
    try:
        envelope = json.loads(body)
        changed = ContractStatusChanged.read(envelope)
        fact = changed.fact(envelope.get("id", ""))
    except json.JSONDecodeError as error:
        raise Unreadable("not JSON") from error
    is_news = record_contract_status(fact, facts=wiring.properties())
    logger.info(
        "contract_status_recorded" if is_news else "contract_status_is_old",
        extra={
            "property_id": fact.property_id,
            "contract_status": fact.status,
            "sequence": fact.sequence,
            "correlation_id": changed.metadata.correlation_id if changed.metadata else fact.event_id,
        },
    )
