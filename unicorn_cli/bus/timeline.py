"""The archived events of one property, from all three contexts."""

from datetime import UTC, datetime, timedelta

from rich.console import Console
from rich.text import Text

from unicorn_cli.bus.archive import RETENTION_DAYS, read_archive
from unicorn_cli.bus.envelopes import Envelope, occurred_at
from unicorn_cli.bus.show_events import COLOURS, about_request, summary
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.show import printable

MILLISECONDS_BELOW = 60  # seconds


def history_of(property_id: str, cloud: Cloud, bus: str) -> list[Envelope]:
    """Return the archived events of a property, oldest first. Raises Problem if there are none."""
    now = datetime.now(UTC)
    with read_archive(cloud, bus, (now - timedelta(days=RETENTION_DAYS), now), property_id) as archived:
        found = list(archived.in_order())
    if not found:
        fix = "Take a property that `unicorn events --since 1d` shows"
        raise Problem(f"No event of {property_id} is archived", fix)
    return found


def show_timeline(events: list[Envelope], console: Console) -> None:
    """Print one line per event: time, delay after the previous one, context, type, summary, request."""
    before = None
    for event in events:
        at = occurred_at(event)
        after = _after(at - before) if before else ""
        context = event["source"].removeprefix("unicorn.")
        about = "  ".join(filter(None, (summary(event), about_request(event))))
        line = f"{at:%Y-%m-%d %H:%M:%S} {after:>15}  {context:10}  {event['detail-type']:30}  {about}"
        console.print(Text(printable(line), style=COLOURS.get(event["source"], "yellow")))
        before = at


def _after(time: timedelta) -> str:
    """Format a delay, to the millisecond if it is short."""
    seconds = time.total_seconds()
    return f"{seconds:.3f} s" if seconds < MILLISECONDS_BELOW else str(timedelta(seconds=int(seconds)))
