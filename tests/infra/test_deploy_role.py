"""The role of the workflow that deploys: what CloudFormation needs for every resource, for one stage, on one branch."""

import json
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

import pytest
from cfnlint.schema import PROVIDER_SCHEMA_MANAGER
from samtranslator.yaml_helper import yaml_parse

from tests.infra.deployed import Place, deployed
from tests.infra.stacks import STACKS, as_list
from tests.templates import PROJECT

ROLE = yaml_parse((PROJECT / ".github" / "aws" / "deploy-role.yaml").read_text())["Resources"]
# Services that a resource type can use, and no template does: VPC, file systems, own keys, replication, tables in S3.
UNUSED = {"ec2", "elasticfilesystem", "firehose", "kinesis", "kms", "s3files", "s3tables"}
# Settings that no template makes.
UNUSED_ACTIONS = {
    "iam:CreateServiceLinkedRole",
    "iam:DeleteRolePermissionsBoundary",
    "iam:PutRolePermissionsBoundary",
}
TYPES = sorted(
    {
        resource["Type"]
        for kind in ("dev", "prod")
        for folder in STACKS
        for resource in deployed(folder, Place(stage=kind, kind=kind))["Resources"].values()
    }
)


def statements() -> Iterator[dict[str, Any]]:
    for resource in ROLE.values():
        if resource["Type"] == "AWS::IAM::ManagedPolicy":
            yield from resource["Properties"]["PolicyDocument"]["Statement"]


def allowed(action: str) -> bool:
    patterns = [pattern for statement in statements() for pattern in as_list(statement["Action"])]
    return any(fnmatchcase(action.lower(), pattern.lower()) for pattern in patterns)


def needed(resource_type: str) -> set[str]:
    """Return the permissions with which CloudFormation makes, changes and deletes a resource of a type."""
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", resource_type).schema
    handlers = {name: given for name, given in schema["handlers"].items() if name != "list"}
    return {action for given in handlers.values() for action in given.get("permissions", [])}


@pytest.mark.parametrize("resource_type", TYPES)
def test_the_role_may_do_whatever_cloudformation_does_for_a_resource(resource_type: str) -> None:
    wanted = {action for action in needed(resource_type) if action.split(":")[0] not in UNUSED} - UNUSED_ACTIONS
    assert wanted
    assert not {action for action in wanted if not allowed(action)}


def test_only_the_environment_of_the_stage_in_one_repository_gets_the_role() -> None:
    [trust] = ROLE["DeployRole"]["Properties"]["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Action"] == "sts:AssumeRoleWithWebIdentity"
    assert trust["Condition"] == {
        "StringEquals": {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": {"Fn::Sub": "repo:${Repository}:environment:${Stage}"},
        }
    }


def test_no_statement_allows_every_action() -> None:
    actions = {action for statement in statements() for action in as_list(statement["Action"])}
    assert not {action for action in actions if action in {"*", "iam:*", "sts:*", "organizations:*"}}


def test_roles_tables_buckets_and_functions_are_those_of_the_stage() -> None:
    for statement in statements():
        reached = [json.dumps(resource) for resource in as_list(statement["Resource"])]
        services = {action.split(":")[0] for action in as_list(statement["Action"])}
        if services & {"iam", "dynamodb", "s3"}:
            foreign = [arn for arn in reached if "${Stage}" not in arn]
            known = ("aws-sam-cli-managed-default", "transform/", "secret:WebCursorKey-", "archive/EventArchive-")
            assert not [arn for arn in foreign if not any(name in arn for name in known)]
