"""A record of the table's stream about a property's head → the event to publish."""

from collections.abc import Mapping
from typing import Any

from contracts_service.adapters.contract_items import HEAD
from contracts_service.events import Address, ContractStatusChanged, Metadata
from unicorn_kit.errors import Unreadable


def to_event(record: Mapping[str, Any]) -> ContractStatusChanged | None:
    """Return the event that the record's change is; None if no status changed. Raises Unreadable."""
    try:
        new = record["dynamodb"].get("NewImage")  # a deletion has none
        old = record["dynamodb"].get("OldImage")
        if new is None or new["sk"]["S"] != HEAD or (old is not None and old["sequence"] == new["sequence"]):
            return None
        return _event(new)
    except (KeyError, TypeError, AttributeError, ValueError) as error:  # pydantic's error is a ValueError
        raise Unreadable(f"{type(error).__name__}: {error}") from error


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
        address_key=head["address_key"]["S"] if "address_key" in head else None,
        address=_address(head["address"]) if "address" in head else None,
    )


def _address(value: Mapping[str, Any]) -> Address:
    return Address(**{name: text["S"] for name, text in value["M"].items()})
