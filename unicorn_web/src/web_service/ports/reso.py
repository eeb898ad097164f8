"""The ports of the RESO feed."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from web_service.domain.reso.feed import FeedPage, FeedState

type OnUnreadable = Callable[[str], None]  # takes the id of a listing whose public version is left as it was


class PositionTooOld(Exception):
    """Raised when entries that a reader has not seen may be gone: it has to begin again."""


class NotSettled(Exception):
    """Raised when a reader asks for a span whose end is too near: it would take the span for complete."""


class ResoFeed(Protocol):
    """What readers see. All methods raise StoreUnavailable."""

    def state(self) -> FeedState | None:
        """Return the state of the feed, None if it never had an entry."""

    def page(self, after: int, until: int, *, limit: int) -> FeedPage:
        """Return the next entries behind `after`, up to `until`; fewer than `limit` if they are large or the last."""


class Entries(Protocol):
    """What is written. All methods raise StoreUnavailable."""

    def enter(self, property_ids: Iterable[str], on_unreadable: OnUnreadable) -> int:
        """Enter what is new of these listings; return how many were. Some are entered if it fails, and never twice."""

    def differing(self, property_ids: Sequence[str], on_unreadable: OnUnreadable) -> list[str]:
        """Return which of up to 100 listings are to be entered."""


class Cities(Protocol):
    """The cities that the search box finds."""

    def add(self, property_ids: Sequence[str]) -> int:
        """Let it find the cities of these properties, return how many it did not know. Raises StoreUnavailable."""


class RosterRows(Protocol):
    """The rows by which searches find homes. All methods raise StoreUnavailable."""

    def enter(self, property_ids: Iterable[str], on_unreadable: OnUnreadable) -> int:
        """Let the roster say what is public of these properties now; return how many rows that changed."""

    def differing(self, property_ids: Sequence[str], on_unreadable: OnUnreadable) -> list[str]:
        """Return those whose row is missing, wrong, or of a home that is not public."""
