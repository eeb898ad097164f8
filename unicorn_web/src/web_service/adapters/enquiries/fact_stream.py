"""Records of the listings table's stream → facts about enquiries, and homes whose enquiries are to be closed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from unicorn_kit.attributes import to_values
from web_service.adapters.enquiries.enquiry_items import CLOSED, FACT
from web_service.events import EnquiryClosed, EnquiryReceived, Metadata


class TakenDown(NamedTuple):
    """A home that was public since then, and is no longer."""

    property_id: str
    listed_since: str
    request_id: str  # of its publication


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


def taken_down(records: Sequence[Mapping[str, Any]]) -> Iterator[TakenDown]:
    """Yield the homes that were public before a record and are not behind it, or are public anew."""
    for record in records:
        before, after = _live(record, "OldImage"), _live(record, "NewImage")
        if before and (after is None or after["since"] != before["since"]):
            pk = record["dynamodb"]["OldImage"]["pk"]["S"]
            yield TakenDown(pk, before["since"]["S"], before["request_id"]["S"])


def _live(record: Mapping[str, Any], name: str) -> Any:
    """Return the public version in an image of a listing; None if there is none."""
    try:
        image = record["dynamodb"].get(name) or {}
        return image.get("live", {}).get("M") if image.get("sk", {}).get("S") == "LISTING" else None
    except (KeyError, AttributeError):  # `to_event` says that it is unreadable
        return None
