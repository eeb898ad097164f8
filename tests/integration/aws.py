"""Clients for the engine, created on first use and closed at the end: creating one takes a good part of a second."""

from functools import cached_property
from typing import TYPE_CHECKING, Self

import boto3
from botocore.client import BaseClient
from botocore.config import Config

from unicorn_cli.stages.engine_address import ACCOUNT, REGION, endpoint

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_logs import CloudWatchLogsClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_stepfunctions import SFNClient

CONFIG = Config(inject_host_prefix=False)


class Aws:
    """The engine's account, with every permission."""

    def __init__(self, port: int) -> None:
        self._session = boto3.Session(ACCOUNT, "local", region_name=REGION)
        self._endpoint = endpoint(port)
        self._made: list[BaseClient] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for client in self._made:
            client.close()

    @cached_property
    def cognito(self) -> "CognitoIdentityProviderClient":
        return self._kept(self._session.client("cognito-idp", endpoint_url=self._endpoint, config=CONFIG))

    @cached_property
    def dynamodb(self) -> "DynamoDBClient":
        return self._kept(self._session.client("dynamodb", endpoint_url=self._endpoint, config=CONFIG))

    @cached_property
    def events(self) -> "EventBridgeClient":
        return self._kept(self._session.client("events", endpoint_url=self._endpoint, config=CONFIG))

    @cached_property
    def functions(self) -> "LambdaClient":
        return self._kept(self._session.client("lambda", endpoint_url=self._endpoint, config=CONFIG))

    @cached_property
    def logs(self) -> "CloudWatchLogsClient":
        return self._kept(self._session.client("logs", endpoint_url=self._endpoint, config=CONFIG))

    @cached_property
    def s3(self) -> "S3Client":
        return self._kept(self._session.client("s3", endpoint_url=self._endpoint, config=CONFIG))

    @cached_property
    def sqs(self) -> "SQSClient":
        return self._kept(self._session.client("sqs", endpoint_url=self._endpoint, config=CONFIG))

    @cached_property
    def stacks(self) -> "CloudFormationClient":
        return self._kept(self._session.client("cloudformation", endpoint_url=self._endpoint, config=CONFIG))

    @cached_property
    def states(self) -> "SFNClient":
        return self._kept(self._session.client("stepfunctions", endpoint_url=self._endpoint, config=CONFIG))

    def _kept[Client: BaseClient](self, client: Client) -> Client:
        self._made.append(client)
        return client
