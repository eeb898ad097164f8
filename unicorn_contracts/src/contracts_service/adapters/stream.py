"""What the table's stream tells of a property's head → the event that says so."""

from collections.abc import Mapping
from typing import Any

from contracts_service.events import ContractStatusChanged, Metadata


class UnreadableRecord(Exception):
    """Raised when a stream record tells of no fact that could be published, however often it is read."""


def to_event(record: Mapping[str, Any]) -> ContractStatusChanged | None:
    """Return what the record says has happened; None if it says that nothing has. Raises UnreadableRecord."""
    try:
        new = record["dynamodb"].get("NewImage")  # a deletion has none
        old = record["dynamodb"].get("OldImage")
        if new is None or (old is not None and old["sequence"] == new["sequence"]):
            return None
        return _event(new)
    except (KeyError, TypeError, AttributeError, ValueError) as error:  # pydantic's error is a ValueError
        raise UnreadableRecord(f"{type(error).__name__}: {error}") from error


def _event(head: Mapping[str, Any]) -> ContractStatusChanged:
    property_id, sequence = head["property_id"]["S"], int(head["sequence"]["N"])
    return ContractStatusChanged(
        metadata=Metadata(
            event_id=head["event_id"]["S"],
            idempotency_key=f"{ContractStatusChanged.source}:{property_id}:{sequence}",
            correlation_id=head["correlation_id"]["S"],
            causation_id=head["causation_id"]["S"],
            occurred_at=head["contract_last_modified_on"]["S"],
            sequence=sequence,
        ),
        property_id=property_id,
        contract_id=head["contract_id"]["S"],
        contract_status=head["contract_status"]["S"],
        contract_last_modified_on=head["contract_last_modified_on"]["S"],
    )
