"""An event as EventBridge hands it over → what is sent of it; none for one that no webhook gets.

It is sent as it came, so it is read without a model: only what stands in the CloudEvent's attributes is looked at.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from unicorn_kernel.property_id import InvalidAddress, normalise
from unicorn_kit.errors import Unreadable
from web_service.domain.webhooks.cloud_event import BusEvent
from web_service.domain.webhooks.webhook import EventType

_ID = re.compile(r"[A-Za-z0-9._-]{1,100}")  # it becomes a header


def to_bus_event(envelope: Mapping[str, Any]) -> BusEvent | None:
    """Return the event; None for one of another type, and for a replayed one: it is old. Raises Unreadable."""
    if envelope.get("detail-type") not in set(EventType):
        return None
    try:
        detail = envelope["detail"]
        metadata = detail.get("metadata") or {}
        return None if "replay" in metadata else _event(envelope, detail, metadata)
    except (KeyError, TypeError, ValueError, AttributeError, InvalidAddress) as error:
        raise Unreadable(f"{type(error).__name__}: {error}") from error


def _event(envelope: Mapping[str, Any], detail: dict[str, Any], metadata: Mapping[str, Any]) -> BusEvent:
    event_id = str(metadata.get("event_id") or envelope["id"])
    if not _ID.fullmatch(event_id):
        raise ValueError("its id is not made of letters, digits, dots and dashes")
    arrived = datetime.fromisoformat(envelope["time"])
    stated = datetime.fromisoformat(metadata["occurred_at"]) if "occurred_at" in metadata else arrived
    return BusEvent(
        event_id=event_id,
        event_type=envelope["detail-type"],
        source=str(envelope["source"]),
        property_id=normalise(str(detail["property_id"])),
        sequence=int(metadata["sequence"]) if "sequence" in metadata else None,
        occurred_at=_not_later(stated, arrived).astimezone(UTC),
        detail=detail,
    )


def _not_later(stated: datetime, arrived: datetime) -> datetime:
    """Return when it occurred: never later than its arrival, which is in whole seconds."""
    return arrived if stated.replace(microsecond=0) > arrived else stated
