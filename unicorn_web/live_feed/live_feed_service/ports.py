"""The port of the feed's storage."""

from datetime import datetime
from typing import Protocol

from live_feed_service.domain import Filter, LiveEvent, Page, Position


class LiveEvents(Protocol):
    """The newest events of all contexts, in the order of their arrival. All methods raise StoreUnavailable."""

    def append(self, event: LiveEvent, *, until: datetime) -> bool:
        """Record an event once; return whether it was new. It may be deleted at `until`, or when many came after it."""

    def newest(self, wanted: Filter, *, limit: int) -> Page:
        """Return the newest events, at most `limit`."""

    def after(self, position: Position, wanted: Filter, *, limit: int) -> Page:
        """Return the first events after a position, at most `limit`; all from the first if its feed is gone."""
