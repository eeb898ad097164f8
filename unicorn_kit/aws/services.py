"""The services and operations that this client knows, and how they are called."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple


class Service(NamedTuple):
    """How a service's JSON protocol names it; from the service's model in botocore."""

    signing_name: str
    host: str  # its part of the host name
    target: str  # prefix of X-Amz-Target
    json_version: str
    operations: frozenset[str]  # as boto3's methods are named
    token_operations: frozenset[str] = frozenset()  # those whose ClientRequestToken lets a repeat have no second effect
    headers: Mapping[str, str] = MappingProxyType({})  # of each request


SERVICES = {
    "dynamodb": Service(
        "dynamodb",
        "dynamodb",
        "DynamoDB_20120810",
        "1.0",
        frozenset(
            {
                "batch_get_item",
                "batch_write_item",
                "delete_item",
                "get_item",
                "put_item",
                "query",
                "scan",
                "transact_get_items",
                "transact_write_items",
                "update_item",
            }
        ),
        frozenset({"transact_write_items"}),
    ),
    "events": Service("events", "events", "AWSEvents", "1.1", frozenset({"put_events"})),
    "sqs": Service(
        "sqs",
        "sqs",
        "AmazonSQS",
        "1.0",
        frozenset({"send_message", "send_message_batch"}),
        headers={"X-Amzn-Query-Mode": "true"},  # for error codes as boto3 has them
    ),
    "stepfunctions": Service(
        "states", "states", "AWSStepFunctions", "1.0", frozenset({"send_task_failure", "send_task_success"})
    ),
}


DOMAINS = {"cn-": "amazonaws.com.cn", "eusc-": "amazonaws.eu"}  # of the regions in China, and of the sovereign cloud


def endpoint(service: str, region: str) -> str:
    """Return the service's regional address."""
    return address(SERVICES[service].host, region)


def address(host: str, region: str) -> str:
    """Return the regional address of the service whose hosts begin so."""
    domain = next((name for start, name in DOMAINS.items() if region.startswith(start)), "amazonaws.com")
    return f"https://{host}.{region}.{domain}"


@cache
def api_name(method: str) -> str:
    """Return the operation behind a method: `get_item` is GetItem."""
    return "".join(word.capitalize() for word in method.split("_"))
