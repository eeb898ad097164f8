"""The live feed in memory, and queue messages with events."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from live_feed_service.domain import Filter, LiveEvent, Page, Position

from tests.templates import PROJECT

SAMPLES = sorted((PROJECT / "events/samples").glob("*/*.json"))


class FakeLiveEvents:
    """The port `LiveEvents`."""

    def __init__(self) -> None:
        self.feed = "first"
        self.events: list[LiveEvent] = []
        self.until: list[datetime] = []

    def append(self, event: LiveEvent, *, until: datetime) -> bool:
        if event.event_id in {known.event_id for known in self.events}:
            return False
        self.events.append(event)
        self.until.append(until)
        return True

    def newest(self, focus: Filter, *, limit: int) -> Page:
        wanted = [event for _, event in self._numbered(focus)]
        return Page(wanted[-limit:], Position(self.feed, len(self.events)), has_more=False)

    def after(self, mark: Position, focus: Filter, *, limit: int) -> Page:
        since = mark.number if mark.feed == self.feed else 0
        wanted = [(number, event) for number, event in self._numbered(focus) if number > since]
        has_more = len(wanted) > limit
        seen = wanted[limit - 1][0] if has_more else len(self.events)
        return Page([event for _, event in wanted[:limit]], Position(self.feed, seen), has_more=has_more)

    def _numbered(self, focus: Filter) -> list[tuple[int, LiveEvent]]:
        return [
            (number, event)
            for number, event in enumerate(self.events, start=1)
            if focus.property_id in {None, event.property_id} and focus.correlation_id in {None, event.correlation_id}
        ]


def sample(path: Path, **changes: Any) -> dict[str, Any]:
    """A published sample, its metadata changed."""
    envelope: dict[str, Any] = json.loads(path.read_text())
    envelope["detail"]["metadata"] |= changes
    return envelope


def batch(*envelopes: Any) -> dict[str, Any]:
    """Return a queue message; an envelope that is not text is sent as JSON."""
    bodies = [given if isinstance(given, str) else json.dumps(given) for given in envelopes]
    return {"Records": [{"messageId": str(uuid4()), "body": body, "attributes": {}} for body in bodies]}
