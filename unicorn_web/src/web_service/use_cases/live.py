"""What engineers watch: every event of every context, for a day at most."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from web_service.domain.live import Focus, LiveEvent, Mark, Stretch
    from web_service.ports import LiveEvents

KEPT = timedelta(days=1)


def record_event(event: "LiveEvent", *, live_events: "LiveEvents", now: datetime) -> bool:
    """Record an event once, however often it is told; whether it was new."""
    return live_events.append(event, until=now + KEPT)


def watch(focus: "Focus", *, since: "Mark | None", limit: int, live_events: "LiveEvents") -> "Stretch":
    """Return what came after a mark, or the newest events."""
    if since is None:
        return live_events.newest(focus, limit=limit)
    return live_events.after(since, focus, limit=limit)
