"""Print events for people or as JSON, one line each: live or from the archive."""

import json
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from rich.console import Console
from rich.text import Text

from unicorn_cli.bus.archive import read_archive
from unicorn_cli.bus.envelopes import Envelope, metadata_of, occurred_at, property_of, request_of
from unicorn_cli.bus.follow import EventFilter, follow
from unicorn_cli.bus.times import parse_time
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.interrupts import interruptible
from unicorn_cli.terminal.show import printable

COLOURS = {"unicorn.contracts": "cyan", "unicorn.properties": "magenta", "unicorn.web": "green"}
SUMMARY_FIELDS = ("contract_status", "evaluation_result", "verdict", "status", "reason")  # the first one is shown


@dataclass
class EventPrinter:
    """Prints events for people, under their dates, or as one JSON document per line."""

    output: Console
    messages: Console
    as_json: bool = False
    day: date | None = None  # of the last event that was printed

    def follow(self, cloud: Cloud, bus: str, wanted: EventFilter) -> None:
        """Print events as they arrive until Ctrl-C or a `kill`, then remove the subscription."""
        try:
            with interruptible() as check, closing(follow(cloud, bus, wanted)) as arriving:
                next(arriving)
                self.messages.print(f"Listening to {bus}. Stop with Ctrl-C.")
                for event in arriving:
                    check()
                    if event:
                        self.show(event)
        except KeyboardInterrupt:
            self.messages.print("\nStopped listening.")

    def show_recent(self, cloud: Cloud, bus: str, wanted: EventFilter, since: str) -> None:
        """Print the archived events since a time. Raises Problem if `since` is not a time."""
        now = datetime.now(UTC)
        is_empty = True
        with read_archive(cloud, bus, (parse_time(since, now), now), wanted.property_id) as archived:
            for event in filter(wanted.matches, archived.in_order()):
                self.show(event)
                is_empty = False
        if is_empty:
            self.messages.print(f"No events since {since}. Start earlier with --since, or wait with --follow.")

    def show(self, event: Envelope) -> None:
        """Print an event in the colour of its source, or as JSON."""
        if self.as_json:
            print(json.dumps(event, ensure_ascii=False), flush=True)
        else:
            self._show_new_day(event)
            line = Text(printable(_line(event)), style=COLOURS.get(event["source"], "yellow"))
            self.output.print(line)

    def _show_new_day(self, event: Envelope) -> None:
        """Print the date above the first event, and above each that occurred on another day than the one before."""
        day = occurred_at(event).date()
        if day != self.day:
            self.output.print(Text(f"{day} UTC", style="bold"))
        self.day = day


def _line(envelope: Envelope) -> str:
    replay = metadata_of(envelope).get("replay") or envelope.get("replay-name")
    parts = [
        f"{occurred_at(envelope):%H:%M:%S.%f}"[:-3],
        f"{envelope['source']:18}",
        f"{envelope['detail-type']:30}",
        property_of(envelope) or "-",
        summary(envelope),
        about_request(envelope),
        f"({replay})" if replay else "",
    ]
    return "  ".join(part for part in parts if part)


def about_request(envelope: Envelope) -> str:
    """Return the id of the request that the event is about, as `unicorn workflow show` takes it."""
    request_id = request_of(envelope)
    return f"request {request_id}" if request_id else ""


def summary(envelope: Envelope) -> str:
    """Return the event's status or result, and the codes of its reasons or questions."""
    detail: dict[str, Any] = envelope["detail"] if isinstance(envelope["detail"], dict) else {}
    word = next((str(detail[name]) for name in SUMMARY_FIELDS if name in detail), "")
    reasons = detail.get("reasons") or detail.get("questions")
    codes = [str(reason.get("code")) for reason in reasons if isinstance(reason, dict)] if reasons else []
    return f"{word} {', '.join(codes)}".strip()
