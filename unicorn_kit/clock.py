"""The clock, as wiring hands it to use cases."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present moment in whole milliseconds, as all times are stored and published."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
