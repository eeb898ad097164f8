"""The lines that the inbox's topic sends, shown as they are sent or from the archive."""

from rich.text import Text

from unicorn_cli.bus.envelopes import Envelope, metadata_of, occurred_at
from unicorn_cli.bus.notification_line import is_sent, notification
from unicorn_cli.bus.show_events import EventPrinter
from unicorn_cli.terminal.show import printable


class InboxPrinter(EventPrinter):
    """Prints the line of each event that the topic's rules match, and nothing of the others."""

    def show(self, event: Envelope) -> None:
        if is_sent(event, is_replay="replay" in metadata_of(event)):
            self.output.print(Text(printable(f"{occurred_at(event):%Y-%m-%d %H:%M:%S}  {notification(event)}")))
