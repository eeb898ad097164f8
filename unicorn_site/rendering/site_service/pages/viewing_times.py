"""The times at which a home can be seen, day by day, by the clocks at the home."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from site_service import texts
from site_service.markup import element, text
from site_service.origin import Get, NotFound, Unavailable, api_path, read

DASH = "\u2013"

type Slot = Mapping[str, Any]


def viewing_times(get: Get, *home: str) -> str:
    """Return the times that are free; nothing if there are none, or if they cannot be read now."""
    try:
        slots = read(get, api_path("properties", *home, "viewings"))
    except (NotFound, Unavailable):  # the rest of the page is worth having
        return ""
    return _section(slots) if slots else ""


def day(slot: Slot) -> str:
    """Return `Saturday 5 December 2026`."""
    at = _local(slot)
    return f"{at:%A} {at.day} {at:%B %Y}"


def hours(slot: Slot) -> str:
    """Return the hours of a slot, `10:00` and `10:30` with a dash between them."""
    return f"{_local(slot):%H:%M}{DASH}{_local(slot, slot['minutes']):%H:%M}"


def _section(slots: Sequence[Slot]) -> str:
    days = "".join(
        element("dt", text(name)) + element("dd", text(", ".join(map(hours, times))))
        for name, times in groupby(slots, day)
    )
    lead = element("p", text(texts.VIEWINGS_LEAD), class_="faint")
    return element(
        "section", element("h2", texts.VIEWINGS) + lead + element("dl", days, class_="times"), class_="story"
    )


def _local(slot: Slot, after: int = 0) -> datetime:
    """Return when a slot begins, or so many minutes after it, by the clocks at the home."""
    sign, clock = slot["utc_offset"][0], slot["utc_offset"][1:].split(":")
    ahead = timedelta(hours=int(clock[0]), minutes=int(clock[1])) * (-1 if sign == "-" else 1)
    return datetime.fromisoformat(slot["starts_at"]) + ahead + timedelta(minutes=after)
