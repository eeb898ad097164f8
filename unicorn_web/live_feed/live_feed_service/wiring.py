"""The one place that reads the environment and makes clients; nothing happens before it is first asked."""

import os
from functools import cache
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

from unicorn_kit.clock import now

if TYPE_CHECKING:
    from live_feed_service.adapters.event_table import LiveEventTable
    from unicorn_kit.dead_letters import DeadLetters

__all__ = ["now"]

LEAN = Config(parameter_validation=False, user_agent="unicorn-web")  # checked by mypy and by AWS

# Each function imports only the adapters that it needs. # ruff: noqa: PLC0415


@cache
def live_events() -> "LiveEventTable":
    from live_feed_service.adapters.event_table import LiveEventTable

    return LiveEventTable(boto3.client("dynamodb", config=LEAN), os.environ["LIVE_EVENT_TABLE"])


@cache
def dead_letters() -> "DeadLetters":
    from unicorn_kit.dead_letters import DeadLetters

    return DeadLetters(boto3.client("sqs", config=LEAN), os.environ["DEAD_LETTER_QUEUE"])


def site_origin() -> str:
    """The one origin whose pages may read the API's answers."""
    return os.environ["SITE_ORIGIN"]


def cursor_key() -> bytes:
    """The stack's own secret, which signs cursors."""
    return os.environ["CURSOR_KEY"].encode()
