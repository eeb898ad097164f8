"""A delivery: one event on its way to one webhook; the order of lanes, the pauses between attempts, and their end.

A lane has the events of one property for one webhook. Its first event is sent before the second is tried.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
WINDOW = timedelta(hours=24)  # an attempt that fails later than this is the last one
OPENS_AFTER = 5  # failures in a row, whatever they are about


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    webhook_id: UUID
    event_id: str
    event_type: str
    source: str
    property_id: str
    sequence: int | None  # of the source's facts about the property; None in events of older systems
    occurred_at: datetime
    recorded_at: datetime
    due_at: datetime
    attempts: int = 0
    restarts: int = 0  # of the webhook, when it was tried last

    def is_in_window(self, now: datetime, restarted_at: datetime | None) -> bool:
        """Whether it may be tried again; the time counts from the webhook's last restart, if that came later."""
        return now - max(self.recorded_at, restarted_at or self.recorded_at) <= WINDOW

    def since(self, restarts: int) -> "Delivery":
        """Return it as it is after so many restarts: due, as if it had never failed, unless it was tried since."""
        if self.restarts == restarts:
            return self
        return replace(self, due_at=self.recorded_at, attempts=0, restarts=restarts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An attempt that failed, as the webhook's agent sees it."""

    at: datetime
    event_id: str
    event_type: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Circuit:
    """What the last attempts say of a receiver: one that keeps failing gets few attempts, not one an event."""

    failures: int = 0  # in a row
    open_until: datetime | None = None
    restarts: int = 0  # of the webhook, when these attempts were made

    def since(self, restarts: int) -> "Circuit":
        """Return it as it is after so many restarts: closed, unless it has opened since."""
        return self if self.restarts == restarts else Circuit(restarts=restarts)

    def is_open(self, now: datetime) -> bool:
        return self.open_until is not None and now < self.open_until

    def failed(self, now: datetime, chance: float) -> "Circuit":
        failures = self.failures + 1
        if failures < OPENS_AFTER:
            return replace(self, failures=failures)
        return replace(self, failures=failures, open_until=now + pause(failures - OPENS_AFTER + 1, chance))


def pause(attempts: int, chance: float) -> timedelta:
    """Return the pause after so many attempts: twice as long each time, and spread by `chance` of [0, 1)."""
    longest: timedelta = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(attempts - 1, 10))
    return longest * (0.75 + chance / 2)


def lanes(waiting: Iterable[Delivery]) -> list[list[Delivery]]:
    """Return the deliveries by property, each lane in its order; the lane that is due longest first.

    What was refused is due later again: lanes that a receiver always refuses do not take all attempts from the others.
    """
    found: defaultdict[str, list[Delivery]] = defaultdict(list)
    for delivery in sorted(waiting, key=lambda each: (each.occurred_at, each.recorded_at, each.event_id)):
        found[delivery.property_id].append(delivery)
    return sorted(map(_by_sequence, found.values()), key=lambda lane: lane[0].due_at)


def _by_sequence(lane: list[Delivery]) -> list[Delivery]:
    """Put the events of each source in the order of their sequence, whatever the clocks of two machines said."""
    numbered = {
        source: iter(sorted(_numbered(lane, source), key=lambda each: each.sequence or 0))
        for source in {each.source for each in lane}
    }
    return [each if each.sequence is None else next(numbered[each.source]) for each in lane]


def _numbered(lane: list[Delivery], source: str) -> Iterable[Delivery]:
    return (each for each in lane if each.source == source and each.sequence is not None)
