"""The merged outputs of all stacks of a stage."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.stages.stacks import APPLICATION, PARTS, root_stack, stack_names
from unicorn_cli.terminal.problems import START_FIRST, Problem

if TYPE_CHECKING:
    from mypy_boto3_cloudformation.type_defs import StackTypeDef

API_ADDRESS = re.compile(r"https?://(?P<api>[a-z0-9]+)\.execute-api\.[^/]+/(?P<rest>.*)")


def outputs_of(cloud: Cloud) -> dict[str, str]:
    """Return the merged outputs. Raises Problem if the stage is not deployed."""
    merged: dict[str, str] = {}
    for stack in stacks_of(cloud):
        for output in stack.get("Outputs", []):
            merged[output["OutputKey"]] = reachable(output["OutputValue"], cloud)
    if cloud.site:  # on AWS the stack of the site says where it is
        merged["SiteUrl"] = cloud.site
    return dict(sorted(merged.items()))


def stacks_of(cloud: Cloud) -> list["StackTypeDef"]:
    """Return the stage's stacks, including nested ones. Raises Problem if the root stack does not exist."""
    found = [stack for name in stack_names(cloud.stage) if (stack := describe(cloud, name))]
    if not found or found[0]["StackName"] != root_stack(cloud.stage):
        raise not_deployed(cloud)
    nested = [stack for arn in _nested(cloud) if (stack := describe(cloud, arn))]
    return [*found, *nested]


def stages_there(cloud: Cloud) -> list[str]:
    """Return the names of the stages in the cloud's account and region."""
    pages = cloud.client("cloudformation").get_paginator("describe_stacks").paginate()
    stacks = [stack for page in pages for stack in page["Stacks"] if not stack.get("RootId")]
    tagged = [stack for stack in stacks if {"Key": "application", "Value": APPLICATION} in stack.get("Tags", [])]
    names = {stack["StackName"].removeprefix(root_stack("")) for stack in tagged}
    return sorted(name for name in names if not name.endswith(tuple(f"-{part}" for part in PARTS)))


def not_deployed(cloud: Cloud) -> Problem:
    """Return the Problem for a stage that is not there; it names those that are."""
    stage, region = cloud.stage, cloud.session.region_name
    if cloud.is_local:
        return Problem(f"The stage {stage} is not deployed", START_FIRST)
    there = stages_there(cloud)
    others = f"; deployed there: {', '.join(there)}" if there else ""
    plain = f", or `sam build && sam deploy --config-env {stage}`" if stage in {"dev", "prod"} else ""
    fix = f"Run `make deploy STAGE={stage}`{plain}; if it is in another region, set AWS_REGION"
    return Problem(f"The stage {stage} is not deployed in {region}{others}", fix)


def reachable(address: str, cloud: Cloud) -> str:
    """Return the address that reaches the same API: on the local engine it differs from the one on AWS."""
    found = API_ADDRESS.fullmatch(address)
    if not found or cloud.endpoint is None:
        return address
    return f"{cloud.endpoint}/_aws/execute-api/{found['api']}/{found['rest']}"


def describe(cloud: Cloud, name: str) -> "StackTypeDef | None":
    """Return a stack by its name or ARN, or None if there is none."""
    try:
        return cloud.client("cloudformation").describe_stacks(StackName=name)["Stacks"][0]
    except ClientError as error:
        if error.response["Error"]["Code"] == "ValidationError":  # CloudFormation's answer if there is no such stack
            return None
        raise


def _nested(cloud: Cloud) -> Iterator[str]:
    pages = cloud.client("cloudformation").get_paginator("list_stack_resources")
    for page in pages.paginate(StackName=root_stack(cloud.stage)):
        for resource in page["StackResourceSummaries"]:
            arn = resource.get("PhysicalResourceId")
            if resource["ResourceType"] == "AWS::CloudFormation::Stack" and arn:
                yield arn
