"""The feed of events: in the order of their arrival, for a short while."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveEvent:
    """One event of any context, whole."""

    event_id: str
    time: datetime
    source: str
    detail_type: str
    property_id: str | None
    correlation_id: str | None
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which events are wanted: all, those of one property, of one correlation id, or of both at once."""

    property_id: str | None = None
    correlation_id: str | None = None


class Position(NamedTuple):
    """How far a watcher has read; numbers of one feed mean nothing in another."""

    feed: str
    number: int


class Page(NamedTuple):
    """Some events of a feed, oldest first, and where to read on."""

    events: Sequence[LiveEvent]
    position: Position
    has_more: bool
