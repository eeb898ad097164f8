"""An event of the bus as a CloudEvent 1.0, structured as JSON: one body that the signature covers whole."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"
TYPE = "properties.unicorn."  # of all types, in front of the event's name: reverse-DNS, as the standard asks for


@dataclass(frozen=True, slots=True, kw_only=True)
class BusEvent:
    """An event of the bus, as far as it is needed to send it on; `detail` is sent as it came."""

    event_id: str
    event_type: str
    source: str
    property_id: str
    sequence: int | None
    occurred_at: datetime
    detail: dict[str, Any]


def cloud_event(event: BusEvent, *, time: str) -> str:
    """Return the body; `time` is the moment at which it occurred, as RFC 3339."""
    attributes = {
        "specversion": "1.0",
        "id": event.event_id,
        "source": event.source,
        "type": f"{TYPE}{event.event_type}",
        "subject": event.property_id,
        "time": time,
        "datacontenttype": "application/json",
    }
    if event.sequence is not None:  # the extension "Sequence": a text that sorts as the number does
        attributes["sequence"] = f"{event.sequence:013d}"
    return json.dumps(attributes | {"data": event.detail}, ensure_ascii=False, separators=(",", ":"))
