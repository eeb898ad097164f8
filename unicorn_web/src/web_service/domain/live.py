"""Events as engineers watch them pass: in the order of their arrival, for a short while."""

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
class Focus:
    """Whose events are wanted: everybody's, those of one property, of one request, or of both at once."""

    property_id: str | None = None
    correlation_id: str | None = None


class Mark(NamedTuple):
    """How far a watcher has seen; numbers of one feed say nothing of another's."""

    feed: str
    number: int


class Stretch(NamedTuple):
    """Some events of a feed, oldest first, and where to read on."""

    events: Sequence[LiveEvent]
    mark: Mark
    has_more: bool
