"""Clients of the function's own region and role, typed as boto3's are."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal, overload

from unicorn_kit.aws.client import Client
from unicorn_kit.aws.signing import Credentials

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_stepfunctions import SFNClient

type Environment = Mapping[str, str]

SWITCH = "UNICORN_AWS_CLIENT"  # boto3: functions call AWS through it, see docs/adr/0025


@overload
def connect(service: Literal["dynamodb"], environment: Environment, *, user_agent: str) -> "DynamoDBClient": ...
@overload
def connect(service: Literal["events"], environment: Environment, *, user_agent: str) -> "EventBridgeClient": ...
@overload
def connect(service: Literal["sqs"], environment: Environment, *, user_agent: str) -> "SQSClient": ...
@overload
def connect(service: Literal["stepfunctions"], environment: Environment, *, user_agent: str) -> "SFNClient": ...
def connect(service: str, environment: Environment, *, user_agent: str) -> Any:
    """Return a client that the environment of a Lambda function describes; nothing is sent before the first call.

    Raises KeyError if the region or the key pair is missing. A function's role has one key pair for the life of its
    process.
    """
    make = _maker(environment.get(SWITCH))
    credentials = Credentials(
        environment["AWS_ACCESS_KEY_ID"],
        environment["AWS_SECRET_ACCESS_KEY"],
        environment.get("AWS_SESSION_TOKEN"),
    )
    region = environment.get("AWS_REGION") or environment["AWS_DEFAULT_REGION"]
    endpoint_url = environment.get("AWS_ENDPOINT_URL")
    return make(service, region=region, credentials=credentials, endpoint_url=endpoint_url, user_agent=user_agent)


def _maker(wanted: str | None) -> Callable[..., Any]:
    if wanted is None:
        return Client
    if wanted == "boto3":
        from unicorn_kit.aws.by_boto3 import boto3_client  # noqa: PLC0415 - half of a cold start

        return boto3_client
    raise ValueError(f"{SWITCH} is {wanted}: write boto3, or unset it for the small client")
