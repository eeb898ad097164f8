"""Contracts table stream → ContractStatusChanged on the bus, in order for each property; the clock → again."""

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from contracts_service import wiring
from contracts_service.adapters.stream import to_event
from contracts_service.events import ContractStatusChanged
from contracts_service.wiring import logger
from unicorn_kit.reconciliation import Move, Reconcile, publish_again, run_reconciliation
from unicorn_kit.rounds import Budget, Tally
from unicorn_kit.streams import publish_records

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext


RECENT = timedelta(days=7)  # what is older was published again on seven days


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    if "reconcile" in event:
        return _reconcile(event, context)
    return publish_records(
        event, to_event, wiring.event_bus, wiring.dead_letters, on_published=_published, on_dead_lettered=_dead_lettered
    )


def _reconcile(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """Publish the latest facts again: consumers drop what they know."""
    now = wiring.now()

    def work(asked: Reconcile, after: str | None, move: Move, budget: Budget) -> Tally:
        since = None if asked.all else now - RECENT
        facts = wiring.heads().facts(since, after=after, on_unreadable=_unreadable_head)
        return publish_again(facts, wiring.event_bus, dry_run=asked.dry_run, budget=budget, move=move)

    done = run_reconciliation(event, context, work, runs=wiring.reconciliations, now=now)
    logger.info("contract_facts_reconciled", extra=done)
    return done


def _unreadable_head(key: str) -> None:
    logger.error("unreadable_head", extra={"fact": "ContractFactUnreadable", "key": key})


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
