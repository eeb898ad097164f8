"""The one place that reads the environment and makes clients; nothing happens before it is first asked."""

import os
from functools import cache
from typing import TYPE_CHECKING

from contracts_service.adapters.contract_table import ContractTable
from contracts_service.domain.change import Origin
from contracts_service.use_cases import Call
from unicorn_kit import clock
from unicorn_kit.aws.clients import connect
from unicorn_kit.ids import uuid7
from unicorn_kit.telemetry import make_logger

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from contracts_service.adapters.expiry_index import ExpiryIndex
    from contracts_service.adapters.head_scan import HeadScan
    from contracts_service.events import ContractStatusChanged
    from unicorn_kit.dead_letters import DeadLetters
    from unicorn_kit.event_bus import EventBus
    from unicorn_kit.idempotency import Receipts
    from unicorn_kit.scheduled_runs import ScheduledRuns

logger = make_logger("contracts")
now = clock.now
USER_AGENT = "unicorn-contracts"

# Each function imports only the adapters that it needs. # ruff: noqa: PLC0415


@cache
def contracts() -> ContractTable:
    return ContractTable(_dynamodb(), os.environ["CONTRACT_TABLE"])


@cache
def expiring() -> "ExpiryIndex":
    from contracts_service.adapters.expiry_index import ExpiryIndex

    return ExpiryIndex(_dynamodb(), os.environ["CONTRACT_TABLE"])


@cache
def expiry_runs() -> "ScheduledRuns":
    from unicorn_kit.scheduled_runs import ScheduledRuns

    return ScheduledRuns(_dynamodb(), os.environ["CONTRACT_TABLE"], "expiry")


@cache
def heads() -> "HeadScan":
    from contracts_service.adapters.head_scan import HeadScan

    return HeadScan(_dynamodb(), os.environ["CONTRACT_TABLE"])


@cache
def reconciliations() -> "ScheduledRuns":
    from unicorn_kit.scheduled_runs import ScheduledRuns

    return ScheduledRuns(_dynamodb(), os.environ["CONTRACT_TABLE"], "reconciliation")


@cache
def _dynamodb() -> "DynamoDBClient":
    return connect("dynamodb", os.environ, user_agent=USER_AGENT)


@cache
def receipts() -> "Receipts":
    from unicorn_kit.idempotency import Receipts

    return Receipts(_dynamodb(), os.environ["IDEMPOTENCY_TABLE"], prefix="contracts")


@cache
def event_bus() -> "EventBus[ContractStatusChanged]":
    from unicorn_kit.event_bus import EventBus

    client = connect("events", os.environ, user_agent=USER_AGENT)
    return EventBus(client, os.environ["EVENT_BUS"], key=lambda event: event.property_id)


@cache
def dead_letters() -> "DeadLetters":
    from unicorn_kit.dead_letters import DeadLetters

    return DeadLetters(connect("sqs", os.environ, user_agent=USER_AGENT), os.environ["DEAD_LETTER_QUEUE"])


def call(origin: Origin, *, is_admin: bool = False) -> Call:
    """Bind a request to the present moment."""
    return Call(origin=origin, is_admin=is_admin, now=now(), new_id=uuid7)


def openid_configuration() -> str:
    """Return where the description sends agents to sign in."""
    from unicorn_kit.openid import openid_configuration

    return openid_configuration(os.environ["USER_POOL"], os.environ)
