"""The line that the topic for enquiries sends of an event; the input transformer of its rule makes the same.

It names the home and the enquiry. Who asked, what, and whom, is personal: a mail is kept by others, and for ever.
"""

from typing import Any

FACTS = ("EnquiryReceived", "EnquiryClosed")
TEMPLATE = "{fact}: {home}, enquiry {enquiry}. Who asked, and what, is in the inbox alone."
FIELDS = {"home": "property_id", "enquiry": "enquiry_id"}


def is_sent(event: dict[str, Any], *, is_replay: bool) -> bool:
    """Return whether the rule matches an event; a replay is sent to nobody a second time."""
    return event["detail-type"] in FACTS and not is_replay


def notification(event: dict[str, Any]) -> str:
    """Return the line of an event that the rule matches."""
    found = {name: event["detail"].get(field, "") for name, field in FIELDS.items()}
    return TEMPLATE.format(fact=event["detail-type"], **found)
