"""The lines that the inbox's topic sends of events; the input transformers of its rules make the same.

They name the home and the enquiry or the viewing. Who asked, what, and whom, and who comes, is personal: a mail is kept
by others, and for ever.
"""

from typing import Any, NamedTuple


class Line(NamedTuple):
    template: str
    fields: dict[str, str]  # names in the template → fields of the event's detail


ENQUIRY = Line(
    "{fact}: {home}, enquiry {enquiry}. Who asked, and what, is in the inbox alone.",
    {"home": "property_id", "enquiry": "enquiry_id"},
)
VIEWING = Line(
    "{fact}: {home}, viewing {viewing} at {time}. Who comes is in the agenda alone.",
    {"home": "property_id", "viewing": "viewing_id", "time": "starts_at"},
)
LINES = {
    "EnquiryReceived": ENQUIRY,
    "EnquiryClosed": ENQUIRY,
    "ViewingBooked": VIEWING,
    "ViewingCancelled": VIEWING,
}


def is_sent(event: dict[str, Any], *, is_replay: bool) -> bool:
    """Return whether a rule matches an event; a replay is sent to nobody a second time."""
    return event["detail-type"] in LINES and not is_replay


def notification(event: dict[str, Any]) -> str:
    """Return the line of an event that a rule matches."""
    line = LINES[event["detail-type"]]
    found = {name: event["detail"].get(field, "") for name, field in line.fields.items()}
    return line.template.format(fact=event["detail-type"], **found)
