"""What passes on the bus, as it passes."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

from unicorn_cli.bus.envelopes import OURS, Envelope, metadata_of, occurred_at, property_of
from unicorn_cli.bus.tap import tap
from unicorn_cli.stages.cloud import Cloud

WAIT = 5  # seconds that one call waits for events; Ctrl-C ends it at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which events somebody wants to see: all of ours, or those of one property or one request."""

    property_id: str | None = None
    correlation_id: str | None = None

    def pattern(self) -> dict[str, Any]:
        """Return the same as a pattern of the bus."""
        detail: dict[str, Any] = {}
        if self.property_id:
            detail["property_id"] = [self.property_id]
        if self.correlation_id:
            detail["metadata"] = {"correlation_id": [self.correlation_id]}
        return {"source": [OURS]} | ({"detail": detail} if detail else {})

    def fits(self, envelope: Envelope) -> bool:
        return self.property_id in {None, property_of(envelope)} and self.correlation_id in {
            None,
            metadata_of(envelope).get("correlation_id"),
        }


def follow(cloud: Cloud, bus: str, wanted: Wanted) -> Generator[Envelope | None]:
    """Yield None once the bus is heard, then every event as it comes, and None again after each wait.

    The tap goes when the iterator is closed.
    """
    with tap(cloud, bus, wanted.pattern()) as listener:
        yield None
        while True:
            yield from sorted(listener.drink(seconds=WAIT), key=occurred_at)
            yield None
