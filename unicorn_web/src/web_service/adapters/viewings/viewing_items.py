"""How slots and viewings are stored, and the facts about viewings.

Personal data stands in the viewings' own table alone, which has no stream and no backups: what expires there is gone.
An agent's agenda is an index of what has the attribute `agenda`: free slots, and viewings that are booked.

| table    | pk          | sk         | what                                                                        |
|----------|-------------|------------|-----------------------------------------------------------------------------|
| viewings | property id | SLOT#start | a slot; once it is booked with the viewing's id, and no longer in the agenda |
| viewings | property id | SLOTS      | how often slots of the home were offered                                     |
| viewings | property id | VIEWING#id | a viewing with its slot and its visitor; of the link's secret only a digest  |
| viewings | LIMIT#name  | hour       | how many were booked; an address stands there only as a keyed digest         |
| listings | VIEWING#id  | VIEWING    | the last fact about a viewing, which the table's stream publishes            |
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from unicorn_kit.attributes import to_item, to_values
from unicorn_kit.moments import rfc3339
from web_service.domain.agent import Origin
from web_service.domain.viewings.slot import Slot
from web_service.domain.viewings.viewing import CancelledBecause, Viewing, ViewingState, Visitor
from web_service.ports.viewings import Entry, position_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef as Value

SLOT, OFFERS = "SLOT#", "SLOTS"  # how sort keys of slots begin, and that of the count of offers
VIEWING = "VIEWING#"
FACT = "VIEWING"  # sort key of facts, and the start of their partition keys
BOOKED, CANCELLED = "ViewingBooked", "ViewingCancelled"
SLOT_KEPT = 24 * 60 * 60  # seconds after its end


def slot_key(property_id: str, slot_id: str) -> dict[str, "Value"]:
    return {"pk": {"S": property_id}, "sk": {"S": SLOT + slot_id}}


def viewing_key(property_id: str, viewing_id: UUID) -> dict[str, "Value"]:
    return {"pk": {"S": property_id}, "sk": {"S": f"{VIEWING}{viewing_id}"}}


def offers_key(property_id: str) -> dict[str, "Value"]:
    return {"pk": {"S": property_id}, "sk": {"S": OFFERS}}


def slot_item(slot: Slot) -> dict[str, "Value"]:
    """Return the item of a slot that is free."""
    expires_at = int(slot.ends_at.timestamp()) + SLOT_KEPT
    key = {"pk": slot.property_id, "sk": SLOT + slot.slot_id, "expires_at": expires_at}
    return to_item(key | in_agenda(slot) | _slot(slot))


def viewing_item(viewing: Viewing) -> dict[str, "Value"]:
    slot, visitor = viewing.slot, viewing.visitor
    is_booked = viewing.state is ViewingState.BOOKED
    return to_item(
        {
            "pk": slot.property_id,
            "sk": f"{VIEWING}{viewing.viewing_id}",
            **(in_agenda(slot) if is_booked else {}),
            **_slot(slot),
            "name": visitor.name,
            "email": visitor.email,
            "phone": visitor.phone,
            "secret_digest": viewing.secret_digest,
            "viewing_state": viewing.state,
            "cancelled_because": viewing.cancelled_because,
            "version": viewing.version,
            "booked_at": rfc3339(viewing.booked_at),
            "modified_at": rfc3339(viewing.modified_at),
            "expires_at": int(viewing.expires_at.timestamp()),
            "correlation_id": viewing.origin.correlation_id,
            "causation_id": viewing.origin.causation_id,
        }
    )


def in_agenda(slot: Slot) -> dict[str, str]:
    """Return what puts an item into its agent's agenda."""
    return {"agenda": slot.agent, "position": position_of(slot)}


def to_slot(item: "Mapping[str, Any]") -> Slot:
    """Return the slot of its own item, or of its viewing's."""
    return _to_slot(to_values(item))


def to_viewing(item: "Mapping[str, Any]") -> Viewing:
    found = to_values(item)
    because = found.get("cancelled_because")
    return Viewing(
        viewing_id=UUID(found["sk"].removeprefix(VIEWING)),
        slot=_to_slot(found),
        visitor=Visitor(name=found["name"], email=found.get("email"), phone=found.get("phone")),
        secret_digest=found["secret_digest"],
        state=ViewingState(found["viewing_state"]),
        cancelled_because=CancelledBecause(because) if because else None,
        version=found["version"],
        booked_at=datetime.fromisoformat(found["booked_at"]),
        modified_at=datetime.fromisoformat(found["modified_at"]),
        expires_at=datetime.fromtimestamp(found["expires_at"], UTC),
        origin=Origin(correlation_id=found["correlation_id"], causation_id=found["causation_id"]),
    )


def to_entry(item: "Mapping[str, Any]") -> Entry:
    is_viewing = item["sk"]["S"].startswith(VIEWING)
    return Entry(to_slot(item), to_viewing(item) if is_viewing else None)


def fact_item(viewing: Viewing, event_id: UUID, origin: Origin) -> dict[str, "Value"]:
    """Return the fact that a viewing was booked, moved or cancelled: neither its visitor nor its agent."""
    return to_item(
        {
            "pk": f"{FACT}#{viewing.viewing_id}",
            "sk": FACT,
            "fact": BOOKED if viewing.state is ViewingState.BOOKED else CANCELLED,
            "property_id": viewing.slot.property_id,
            "viewing_id": str(viewing.viewing_id),
            "starts_at": rfc3339(viewing.slot.starts_at),
            "cancelled_because": viewing.cancelled_because,
            "sequence": viewing.version,
            "event_id": str(event_id),
            "occurred_at": rfc3339(viewing.modified_at),
            "correlation_id": origin.correlation_id,
            "causation_id": origin.causation_id,
            "expires_at": int(viewing.expires_at.timestamp()),
        }
    )


def _slot(slot: Slot) -> dict[str, Any]:
    return {
        "place": slot.place,
        "agent": slot.agent,
        "listed_since": slot.listed_since,
        "starts_at": rfc3339(slot.starts_at),
        "minutes": slot.minutes,
        "utc_offset": slot.utc_offset,
        "viewing_id": str(slot.viewing_id) if slot.viewing_id else None,
    }


def _to_slot(found: "Mapping[str, Any]") -> Slot:
    viewing_id = found.get("viewing_id")
    return Slot(
        property_id=found["pk"],
        place=found["place"],
        agent=found["agent"],
        listed_since=found["listed_since"],
        starts_at=datetime.fromisoformat(found["starts_at"]),
        minutes=found["minutes"],
        utc_offset=found["utc_offset"],
        viewing_id=UUID(viewing_id) if viewing_id else None,
    )
