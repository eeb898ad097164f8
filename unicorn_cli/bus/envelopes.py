"""Fields of an event's EventBridge envelope and metadata."""

from datetime import UTC, datetime
from typing import Any

from unicorn_cli.terminal.problems import Problem
from unicorn_kernel.property_id import InvalidPropertyId, normalise

OURS = {"prefix": "unicorn."}  # the sources of the three contexts

type Envelope = dict[str, Any]


def check_property_id(text: str) -> str:
    """Return the property id that a text means, as the contexts read it. Raises Problem if it cannot be one."""
    try:
        return normalise(text.strip())
    except InvalidPropertyId as error:
        raise Problem(
            f"{text!r} is not a property id",
            "Write it as country/city/street/number, like usa/anytown/main-street/111",
        ) from error


def metadata_of(envelope: Envelope) -> dict[str, Any]:
    """Return the event's metadata; events of older systems have none."""
    detail = envelope["detail"]
    found = detail.get("metadata") if isinstance(detail, dict) else None
    return found if isinstance(found, dict) else {}


def property_of(envelope: Envelope) -> str | None:
    detail = envelope["detail"]
    found = detail.get("property_id") if isinstance(detail, dict) else None
    return found if isinstance(found, str) else None


def request_of(envelope: Envelope) -> str | None:
    """Return the id of the publication request that the event is about, if it is about one."""
    detail = envelope["detail"]
    found = detail.get("request_id") if isinstance(detail, dict) else None
    return found if isinstance(found, str) else None


def time_of(envelope: Envelope) -> datetime:
    """Return when the bus accepted the event, to the second."""
    return datetime.fromisoformat(envelope["time"])


def occurred_at(envelope: Envelope) -> datetime:
    """Return the event's `occurred_at` in UTC, or when the bus accepted it if that is missing or malformed."""
    text = metadata_of(envelope).get("occurred_at")
    try:
        found = datetime.fromisoformat(text) if isinstance(text, str) else time_of(envelope)
        return found.astimezone(UTC) if found.tzinfo else time_of(envelope)
    except (ValueError, OverflowError):  # the latter: no time of UTC's calendar
        return time_of(envelope)
