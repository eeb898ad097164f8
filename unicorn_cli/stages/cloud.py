"""The cloud that a stage runs on: the local engine, or AWS with the caller's own credentials."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any, Literal, overload

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_cloudfront import CloudFrontClient
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_logs import CloudWatchLogsClient
    from mypy_boto3_resourcegroupstaggingapi import ResourceGroupsTaggingAPIClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_ssm import SSMClient
    from mypy_boto3_stepfunctions import SFNClient

LOCAL = "local"
HALF_AN_HOUR = 1800.0  # seconds; a role is assumed for an hour
_CONFIG = Config(retries={"mode": "standard", "max_attempts": 4}, inject_host_prefix=False)


@dataclass(frozen=True)
class Cloud:
    """The cloud of one stage. Only the local one has `endpoint`, its engine's address, and `site`, its web site's."""

    stage: str
    session: boto3.Session
    endpoint: str | None = None
    site: str | None = None
    _clients: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def is_local(self) -> bool:
        return self.endpoint is not None

    @overload
    def client(self, service: Literal["cloudformation"]) -> "CloudFormationClient": ...
    @overload
    def client(self, service: Literal["cloudfront"]) -> "CloudFrontClient": ...
    @overload
    def client(self, service: Literal["cognito-idp"]) -> "CognitoIdentityProviderClient": ...
    @overload
    def client(self, service: Literal["dynamodb"]) -> "DynamoDBClient": ...
    @overload
    def client(self, service: Literal["dynamodbstreams"]) -> Any: ...
    @overload
    def client(self, service: Literal["events"]) -> "EventBridgeClient": ...
    @overload
    def client(self, service: Literal["lambda"]) -> "LambdaClient": ...
    @overload
    def client(self, service: Literal["logs"]) -> "CloudWatchLogsClient": ...
    @overload
    def client(self, service: Literal["resourcegroupstaggingapi"]) -> "ResourceGroupsTaggingAPIClient": ...
    @overload
    def client(self, service: Literal["s3"]) -> "S3Client": ...
    @overload
    def client(self, service: Literal["sesv2"]) -> Any: ...
    @overload
    def client(self, service: Literal["sns"]) -> "SNSClient": ...
    @overload
    def client(self, service: Literal["sqs"]) -> "SQSClient": ...
    @overload
    def client(self, service: Literal["ssm"]) -> "SSMClient": ...
    @overload
    def client(self, service: Literal["stepfunctions"]) -> "SFNClient": ...
    @overload
    def client(self, service: Literal["cloudwatch", "sts"]) -> Any: ...

    def client(self, service: Any) -> Any:
        """Return the boto3 client of a service. Each is made once: making one takes a good part of a second."""
        if service not in self._clients:
            self._clients[service] = self.session.client(service, endpoint_url=self.endpoint, config=_CONFIG)
        return self._clients[service]

    def as_role(self, role: str, session_name: str) -> "Cloud":
        """Return the same cloud with the permissions of a role; CloudTrail logs the calls under `session_name`."""
        given = self.client("sts").assume_role(RoleArn=role, RoleSessionName=session_name)["Credentials"]
        secrets = (given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])
        session = boto3.Session(*secrets, region_name=self.session.region_name)
        return Cloud(self.stage, session, self.endpoint, self.site)


class RenewedRole:
    """Returns a cloud that publishes with a role's permissions, also after the hour for which a role is assumed."""

    def __init__(self, cloud: Cloud, role: str, session_name: str, *, clock: Callable[[], float] = monotonic) -> None:
        self._assume = partial(cloud.as_role, role, session_name)
        self._clock, self._lock, self._until = clock, Lock(), float("-inf")

    def __call__(self) -> Cloud:
        with self._lock:
            if self._clock() >= self._until:
                self._assumed, self._until = self._assume(), self._clock() + HALF_AN_HOUR
                self._assumed.client("events")  # made here: two threads must not make one at once
            return self._assumed


def aws_cloud(stage: str, region: str | None = None) -> Cloud:
    """Return the cloud of a stage on AWS, reached with the caller's own credentials.

    The region is the given one, or else AWS_REGION, which boto3 does not read, then AWS_DEFAULT_REGION, then the
    profile's.
    """
    return Cloud(stage, boto3.Session(region_name=region or os.environ.get("AWS_REGION") or None))
