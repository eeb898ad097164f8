"""The one place that reads the environment and makes clients; nothing happens before it is first asked."""

import os
from functools import cache
from typing import TYPE_CHECKING

from unicorn_kit.aws.clients import connect
from unicorn_kit.clock import now

if TYPE_CHECKING:
    from live_feed_service.adapters.event_table import LiveEventTable
    from unicorn_kit.dead_letters import DeadLetters

__all__ = ["now"]

USER_AGENT = "unicorn-web"

# Each function imports only the adapters that it needs. # ruff: noqa: PLC0415


@cache
def live_events() -> "LiveEventTable":
    from live_feed_service.adapters.event_table import LiveEventTable

    return LiveEventTable(connect("dynamodb", os.environ, user_agent=USER_AGENT), os.environ["LIVE_EVENT_TABLE"])


@cache
def dead_letters() -> "DeadLetters":
    from unicorn_kit.dead_letters import DeadLetters

    return DeadLetters(connect("sqs", os.environ, user_agent=USER_AGENT), os.environ["DEAD_LETTER_QUEUE"])


def cursor_key() -> bytes:
    """The stack's own secret, which signs cursors."""
    return os.environ["CURSOR_KEY"].encode()
