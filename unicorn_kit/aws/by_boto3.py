"""boto3 in place of the small client, to compare them: `UNICORN_AWS_CLIENT=boto3` in a function's environment."""

from typing import Any

import boto3
from botocore.config import Config

from unicorn_kit.aws.client import SECONDS
from unicorn_kit.aws.retries import ATTEMPTS
from unicorn_kit.aws.signing import Credentials


def boto3_client(
    service: Any, *, region: str, credentials: Credentials, endpoint_url: str | None, user_agent: str
) -> Any:
    """Return boto3's client with the same limits."""
    retries: Any = {"mode": "standard", "total_max_attempts": ATTEMPTS}
    limits = Config(retries=retries, connect_timeout=SECONDS, read_timeout=SECONDS, user_agent_extra=user_agent)
    session = boto3.Session(*credentials, region_name=region)
    return session.client(service, endpoint_url=endpoint_url, config=limits)
