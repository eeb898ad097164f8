"""CloudFormation's stacks in memory, over resources that moto really has.

Deleting a stack follows CloudFormation's rules: a retained resource is skipped, a bucket that is not empty fails and
with it the stack, what is gone stays in the record, and a deleted stack is known by its id alone.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import ClientError

from unicorn_cli.stages.cloud import Cloud

STACK = "AWS::CloudFormation::Stack"
DELETE: dict[str, Callable[[Cloud, str], object]] = {
    "AWS::S3::Bucket": lambda cloud, name: cloud.client("s3").delete_bucket(Bucket=name),
    "AWS::DynamoDB::Table": lambda cloud, name: cloud.client("dynamodb").delete_table(TableName=name),
    "AWS::Cognito::UserPool": lambda cloud, name: cloud.client("cognito-idp").delete_user_pool(UserPoolId=name),
    "AWS::Logs::LogGroup": lambda cloud, name: cloud.client("logs").delete_log_group(logGroupName=name),
}


@dataclass
class Made:
    """One resource of a stack."""

    logical_id: str
    kind: str
    name: str
    retained: bool = False
    status: str = "CREATE_COMPLETE"


@dataclass
class Stack:
    name: str
    resources: list[Made] = field(default_factory=list)
    outputs: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    status: str = "CREATE_COMPLETE"
    protected: bool = False
    parent: str | None = None

    @property
    def id(self) -> str:
        return f"arn:aws:cloudformation:eu-west-1:123456789012:stack/{self.name}/1"

    @property
    def is_gone(self) -> bool:
        return self.status == "DELETE_COMPLETE"

    def described(self) -> dict[str, Any]:
        return {
            "StackName": self.name,
            "StackId": self.id,
            "StackStatus": self.status,
            "Outputs": [{"OutputKey": key, "OutputValue": value} for key, value in self.outputs.items()],
            "Parameters": [{"ParameterKey": k, "ParameterValue": v} for k, v in self.parameters.items()],
            "Tags": [{"Key": key, "Value": value} for key, value in self.tags.items()],
            "EnableTerminationProtection": self.protected,
            **({"RootId": self.parent} if self.parent else {}),
        }


class FakeCloudFormation:
    """The client's methods that the command calls, and the stacks behind them."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud
        self.stacks: list[Stack] = []
        self.failures: list[tuple[str, str, str]] = []  # stack, logical id, reason
        self.before_delete: Callable[[str], object] = lambda _: None
        self.deleted: list[str] = []  # names, in the order of the calls

    def describe_stacks(self, *, StackName: str) -> dict[str, Any]:
        return {"Stacks": [self._find(StackName).described()]}

    def delete_stack(self, *, StackName: str) -> None:
        stack = self._find(StackName)
        self.deleted.append(stack.name)
        self.before_delete(stack.name)
        self._delete(stack)

    def get_paginator(self, operation: str) -> "Pages":
        return Pages(getattr(self, f"_{operation}"))

    def get_waiter(self, _: str) -> "FakeCloudFormation":
        return self

    def wait(self, *, StackName: str) -> None:
        """Everything happens at once here."""

    def _describe_stacks(self) -> dict[str, Any]:
        return {"Stacks": [stack.described() for stack in self.stacks if not stack.is_gone]}

    def _list_stacks(self, StackStatusFilter: list[str]) -> dict[str, Any]:
        return {"StackSummaries": [s.described() for s in self.stacks if s.status in StackStatusFilter]}

    def _list_stack_resources(self, StackName: str) -> dict[str, Any]:
        keys = ("LogicalResourceId", "ResourceType", "PhysicalResourceId", "ResourceStatus")
        values = [(r.logical_id, r.kind, r.name, r.status) for r in self._find(StackName).resources]
        return {"StackResourceSummaries": [dict(zip(keys, value, strict=True)) for value in values]}

    def _describe_stack_events(self, StackName: str) -> dict[str, Any]:
        stack = self._find(StackName)
        events = [
            {
                "StackId": stack.id,
                "LogicalResourceId": logical_id,
                "PhysicalResourceId": next((r.name for r in stack.resources if r.logical_id == logical_id), ""),
                "ResourceType": next((r.kind for r in stack.resources if r.logical_id == logical_id), ""),
                "ResourceStatus": "CREATE_FAILED",
                "ResourceStatusReason": reason,
                "Timestamp": datetime.now(UTC),
            }
            for name, logical_id, reason in self.failures
            if name == stack.name
        ]
        return {"StackEvents": events[::-1]}

    def _find(self, name: str) -> Stack:
        by_name = (s for s in self.stacks if s.id == name or (s.name == name and not s.is_gone))
        found = next(by_name, None)
        if found is None:
            error = {"Error": {"Code": "ValidationError", "Message": f"Stack with id {name} does not exist"}}
            raise ClientError(error, "DescribeStacks")  # type: ignore[arg-type]
        return found

    def _delete(self, stack: Stack) -> None:
        for made in stack.resources:
            made.status = self._deleted(made)
        failed = [made.logical_id for made in stack.resources if made.status == "DELETE_FAILED"]
        stack.status = "DELETE_FAILED" if failed else "DELETE_COMPLETE"

    def _deleted(self, made: Made) -> str:
        if made.retained:
            return "DELETE_SKIPPED"
        if made.kind == STACK:
            nested = self._find(made.name)
            self._delete(nested)
            return nested.status
        try:
            if made.kind in DELETE and made.status != "DELETE_COMPLETE":
                DELETE[made.kind](self._cloud, made.name)
        except ClientError as error:
            if error.response["Error"]["Code"] == "BucketNotEmpty":
                return "DELETE_FAILED"
            with suppress(ClientError):
                raise
        return "DELETE_COMPLETE"


class Pages:
    def __init__(self, page: Callable[..., dict[str, Any]]) -> None:
        self._page = page

    def paginate(self, **asked: Any) -> Iterator[dict[str, Any]]:
        yield self._page(**asked)
