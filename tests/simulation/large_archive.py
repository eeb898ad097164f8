"""An archive of any size: the events of properties that are published again and again."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

from unicorn_cli.bus.envelopes import Envelope

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
TYPES = (
    ("unicorn.contracts", "ContractStatusChanged"),
    ("unicorn.web", "PublicationApprovalRequested"),
    ("unicorn.properties", "PublicationEvaluationCompleted"),
    ("unicorn.contracts", "ContractStatusChanged"),
    ("unicorn.properties", "PublicationRevoked"),
)
TEXT = "A bright home near the park, with a garden and a view over the whole valley. " * 4


def archive_of(number: int, properties: int) -> Iterator[Envelope]:
    """Yield that many events, oldest first, about the properties in turn."""
    for n in range(number):
        source, detail_type = TYPES[n // properties % len(TYPES)]
        at = BEGIN + timedelta(milliseconds=700 * n)
        identity = str(UUID(int=(n * 0x9E3779B97F4A7C15) % 2**128))  # ids have no order
        yield {
            "version": "0",
            "id": identity,
            "source": source,
            "detail-type": detail_type,
            "account": "111122223333",
            "region": "eu-west-1",
            "time": at.isoformat(timespec="seconds"),
            "resources": [],
            "detail": {
                "property_id": f"usa/anytown/main-street/{n % properties}",
                "description": TEXT,
                "metadata": {"event_id": identity, "occurred_at": at.isoformat(), "sequence": n // properties},
            },
        }
