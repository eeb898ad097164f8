"""This context's own decisions, replayed from the bus's archive → written again where the table has lost them.

So that a replay restores the table instead of deciding again: docs/adr/0017.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from properties_service import wiring
from properties_service.inbound import PublicationRevoked, decision_of, json_of
from properties_service.use_cases.decisions import reconcile_evaluation
from properties_service.wiring import logger
from unicorn_kit.queues import handle_batch

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    return handle_batch(
        event, _reconcile, dead_letters=wiring.dead_letters, on_unreadable=_unreadable, on_failed=_not_reconciled
    )


def _reconcile(message: Mapping[str, Any]) -> None:
    decision = decision_of(json_of(message["body"]))
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
    wiring.report("decision_unreadable", message, error, fact="DecisionNotReconciled")


def _not_reconciled(message: Mapping[str, Any], error: Exception) -> None:
    wiring.report("decision_not_reconciled", message, error, fact="DecisionNotReconciled")
