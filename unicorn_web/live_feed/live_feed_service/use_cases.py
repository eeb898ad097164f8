"""Record an event, and read the feed."""

from datetime import datetime, timedelta

from live_feed_service.domain import Filter, LiveEvent, Page, Position
from live_feed_service.ports import LiveEvents

KEPT = timedelta(days=1)


def record_event(event: LiveEvent, *, live_events: LiveEvents, now: datetime) -> bool:
    """Record an event once, however often it is delivered; return whether it was new."""
    return live_events.append(event, until=now + KEPT)


def watch(wanted: Filter, *, since: Position | None, limit: int, live_events: LiveEvents) -> Page:
    """Return the events after a position, or the newest events."""
    if since is None:
        return live_events.newest(wanted, limit=limit)
    return live_events.after(since, wanted, limit=limit)
