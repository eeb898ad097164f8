"""The merged outputs of all stacks of a stage."""

from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.stages.outputs import outputs_of, reachable
from unicorn_cli.terminal.problems import Problem

MISSING = "ValidationError"
PARTS = ("contracts", "properties", "web", "site")


def a_cloud(stage: str, *, local: bool = False) -> Cloud:
    session = boto3.Session("a", "b", region_name="eu-west-1")
    return Cloud(stage, session, "http://127.0.0.1:4566" if local else None)


def a_stack(name: str, **outputs: str) -> dict[str, Any]:
    pairs = [{"OutputKey": key, "OutputValue": value} for key, value in outputs.items()]
    moment = "2026-03-02T09:00:00Z"
    return {"Stacks": [{"StackName": name, "StackStatus": "CREATE_COMPLETE", "CreationTime": moment, "Outputs": pairs}]}


def nested(*arns: str) -> dict[str, Any]:
    moment = "2026-03-02T09:00:00Z"
    stack = {"ResourceType": "AWS::CloudFormation::Stack", "ResourceStatus": "CREATE_COMPLETE"}
    found = [
        stack | {"LogicalResourceId": "x", "LastUpdatedTimestamp": moment, "PhysicalResourceId": arn} for arn in arns
    ]
    return {"StackResourceSummaries": found}


def test_separate_stacks_are_merged() -> None:
    cloud = a_cloud("dev")
    with Stubber(cloud.client("cloudformation")) as aws:
        aws.add_response("describe_stacks", a_stack("unicorn-dev", EventBusName="bus"))
        for part in PARTS:
            aws.add_response("describe_stacks", a_stack(f"unicorn-dev-{part}", **{f"{part}Url": part}))
        aws.add_response("list_stack_resources", nested())
        found = outputs_of(cloud)
    assert found == {"EventBusName": "bus"} | {f"{part}Url": part for part in PARTS}


def test_nested_stacks_are_merged() -> None:
    cloud = a_cloud("prod")
    with Stubber(cloud.client("cloudformation")) as aws:
        aws.add_response("describe_stacks", a_stack("unicorn-prod", EventBusName="bus"))
        for _ in PARTS:
            aws.add_client_error("describe_stacks", MISSING)
        aws.add_response("list_stack_resources", nested("arn:web"))
        aws.add_response("describe_stacks", a_stack("unicorn-prod-Web-1", WebTableName="listings"))
        assert outputs_of(cloud) == {"EventBusName": "bus", "WebTableName": "listings"}


def test_the_local_site_is_where_this_machine_serves_it() -> None:
    session = boto3.Session("a", "b", region_name="eu-west-1")
    cloud = Cloud("local", session, "http://127.0.0.1:4566", "http://127.0.0.1:5174")
    with Stubber(cloud.client("cloudformation")) as aws:
        aws.add_response("describe_stacks", a_stack("unicorn-local"))
        for _ in PARTS:
            aws.add_client_error("describe_stacks", MISSING)
        aws.add_response("list_stack_resources", nested())
        assert outputs_of(cloud) == {"SiteUrl": "http://127.0.0.1:5174"}


def test_a_stage_that_is_not_deployed_is_a_problem() -> None:
    cloud = a_cloud("dev")
    with Stubber(cloud.client("cloudformation")) as aws, pytest.raises(Problem, match="dev is not deployed") as problem:
        for _ in range(5):
            aws.add_client_error("describe_stacks", MISSING)
        aws.add_response("describe_stacks", {"Stacks": []})
        outputs_of(cloud)
    assert "--config-env dev" in problem.value.fix


def test_a_wrong_name_of_a_stage_is_a_problem_that_names_the_right_ones() -> None:
    cloud = a_cloud("anna")
    with Stubber(cloud.client("cloudformation")) as aws, pytest.raises(Problem) as problem:
        for _ in range(5):
            aws.add_client_error("describe_stacks", MISSING)
        tags = [{"Key": "application", "Value": "unicorn-properties"}]
        there = [
            a_stack("unicorn-dev")["Stacks"][0] | {"Tags": tags},
            a_stack("unicorn-dev-web")["Stacks"][0] | {"Tags": tags},
            a_stack("unicorn-ana")["Stacks"][0] | {"Tags": tags},
            a_stack("unicorn-ana-Web-1")["Stacks"][0] | {"Tags": tags, "RootId": "arn:unicorn-ana"},
            a_stack("unicorn-of-somebody-else")["Stacks"][0],
        ]
        aws.add_response("describe_stacks", {"Stacks": there})
        outputs_of(cloud)
    assert problem.value.why == "The stage anna is not deployed in eu-west-1; deployed there: ana, dev"
    assert "make deploy STAGE=anna" in problem.value.fix
    assert "AWS_REGION" in problem.value.fix


def test_another_error_is_not_taken_for_a_missing_stack() -> None:
    cloud = a_cloud("dev")
    with Stubber(cloud.client("cloudformation")) as aws, pytest.raises(ClientError):
        aws.add_client_error("describe_stacks", service_error_code="AccessDenied")
        outputs_of(cloud)


def test_an_api_is_reached_at_the_engine_locally_and_at_aws_elsewhere() -> None:
    address = "https://65e9b903.execute-api.us-east-1.amazonaws.com/local"
    assert reachable(address, a_cloud("local", local=True)) == ("http://127.0.0.1:4566/_aws/execute-api/65e9b903/local")
    assert reachable(address, a_cloud("dev")) == address
