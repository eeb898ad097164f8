"""Workflow task: a PublicationApprovalRequested → is it new, has the property a contract, what is there to judge."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from properties_service import wiring
from properties_service.domain.request import PublicationRequest, idempotency_key
from properties_service.domain.text import batches, language_of
from properties_service.inbound import PublicationApprovalRequested, RequestAddress, Unreadable
from properties_service.use_cases import Look, check_contract
from properties_service.wiring import logger


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    envelope, execution_id = event["event"], event["execution_id"]
    envelope_id = str(envelope.get("id") or execution_id.rsplit(":", 1)[-1])
    try:
        request = PublicationApprovalRequested.read(envelope).request(envelope_id)
    except Unreadable as unreadable:
        wiring.count("PublicationRequestUnreadable")
        logger.error("publication_request_unreadable", extra={"event_id": envelope_id, "problem": str(unreadable)})
        return {"outcome": "UNREADABLE", "request": _address(envelope, envelope_id), "problem": str(unreadable)}
    checked = check_contract(
        request,
        look=Look(
            execution_id=execution_id,
            started_at=datetime.fromisoformat(event["started_at"]),
            now=wiring.now(),
            grace=wiring.seconds("CONTRACT_GRACE_SECONDS"),
        ),
        facts=wiring.properties(),
        requests=wiring.requests(),
        verdicts=wiring.requests(),
        limits=wiring.limits(),
    )
    _tell(request, checked.outcome)
    return {
        "outcome": checked.outcome,
        "request": _answer_to(request),
        "reasons": [asdict(reason) for reason in checked.reasons],
        "images": list(request.images),
        "unjudged": list(checked.unjudged),
        "least_confidence": wiring.limits().least_confidence,
        **_text(request),
    }


def _text(request: PublicationRequest) -> dict[str, Any]:
    language = language_of("\n".join(request.texts))
    readable = language in wiring.limits().languages
    found = batches(request.texts) if readable else []
    return {"language": language, "batches": found, "pieces": sum(map(len, found))}


def _answer_to(request: PublicationRequest) -> dict[str, Any]:
    """What every event that answers the request has in common; the workflow adds its id and time."""
    return {
        "property_id": request.property_id,
        "request_id": request.request_id,
        "metadata": {
            "idempotency_key": idempotency_key(request.request_id, "evaluation"),
            "correlation_id": request.correlation_id,
            "causation_id": request.causation_id,
            "schema_version": 1,
            "sequence": request.evaluation_sequence,
        },
    }


def _address(envelope: Any, envelope_id: str) -> dict[str, Any]:
    try:
        return _answer_to(RequestAddress.read(envelope).request(envelope_id))
    except Unreadable:
        return {}


def _tell(request: PublicationRequest, outcome: str) -> None:
    wiring.count(f"Request{outcome.title()}")
    logger.info(
        "contract_checked",
        extra={
            "property_id": request.property_id,
            "request_id": request.request_id,
            "correlation_id": request.correlation_id,
            "outcome": outcome,
        },
    )
