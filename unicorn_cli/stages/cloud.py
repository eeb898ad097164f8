"""The cloud that a stage runs on: the local engine, or AWS with the caller's own credentials."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import boto3
import botocore.session
from botocore.config import Config

from unicorn_cli.local import engine
from unicorn_cli.local.environments import ACCOUNT, REGION, endpoint
from unicorn_cli.local.system import Place

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_cloudfront import CloudFrontClient
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_stepfunctions import SFNClient

LOCAL = "local"
_NO_PROFILE = {name: (None, None, None, None) for name in ("profile", "config_file", "credentials_file")}
_CONFIG = Config(retries={"mode": "standard", "max_attempts": 4}, inject_host_prefix=False)


@dataclass(frozen=True)
class Cloud:
    """One stage's cloud. Clients are made on first use and kept: each costs a good part of a second."""

    stage: str
    session: boto3.Session
    endpoint: str | None = None

    @property
    def is_local(self) -> bool:
        return self.endpoint is not None

    @cached_property
    def cloudformation(self) -> "CloudFormationClient":
        return self.session.client("cloudformation", endpoint_url=self.endpoint, config=_CONFIG)

    @cached_property
    def cloudfront(self) -> "CloudFrontClient":
        return self.session.client("cloudfront", config=_CONFIG)

    @cached_property
    def cognito(self) -> "CognitoIdentityProviderClient":
        return self.session.client("cognito-idp", endpoint_url=self.endpoint, config=_CONFIG)

    @cached_property
    def dynamodb(self) -> "DynamoDBClient":
        return self.session.client("dynamodb", endpoint_url=self.endpoint, config=_CONFIG)

    @cached_property
    def events(self) -> "EventBridgeClient":
        return self.session.client("events", endpoint_url=self.endpoint, config=_CONFIG)

    @cached_property
    def functions(self) -> "LambdaClient":
        return self.session.client("lambda", endpoint_url=self.endpoint, config=_CONFIG)

    @cached_property
    def states(self) -> "SFNClient":
        return self.session.client("stepfunctions", endpoint_url=self.endpoint, config=_CONFIG)

    @cached_property
    def s3(self) -> "S3Client":
        return self.session.client("s3", endpoint_url=self.endpoint, config=_CONFIG)

    @cached_property
    def sqs(self) -> "SQSClient":
        return self.session.client("sqs", endpoint_url=self.endpoint, config=_CONFIG)

    def acting_as(self, role: str, name: str) -> "Cloud":
        """Return the same cloud as a role of it sees it; `name` is what its logs call the caller."""
        sts = self.session.client("sts", endpoint_url=self.endpoint, config=_CONFIG)
        given = sts.assume_role(RoleArn=role, RoleSessionName=name)["Credentials"]
        secrets = (given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])
        return Cloud(self.stage, boto3.Session(*secrets, region_name=self.session.region_name), self.endpoint)


def cloud_of(stage: str, place: Place) -> Cloud:
    """Return the stage's cloud. Raises Problem if the stage is local and nothing runs here."""
    if stage != LOCAL:
        return Cloud(stage, boto3.Session())
    session = botocore.session.Session(session_vars=_NO_PROFILE)  # the caller's profiles are for AWS
    session.set_credentials(ACCOUNT, LOCAL)
    port = engine.running(place).port
    return Cloud(LOCAL, boto3.Session(botocore_session=session, region_name=REGION), endpoint(port))
