"""The one place that reads the environment and makes clients; nothing happens before it is first asked."""

import os
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

import boto3
from aws_lambda_powertools import Logger
from botocore.config import Config

from contracts_service.adapters.contract_table import ContractTable
from contracts_service.domain.change import Origin
from contracts_service.use_cases import Call
from unicorn_kit.ids import uuid7

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from contracts_service.adapters.dead_letters import DeadLetters
    from contracts_service.adapters.event_bus import EventBus
    from contracts_service.adapters.idempotency import Idempotency

logger = Logger(service="contracts", serialize_stacktrace=False)
# The types of calls are checked by mypy and by AWS; checking them in between, and composing a user agent for each,
# was a quarter of a call's CPU.
LEAN = Config(parameter_validation=False, user_agent="unicorn-contracts")


@cache
def contracts() -> ContractTable:
    return ContractTable(_dynamodb(), os.environ["CONTRACT_TABLE"])


@cache
def _dynamodb() -> "DynamoDBClient":
    return boto3.client("dynamodb", config=LEAN)


def count(fact: str) -> None:
    """Count one business fact."""
    from aws_lambda_powertools.metrics import MetricUnit, single_metric  # noqa: PLC0415 - only who counts pays for it

    with single_metric(name=fact, unit=MetricUnit.Count, value=1, namespace="UnicornProperties") as metric:
        metric.add_dimension(name="service", value="contracts")


@cache
def idempotency() -> "Idempotency":
    from contracts_service.adapters.idempotency import Idempotency  # noqa: PLC0415 - only who sends a key pays for it

    return Idempotency(_dynamodb(), os.environ["IDEMPOTENCY_TABLE"])


@cache
def event_bus() -> "EventBus":
    from contracts_service.adapters.event_bus import EventBus  # noqa: PLC0415 - only the publisher pays for it

    return EventBus(boto3.client("events", config=LEAN), os.environ["EVENT_BUS"])


@cache
def dead_letters() -> "DeadLetters":
    from contracts_service.adapters.dead_letters import DeadLetters  # noqa: PLC0415

    return DeadLetters(boto3.client("sqs", config=LEAN), os.environ["DEAD_LETTER_QUEUE"])


def call(origin: Origin) -> Call:
    """Bind a request to the present moment, in milliseconds, as all times are kept and told."""
    now = datetime.now(UTC)
    return Call(origin=origin, now=now.replace(microsecond=now.microsecond // 1000 * 1000), new_id=uuid7)


def site_origin() -> str:
    """The one origin whose pages may read the API's answers."""
    return os.environ["SITE_ORIGIN"]
