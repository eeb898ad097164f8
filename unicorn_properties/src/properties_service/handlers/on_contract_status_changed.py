"""ContractStatusChanged, through its queue → the newest fact about the property's contract."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from properties_service import wiring
from properties_service.inbound import ContractStatusChanged, arrival_of, json_of
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


def _unreadable(message: Mapping[str, Any], error: Exception) -> None:
    wiring.report("contract_status_unreadable", message, error, fact="ContractStatusNotRecorded")


def _not_recorded(message: Mapping[str, Any], error: Exception) -> None:
    wiring.report("contract_status_not_recorded", message, error, fact="ContractStatusNotRecorded")
