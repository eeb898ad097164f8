"""The one place that reads the environment and makes clients; nothing happens before it is first asked."""

import os
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from properties_service.adapters.property_table import PropertyTable
from unicorn_kit import clock
from unicorn_kit.aws.clients import connect
from unicorn_kit.ids import uuid7
from unicorn_kit.telemetry import make_logger

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from properties_service.adapters.event_publisher import EventPublisher
    from properties_service.adapters.property_scan import PropertyScan
    from properties_service.adapters.request_table import RequestTable
    from properties_service.adapters.waiter_index import WaiterIndex
    from properties_service.adapters.waiting_workflows import WaitingWorkflows
    from properties_service.domain.content import Limits
    from properties_service.use_cases.syncing import Services
    from unicorn_kit.dead_letters import DeadLetters
    from unicorn_kit.scheduled_runs import ScheduledRuns

logger = make_logger("properties")
now = clock.now
USER_AGENT = "unicorn-properties"


def report(event: str, message: Mapping[str, Any], error: Exception, *, fact: str) -> None:
    """Log a message of a queue that was not processed."""
    problem = {"message_id": message["messageId"], "error": type(error).__name__, "problem": str(error)}
    logger.error(event, extra={"fact": fact} | problem)


# Each function imports only the adapters that it needs. # ruff: noqa: PLC0415


@cache
def limits() -> "Limits":
    """The content limits that the template sets."""
    from properties_service.domain.content import Limits

    return Limits(
        unsafe_confidence=float(os.environ["MODERATION_CONFIDENCE"]),
        accepted_sentiments=frozenset(os.environ["ACCEPTED_SENTIMENTS"].split(",")),
        languages=frozenset(os.environ["SENTIMENT_LANGUAGES"].split(",")),
    )


def seconds(name: str) -> timedelta:
    """Return a length of time that the template sets, in whole seconds."""
    return timedelta(seconds=int(os.environ[name]))


@cache
def properties() -> PropertyTable:
    return PropertyTable(_dynamodb(), os.environ["CONTRACT_STATUS_TABLE"])


@cache
def requests() -> "RequestTable":
    from properties_service.adapters.request_table import RequestTable

    return RequestTable(_dynamodb(), os.environ["CONTRACT_STATUS_TABLE"])


@cache
def waiting() -> "WaiterIndex":
    from properties_service.adapters.waiter_index import WaiterIndex

    return WaiterIndex(_dynamodb(), os.environ["CONTRACT_STATUS_TABLE"])


@cache
def all_properties() -> "PropertyScan":
    from properties_service.adapters.property_scan import PropertyScan

    return PropertyScan(_dynamodb(), os.environ["CONTRACT_STATUS_TABLE"])


@cache
def reconciliations() -> "ScheduledRuns":
    from unicorn_kit.scheduled_runs import ScheduledRuns

    return ScheduledRuns(_dynamodb(), os.environ["CONTRACT_STATUS_TABLE"], "reconciliation")


@cache
def waiter_checks() -> "ScheduledRuns":
    from unicorn_kit.scheduled_runs import ScheduledRuns

    return ScheduledRuns(_dynamodb(), os.environ["CONTRACT_STATUS_TABLE"], "waiters")


def services() -> "Services":
    """Bind the ports of a sync to the present moment."""
    from properties_service.domain.approval import Delays
    from properties_service.use_cases.syncing import Services

    return Services(
        approvals=properties(),
        workflow=_workflows,
        publisher=event_publisher,
        now=now(),
        delays=Delays(
            patience=seconds("APPROVAL_WAIT_SECONDS"),
            review=seconds("REVIEW_WAIT_SECONDS"),
            grace=seconds("CONTRACT_GRACE_SECONDS"),
        ),
    )


@cache
def event_publisher() -> "EventPublisher":
    from properties_service.adapters.event_publisher import EventPublisher
    from unicorn_kit.event_bus import EventBus

    client = connect("events", os.environ, user_agent=USER_AGENT)
    return EventPublisher(EventBus(client, os.environ["EVENT_BUS"], key=lambda event: event.property_id), uuid7)


@cache
def dead_letters() -> "DeadLetters":
    from unicorn_kit.dead_letters import DeadLetters

    return DeadLetters(connect("sqs", os.environ, user_agent=USER_AGENT), os.environ["DEAD_LETTER_QUEUE"])


@cache
def _workflows() -> "WaitingWorkflows":
    from properties_service.adapters.waiting_workflows import WaitingWorkflows

    return WaitingWorkflows(connect("stepfunctions", os.environ, user_agent=USER_AGENT))


@cache
def _dynamodb() -> "DynamoDBClient":
    return connect("dynamodb", os.environ, user_agent=USER_AGENT)
