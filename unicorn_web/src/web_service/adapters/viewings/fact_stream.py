"""Records of the listings table's stream → facts about viewings."""

from collections.abc import Mapping
from typing import Any

from unicorn_kit.attributes import to_values
from web_service.adapters.viewings.viewing_items import CANCELLED, FACT
from web_service.events import Metadata, ViewingBooked, ViewingCancelled


def is_viewing_fact(image: Mapping[str, Any]) -> bool:
    return bool(image["sk"]["S"] == FACT)


def to_viewing_event(image: Mapping[str, Any]) -> ViewingBooked | ViewingCancelled:
    """Return the event of a stored fact. Raises KeyError and ValueError if it is unreadable."""
    found = to_values(image)
    metadata = Metadata(
        event_id=found["event_id"],
        idempotency_key=f"unicorn.web:viewing:{found['viewing_id']}:{found['sequence']}",
        correlation_id=found["correlation_id"],
        causation_id=found["causation_id"],
        occurred_at=found["occurred_at"],
        sequence=found["sequence"],
    )
    about = {name: found[name] for name in ("property_id", "viewing_id", "starts_at")}
    if found["fact"] == CANCELLED:
        return ViewingCancelled(metadata=metadata, reason=found["cancelled_because"], **about)
    return ViewingBooked(metadata=metadata, **about)
