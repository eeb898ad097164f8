"""Everything that the stacks of a stage have made, also the stacks that were deleted in the last 90 days.

CloudFormation describes the resources of a deleted stack for so long, and a removal that was interrupted needs them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.stages.outputs import describe
from unicorn_cli.stages.stacks import stack_names

if TYPE_CHECKING:
    from mypy_boto3_cloudformation.type_defs import StackTypeDef

STACK, BUCKET, FUNCTION = "AWS::CloudFormation::Stack", "AWS::S3::Bucket", "AWS::Lambda::Function"
FAILED, SKIPPED = "DELETE_FAILED", "DELETE_SKIPPED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A resource as its stack describes it."""

    stack: str  # id of the stack
    logical_id: str
    kind: str  # type, as in a template
    name: str  # physical id
    status: str


def living_stacks(cloud: Cloud) -> list["StackTypeDef"]:
    """Return the stage's stacks that still exist, without nested ones, in the order in which to delete them."""
    found = [stack for name in stack_names(cloud.stage) if (stack := describe(cloud, name))]
    return list(reversed(found))  # contexts before the root, whose names they use


def deleted_stacks(cloud: Cloud) -> list[str]:
    """Return the ids of the stage's deleted stacks, without nested ones."""
    names = set(stack_names(cloud.stage))
    pages = cloud.client("cloudformation").get_paginator("list_stacks").paginate(StackStatusFilter=["DELETE_COMPLETE"])
    return [
        s["StackId"] for page in pages for s in page["StackSummaries"] if s["StackName"] in names and "StackId" in s
    ]


def resources_of(cloud: Cloud, stack: str) -> Iterator[Resource]:
    """Yield the resources of a stack and of those nested in it."""
    for page in cloud.client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=stack):
        for entry in page["StackResourceSummaries"]:
            name, kind = entry.get("PhysicalResourceId"), entry["ResourceType"]
            if name and kind == STACK:
                yield from resources_of(cloud, name)
            elif name:
                yield Resource(
                    stack=stack,
                    logical_id=entry["LogicalResourceId"],
                    kind=kind,
                    name=name,
                    status=entry["ResourceStatus"],
                )
