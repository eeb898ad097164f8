"""A viewing as an iCalendar file (RFC 5545), which calendars import: the same UID and a higher SEQUENCE replace it.

Its times are in UTC, which every calendar shows by its owner's clock. It has neither the visitor's link nor name:
calendars are shared.
"""

from datetime import UTC, datetime

from web_service.domain.viewings.viewing import Viewing, ViewingState

WIDTH = 75  # bytes of a line, without its end
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def calendar_file(viewing: Viewing) -> str:
    slot, is_booked = viewing.slot, viewing.state is ViewingState.BOOKED
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Unicorn Properties//Viewings//EN",
        f"METHOD:{'PUBLISH' if is_booked else 'CANCEL'}",
        "BEGIN:VEVENT",
        f"UID:{viewing.viewing_id}",
        f"SEQUENCE:{viewing.version}",
        f"DTSTAMP:{_moment(viewing.modified_at)}",
        f"DTSTART:{_moment(slot.starts_at)}",
        f"DTEND:{_moment(slot.ends_at)}",
        f"SUMMARY:Viewing: {slot.place.translate(ESCAPED)}",
        f"LOCATION:{slot.place.translate(ESCAPED)}",
        f"STATUS:{'CONFIRMED' if is_booked else 'CANCELLED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _folded(line: str) -> str:
    """Break a long line: what follows begins with a space, and no character is cut."""
    pieces, width = [""], 0
    for char in line:
        size = len(char.encode())
        if width + size > WIDTH:
            pieces.append("")
            width = 1  # the space
        pieces[-1] += char
        width += size
    return "\r\n ".join(pieces)
