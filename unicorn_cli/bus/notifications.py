"""The lines that the inbox's topic sends, shown as they are sent or from the archive; and the local system's mails."""

import json
from collections.abc import Iterable

from rich.text import Text

from unicorn_cli.bus.envelopes import Envelope, metadata_of, occurred_at
from unicorn_cli.bus.notification_line import is_sent, notification
from unicorn_cli.bus.show_events import EventPrinter
from unicorn_cli.stages.mails import Mail
from unicorn_cli.terminal.show import printable


class InboxPrinter(EventPrinter):
    """Prints the line of each event that the topic's rules match, and nothing of the others."""

    def show(self, event: Envelope) -> None:
        if not is_sent(event, is_replay="replay" in metadata_of(event)):
            return
        at, line = occurred_at(event), notification(event)
        if self.as_json:
            print(json.dumps({"occurred_at": at.isoformat(), "line": line}, ensure_ascii=False), flush=True)
        else:
            self.output.print(Text(printable(f"{at:%Y-%m-%d %H:%M:%S}  {line}")))

    def show_mails(self, mails: Iterable[Mail]) -> None:
        """Print mails as a mail program does, below the lines."""
        for mail in mails:
            if self.as_json:
                found = {"sent_at": mail.sent_at.isoformat(), "to": mail.to, "subject": mail.subject, "text": mail.text}
                print(json.dumps(found, ensure_ascii=False), flush=True)
                continue
            self.output.print()
            head = f"{mail.sent_at:%Y-%m-%d %H:%M:%S}  To {mail.to}: {mail.subject}"
            self.output.print(Text(printable(head)), soft_wrap=True)
            for line in mail.text.rstrip().splitlines():
                self.output.print(Text(printable(f"    {line}".rstrip())), soft_wrap=True)  # a link stays in one piece
