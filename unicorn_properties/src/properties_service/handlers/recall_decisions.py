"""What this context has decided, put back from the bus's record → known again, if it was lost.

So that a replay rebuilds the table from what was decided instead of having it decided again: docs/adr/0017.
"""

import json
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from properties_service import wiring
from properties_service.inbound import PublicationEvaluationCompleted, PublicationRevoked
from properties_service.ports import StoreUnavailable
from properties_service.use_cases import recall_evaluation
from properties_service.wiring import logger


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    left = [record["messageId"] for record in event["Records"] if not _is_done(record)]
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in left]}


def _is_done(record: dict[str, Any]) -> bool:
    try:
        _recall_or_set_aside(record)
    except StoreUnavailable as error:
        _complain("decision_not_recalled", record, error)
        return False
    return True


def _recall_or_set_aside(record: dict[str, Any]) -> None:
    try:
        _recall(json.loads(record["body"]))
    except ValueError as unreadable:  # not JSON, or Unreadable: however often it is read
        wiring.dead_letters().put(record["body"], str(unreadable))
        _complain("decision_unreadable", record, unreadable)


def _complain(what: str, record: dict[str, Any], error: Exception) -> None:
    wiring.count("DecisionNotRecalled")
    logger.error(
        what,
        extra={"message_id": record["messageId"], "error": type(error).__name__, "problem": str(error)},
    )


def _recall(envelope: Any) -> None:
    told: PublicationEvaluationCompleted | PublicationRevoked
    if envelope.get("detail-type") == PublicationRevoked.__name__:
        told = PublicationRevoked.read(envelope)
        metadata, request_id = told.decided
        wiring.properties().mark_revoked(told.property_id, request_id, at=metadata.occurred_at)
    else:
        told = PublicationEvaluationCompleted.read(envelope)
        metadata, request_id = told.decided
        recall_evaluation(
            told.request(),
            told.publication(),
            approvals=wiring.properties(),
            requests=wiring.requests(),
            at=metadata.occurred_at,
        )
    logger.info(
        "decision_recalled",
        extra={
            "property_id": told.property_id,
            "request_id": request_id,
            "correlation_id": metadata.correlation_id,
            "fact": type(told).__name__,
        },
    )
