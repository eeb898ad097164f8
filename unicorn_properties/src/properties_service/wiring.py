"""The one place that reads the environment and makes clients; nothing happens before it is first asked."""

import os
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

import boto3
from aws_lambda_powertools import Logger
from botocore.config import Config

from properties_service.adapters.property_table import PropertyTable
from properties_service.adapters.uuid7 import uuid7
from properties_service.domain.content import Limits

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from properties_service.adapters.dead_letters import DeadLetters
    from properties_service.adapters.event_bus import EventBus
    from properties_service.adapters.request_table import RequestTable
    from properties_service.adapters.waiting_workflows import WaitingWorkflows
    from properties_service.use_cases import Surroundings

logger = Logger(service="properties", serialize_stacktrace=False)
# The types of calls are checked by mypy and by AWS; checking them in between, and composing a user agent for each,
# was a quarter of a call's CPU.
LEAN = Config(parameter_validation=False, user_agent="unicorn-properties")


@cache
def limits() -> Limits:
    """What the agency lets pass, as the template says."""
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
    from properties_service.adapters.request_table import RequestTable  # noqa: PLC0415 - only who asks pays for it

    return RequestTable(_dynamodb(), os.environ["CONTRACT_STATUS_TABLE"])


def surroundings() -> "Surroundings":
    """Bind a look at properties to the present moment."""
    from properties_service.use_cases import Surroundings  # noqa: PLC0415

    return Surroundings(
        approvals=properties(),
        workflow=_workflows,
        announcements=event_bus,
        now=now(),
        patience=seconds("APPROVAL_WAIT_SECONDS"),
    )


@cache
def event_bus() -> "EventBus":
    from properties_service.adapters.event_bus import EventBus  # noqa: PLC0415

    return EventBus(boto3.client("events", config=LEAN), os.environ["EVENT_BUS"], uuid7)


@cache
def dead_letters() -> "DeadLetters":
    from properties_service.adapters.dead_letters import DeadLetters  # noqa: PLC0415

    return DeadLetters(boto3.client("sqs", config=LEAN), os.environ["DEAD_LETTER_QUEUE"])


@cache
def _workflows() -> "WaitingWorkflows":
    from properties_service.adapters.waiting_workflows import WaitingWorkflows  # noqa: PLC0415

    return WaitingWorkflows(boto3.client("stepfunctions", config=LEAN))


@cache
def _dynamodb() -> "DynamoDBClient":
    return boto3.client("dynamodb", config=LEAN)


def count(fact: str, times: int = 1) -> None:
    """Count a business fact."""
    from aws_lambda_powertools.metrics import MetricUnit, single_metric  # noqa: PLC0415 - only who counts pays for it

    with single_metric(name=fact, unit=MetricUnit.Count, value=times, namespace="UnicornProperties") as metric:
        metric.add_dimension(name="service", value="properties")


def now() -> datetime:
    """Return the present moment, in milliseconds, as all times are kept and told."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
