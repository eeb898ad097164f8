"""Follow the bus: yield events as they arrive."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

from unicorn_cli.bus.envelopes import OURS, Envelope, metadata_of, occurred_at, property_of
from unicorn_cli.bus.subscription import subscribe
from unicorn_cli.stages.cloud import Cloud

WAIT = 5  # seconds that one call waits for events; Ctrl-C interrupts it


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Selects all events of the three contexts, or those of one property or of one request."""

    property_id: str | None = None
    correlation_id: str | None = None

    def pattern(self) -> dict[str, Any]:
        """Return the filter as an EventBridge event pattern."""
        detail: dict[str, Any] = {}
        if self.property_id:
            detail["property_id"] = [self.property_id]
        if self.correlation_id:
            detail["metadata"] = {"correlation_id": [self.correlation_id]}
        return {"source": [OURS]} | ({"detail": detail} if detail else {})

    def matches(self, envelope: Envelope) -> bool:
        return self.property_id in {None, property_of(envelope)} and self.correlation_id in {
            None,
            metadata_of(envelope).get("correlation_id"),
        }


def follow(cloud: Cloud, bus: str, wanted: EventFilter) -> Generator[Envelope | None]:
    """Yield None once subscribed, then every event as it arrives, and None after each wait.

    Closing the iterator removes the subscription.
    """
    with subscribe(cloud, bus, wanted.pattern()) as subscription:
        yield None
        while True:
            yield from sorted(subscription.receive(wait=WAIT), key=occurred_at)
            yield None
