"""The feed as the API shows it."""

from typing import TYPE_CHECKING

from live_feed_service.domain import LiveEvent, Page
from unicorn_kit.moments import rfc3339

if TYPE_CHECKING:
    from live_feed_service.api import answers

SOON, LATER = 1000, 2000  # milliseconds until the next poll: while events come, and while none do


def page_view(page: Page, cursor: str) -> "answers.LiveEvents":
    pause = SOON if page.events else LATER
    return {
        "events": [event_view(event) for event in page.events],
        "cursor": cursor,
        "poll_after_ms": 0 if page.has_more else pause,
    }


def event_view(event: LiveEvent) -> "answers.LiveEvent":
    return {
        "id": event.event_id,
        "time": rfc3339(event.time),
        "source": event.source,
        "detail_type": event.detail_type,
        "property_id": event.property_id,
        "correlation_id": event.correlation_id,
        "detail": event.detail,
    }
