"""Events as a person or a program reads them: one line each, as they pass or from the record."""

import json
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.text import Text

from unicorn_cli.bus.archive import read
from unicorn_cli.bus.envelopes import Envelope, metadata_of, occurred_at, property_of
from unicorn_cli.bus.follow import Wanted, follow
from unicorn_cli.bus.times import moment
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.interrupts import interruptible

COLOURS = {"unicorn.contracts": "cyan", "unicorn.properties": "magenta", "unicorn.web": "green"}
SAYS = ("contract_status", "evaluation_result", "status", "reason")  # the one word that an event is about


@dataclass(frozen=True)
class Listing:
    """Where events are written, and how: for a person, or one JSON document a line."""

    answers: Console
    messages: Console
    as_json: bool = False

    def as_it_passes(self, cloud: Cloud, bus: str, wanted: Wanted) -> None:
        """Show events until Ctrl-C or a `kill`; nothing of it is left on the bus then."""
        try:
            with interruptible() as check, closing(follow(cloud, bus, wanted)) as passing:
                next(passing)
                self.messages.print(f"Listening to {bus}. Ctrl-C ends it.")
                for event in passing:
                    check()
                    if event:
                        self.show(event)
        except KeyboardInterrupt:
            self.messages.print("\nThe tap is closed.")

    def what_has_passed(self, cloud: Cloud, bus: str, wanted: Wanted, since: str) -> None:
        """Show what the record holds since a moment. Raises Problem if the moment is none."""
        now = datetime.now(UTC)
        found = [event for event in read(cloud, bus, moment(since, now), now) if wanted.fits(event)]
        for event in sorted(found, key=occurred_at):
            self.show(event)
        if not found:
            self.messages.print(f"Nothing has passed since {since}. `--follow` shows what passes from now on.")

    def show(self, event: Envelope) -> None:
        """Print an event in the colour of its source, or as JSON."""
        if self.as_json:
            print(json.dumps(event, ensure_ascii=False), flush=True)
        else:
            line = Text(printable(_line(event)), style=COLOURS.get(event["source"], "yellow"))
            self.answers.print(line)


def _line(envelope: Envelope) -> str:
    replay = metadata_of(envelope).get("replay") or envelope.get("replay-name")
    parts = [
        f"{occurred_at(envelope):%H:%M:%S.%f}"[:-3],
        f"{envelope['source']:18}",
        f"{envelope['detail-type']:30}",
        property_of(envelope) or "-",
        says(envelope),
        f"({replay})" if replay else "",
    ]
    return "  ".join(part for part in parts if part)


def says(envelope: Envelope) -> str:
    """Return what an event is about, in a word, and the codes of its reasons."""
    detail: dict[str, Any] = envelope["detail"] if isinstance(envelope["detail"], dict) else {}
    word = next((str(detail[name]) for name in SAYS if name in detail), "")
    reasons = detail.get("reasons")
    codes = [str(reason.get("code")) for reason in reasons if isinstance(reason, dict)] if reasons else []
    return f"{word} {', '.join(codes)}".strip()


def printable(text: str) -> str:
    """Somebody else's words must not move the cursor."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
