"""One property's life over all three contexts, as the bus has recorded it."""

from datetime import UTC, datetime, timedelta

from rich.console import Console
from rich.text import Text

from unicorn_cli.bus.archive import KEPT_DAYS, read
from unicorn_cli.bus.envelopes import Envelope, occurred_at, property_of
from unicorn_cli.bus.show_events import COLOURS, printable, says
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem

SOON = 60  # seconds


def life_of(property_id: str, cloud: Cloud, bus: str) -> list[Envelope]:
    """Return what is recorded of a property, oldest first. Raises Problem if nothing is."""
    now = datetime.now(UTC)
    recorded = read(cloud, bus, now - timedelta(days=KEPT_DAYS), now)
    found = [event for event in recorded if property_of(event) == property_id]
    if not found:
        mend = "`unicorn events --since 1d` shows which properties there are"
        raise Problem(f"Nothing is recorded of {property_id}", mend)
    return sorted(found, key=occurred_at)


def show_life(events: list[Envelope], console: Console) -> None:
    """Print an event a line: when, how much later than the one before, from which context, what it says."""
    before = None
    for event in events:
        at = occurred_at(event)
        after = _after(at - before) if before else ""
        context = event["source"].removeprefix("unicorn.")
        line = f"{at:%Y-%m-%d %H:%M:%S} {after:>15}  {context:10}  {event['detail-type']:30}  {says(event)}"
        console.print(Text(printable(line), style=COLOURS.get(event["source"], "yellow")))
        before = at


def _after(time: timedelta) -> str:
    """Say how much later something happened, to the millisecond where it was soon."""
    seconds = time.total_seconds()
    return f"{seconds:.3f} s" if seconds < SOON else str(timedelta(seconds=int(seconds)))
