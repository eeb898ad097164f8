"""Records of the listings table's stream → facts about enquiries."""

from collections.abc import Mapping
from typing import Any

from unicorn_kit.attributes import to_values
from web_service.adapters.enquiries.enquiry_items import CLOSED, FACT
from web_service.events import EnquiryClosed, EnquiryReceived, Metadata


def is_fact(image: Mapping[str, Any]) -> bool:
    return bool(image["sk"]["S"] == FACT)


def to_enquiry_event(image: Mapping[str, Any]) -> EnquiryReceived | EnquiryClosed:
    """Return the event of a stored fact. Raises KeyError and ValueError if it is unreadable."""
    found = to_values(image)
    metadata = Metadata(
        event_id=found["event_id"],
        idempotency_key=f"unicorn.web:enquiry:{found['enquiry_id']}:{found['sequence']}",
        correlation_id=found["correlation_id"],
        causation_id=found["causation_id"],
        occurred_at=found["occurred_at"],
        sequence=found["sequence"],
    )
    about = {name: found[name] for name in ("property_id", "enquiry_id")}
    if found["fact"] == CLOSED:
        return EnquiryClosed(metadata=metadata, reason=found["closed_because"], **about)
    return EnquiryReceived(metadata=metadata, **about)
