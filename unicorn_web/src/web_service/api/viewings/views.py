"""Slots and viewings as visitors and as agents see them."""

from typing import TYPE_CHECKING

from unicorn_kit.moments import rfc3339
from web_service.domain.viewings.calendar_file import calendar_file
from web_service.domain.viewings.slot import Slot
from web_service.domain.viewings.viewing import Viewing
from web_service.ports.viewings import Entry

if TYPE_CHECKING:
    from web_service.api.viewings import answers


def slot_view(slot: Slot) -> "answers.Slot":
    return {
        "slot_id": slot.slot_id,
        "starts_at": rfc3339(slot.starts_at),
        "minutes": slot.minutes,
        "utc_offset": f"{slot.local_start:%:z}",
    }


def viewing_view(viewing: Viewing) -> "answers.Viewing":
    slot = viewing.slot
    return {
        **slot_view(slot),
        "viewing_id": str(viewing.viewing_id),
        "property_id": slot.property_id,
        "place": slot.place,
        "state": viewing.state,
        "cancelled_because": viewing.cancelled_because,
        "booked_at": rfc3339(viewing.booked_at),
        "deleted_at": rfc3339(viewing.expires_at),
        "calendar": calendar_file(viewing),
    }


def booked_view(viewing: "answers.Viewing", secret: str) -> "answers.BookedViewing":
    link = f"/viewings/{viewing['property_id']}/{viewing['viewing_id']}#{secret}"
    return {**viewing, "secret": secret, "link": link}


def entry_view(entry: Entry) -> "answers.AgendaEntry":
    slot = entry.slot
    return {
        **slot_view(slot),
        "property_id": slot.property_id,
        "place": slot.place,
        "agent": slot.agent,
        "viewing": _booking(entry.viewing) if entry.viewing else None,
    }


def called_off_view(viewing: Viewing) -> "answers.CalledOffViewing":
    return {
        **slot_view(viewing.slot),
        "viewing_id": str(viewing.viewing_id),
        "property_id": viewing.slot.property_id,
        "state": viewing.state,
        "cancelled_because": viewing.cancelled_because,
        "version": viewing.version,
    }


def _booking(viewing: Viewing) -> "answers.Booking":
    visitor = viewing.visitor
    return {
        "viewing_id": str(viewing.viewing_id),
        "name": visitor.name,
        "email": visitor.email,
        "phone": visitor.phone,
        "version": viewing.version,
        "booked_at": rfc3339(viewing.booked_at),
        "deleted_at": rfc3339(viewing.expires_at),
    }
