"""Which function called which action on which resource: the engine's CloudTrail, read while the tests run.

The engine records every request only if it is told to, keeps the last 10,000, and answers 50 at a time without a
token for more; so this reads backwards in time, after each test. It names a caller by its key pair, which the engine
derives from the names of the function and of its role.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, Self

import httpx

from tests.integration.aws import Aws
from unicorn_cli.stages.engine_address import ACCOUNT, REGION, endpoint

LOOK_UP = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents"
SIGNED = (
    f"AWS4-HMAC-SHA256 Credential={ACCOUNT}/20260101/{REGION}/cloudtrail/aws4_request, SignedHeaders=host, Signature=0"
)
TRANSACTION = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}
TIMEOUT = 60.0  # seconds; the engine also runs the functions, and a busy machine lets it wait
MANY = "POST.s3"  # as the engine calls DeleteObjects
S3 = {"HeadObject": "GetObject", "ListObjects": "ListBucket", "HeadBucket": "ListBucket"}
Json = Mapping[str, Any]


class Call(NamedTuple):
    """A call by the logical ids of its function and its resource; a resource without one has its own name."""

    function: str
    action: str
    resource: str


class Recorder:
    """The calls of all functions since it was made."""

    def __init__(self, aws: Aws, port: int) -> None:
        self._http = httpx.Client(base_url=endpoint(port), timeout=TIMEOUT, trust_env=False)
        self._names = dict(_logical_ids(aws))
        self._functions = {key: self._names[name] for name, key in _keys(aws)}
        self._seen: set[str] = set()
        self.calls: set[Call] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def start(self) -> None:
        """Let the engine record, which it does not by default, nor after a restart."""
        given = {"cloudtrail._recording_enabled": "true"}
        self._http.post("/_ministack/config", json=given).raise_for_status()

    def read(self) -> None:
        """Read what was recorded since the last time."""
        until: float | None = None
        while new := [event for event in self._page(until) if event["EventId"] not in self._seen]:
            self._seen |= {event["EventId"] for event in new}
            for event in new:
                self._take(event)
            until = new[-1]["EventTime"]

    def _page(self, until: float | None) -> list[dict[str, Any]]:
        """Return the last 50 events up to a moment, newest first."""
        headers = {"X-Amz-Target": LOOK_UP, "Content-Type": "application/x-amz-json-1.1", "Authorization": SIGNED}
        body = {"MaxResults": 50} | ({"EndTime": until} if until else {})
        answer = self._http.post("/", json=body, headers=headers).raise_for_status()
        events: list[dict[str, Any]] = answer.json()["Events"]
        return events

    def _take(self, event: Json) -> None:
        if function := self._functions.get(event["AccessKeyId"]):
            service = event["EventSource"].partition(".")[0]
            given = json.loads(event["CloudTrailEvent"]).get("requestParameters") or {}
            for action, resource in actions(service, event["EventName"], given, event["Resources"]):
                self.calls.add(Call(function, action, self._logical(resource)))

    def _logical(self, resource: str) -> str:
        name, slash, rest = resource.partition("/")
        return self._names.get(name, name) + slash + rest


def actions(service: str, operation: str, given: Json, resources: Iterable[Json]) -> Iterator[tuple[str, str]]:
    """Yield what IAM checks for a request: actions, each with its resource `name` or `name/part`."""
    match service:
        case "dynamodb":
            yield from _of_tables(operation, given)
        case "events":
            yield from ((f"events:{operation}", _last(entry["EventBusName"])) for entry in given["Entries"])
        case "sqs":
            yield f"sqs:{operation.removesuffix('Batch')}", _last(given["QueueUrl"])
        case "s3" if operation == MANY:  # it is in no record which
            return
        case "s3":
            yield f"s3:{S3.get(operation, operation)}", "/".join(_folder(part["ResourceName"]) for part in resources)
        case _:
            yield f"{service}:{operation}", "*"


def _of_tables(operation: str, given: Json) -> Iterator[tuple[str, str]]:
    match operation:
        case "TransactWriteItems":
            for [(kind, item)] in (entry.items() for entry in given["TransactItems"]):
                yield f"dynamodb:{TRANSACTION[kind]}", _last(item["TableName"])
        case "BatchGetItem" | "BatchWriteItem":
            yield from ((f"dynamodb:{operation}", _last(table)) for table in given["RequestItems"])
        case _:
            index = f"/index/{given['IndexName']}" if "IndexName" in given else ""
            yield f"dynamodb:{operation}", _last(given["TableName"]) + index


def _folder(name: str) -> str:
    """Return a bucket's name, and of an object's key the folder, with the kind of file if the key has one."""
    folder, slash, rest = name.partition("/")
    file = rest.rpartition("/")[2]
    return f"{folder}{slash}" + (f"./{file}" if "/" in rest and "." in file else "")


def _last(name: str) -> str:
    """Return the last part of an ARN or a URL, or a name as it is."""
    return name.rpartition("/")[2]


def _logical_ids(aws: Aws) -> Iterator[tuple[str, str]]:
    """Yield the physical name of each resource, and its logical id."""
    for stack in aws.stacks.describe_stacks()["Stacks"]:
        for page in aws.stacks.get_paginator("list_stack_resources").paginate(StackName=stack["StackName"]):
            for found in page["StackResourceSummaries"]:
                yield _last(found.get("PhysicalResourceId", "")), found["LogicalResourceId"]


def _keys(aws: Aws) -> Iterator[tuple[str, str]]:
    """Yield the name of each function, and the access key that the engine gives to each of its versions."""
    for page in aws.functions.get_paginator("list_functions").paginate():
        for function in page["Functions"]:
            name, role = function["FunctionName"], function["Role"]
            versions = aws.functions.list_versions_by_function(FunctionName=name)["Versions"]
            aliases = aws.functions.list_aliases(FunctionName=name)["Aliases"]
            arns = {function["FunctionArn"], *(version["FunctionArn"] for version in versions)}
            for arn in arns | {alias["AliasArn"] for alias in aliases}:
                yield name, f"ASIA{hashlib.sha256(f'{arn}:{role}'.encode()).hexdigest()[:16].upper()}"
