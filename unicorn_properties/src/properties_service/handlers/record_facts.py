"""ContractStatusChanged, PublicationReviewed, own decisions if replayed, through one queue → facts in the table.

A replayed decision is written again where the table has lost it, so that a replay restores the table instead of
deciding again: docs/adr/0017.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from properties_service import wiring
from properties_service.inbound.contract_status_changed import ContractStatusChanged
from properties_service.inbound.reading import arrival_of, detail_type_of, is_decision, json_of
from properties_service.use_cases.contract_facts import record_contract_status
from properties_service.wiring import logger
from unicorn_kit.queues import handle_batch

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    return handle_batch(
        event, _record, dead_letters=wiring.dead_letters, on_unreadable=_unreadable, on_failed=_not_recorded
    )


def _record(message: Mapping[str, Any]) -> None:
    envelope = json_of(message["body"])
    if is_decision(envelope):
        _reconcile(envelope)
    elif detail_type_of(envelope) == "PublicationReviewed":
        _record_review(envelope)
    else:
        _record_contract_status(envelope)


def _record_contract_status(envelope: Any) -> None:
    changed = ContractStatusChanged.read(envelope)
    fact = changed.fact(envelope.get("id", ""), arrived_at=arrival_of(envelope, now=wiring.now()))
    is_newer = record_contract_status(fact, facts=wiring.properties())
    logger.info(
        "contract_status_recorded" if is_newer else "contract_status_is_old",
        extra={
            "property_id": fact.property_id,
            "contract_status": fact.status,
            "sequence": fact.sequence,
            "correlation_id": changed.metadata.correlation_id if changed.metadata else fact.event_id,
        },
    )


def _record_review(envelope: Any) -> None:
    from properties_service.inbound.publication_reviewed import PublicationReviewed  # noqa: PLC0415 - few are reviewed

    reviewed = PublicationReviewed.read(envelope)
    decision = reviewed.decision()
    is_first = wiring.properties().keep_decision(decision, at=wiring.now())
    logger.info(
        "review_recorded" if is_first else "review_is_recorded_already",
        extra={
            "property_id": decision.property_id,
            "request_id": decision.request_id,
            "verdict": decision.verdict,
            "correlation_id": reviewed.metadata.correlation_id,
        },
    )


def _reconcile(envelope: Any) -> None:
    from properties_service.inbound.decisions import PublicationRevoked, decision_of  # noqa: PLC0415 - replays are rare
    from properties_service.use_cases.decisions import reconcile_evaluation  # noqa: PLC0415

    decision = decision_of(envelope)
    metadata, request_id = decision.decided
    at = metadata.occurred_at
    if isinstance(decision, PublicationRevoked):
        wiring.properties().mark_revoked(decision.property_id, request_id, at=at)
    else:
        request, publication = decision.request(), decision.publication()
        reconcile_evaluation(request, publication, approvals=wiring.properties(), requests=wiring.requests(), at=at)
    logger.info(
        "decision_reconciled",
        extra={
            "property_id": decision.property_id,
            "request_id": request_id,
            "correlation_id": metadata.correlation_id,
            "decision": type(decision).__name__,
        },
    )


def _unreadable(message: Mapping[str, Any], error: Exception) -> None:
    wiring.report("fact_unreadable", message, error, fact="FactNotRecorded")


def _not_recorded(message: Mapping[str, Any], error: Exception) -> None:
    wiring.report("fact_not_recorded", message, error, fact="FactNotRecorded")
