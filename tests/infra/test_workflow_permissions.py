"""A state machine's role may do what its definition does, on the resources that it names, and nothing else."""

from typing import Any

import pytest

from tests.infra.approval import states
from tests.infra.service_calls import EVALUATION, MACHINES, WORKFLOW, definition_at, machine
from tests.infra.stacks import as_list, every, target
from tests.infra.stages import KINDS, at_stage

ACTIONS = {
    "lambda:invoke": "lambda:InvokeFunction",
    "lambda:invoke.waitForTaskToken": "lambda:InvokeFunction",
    "aws-sdk:sfn:startSyncExecution": "states:StartSyncExecution",
    "dynamodb:putItem": "dynamodb:PutItem",
    "events:putEvents": "events:PutEvents",
    "sqs:sendMessage": "sqs:SendMessage",
    "aws-sdk:comprehend:batchDetectSentiment": "comprehend:BatchDetectSentiment",
    "aws-sdk:comprehend:detectDominantLanguage": "comprehend:DetectDominantLanguage",
    "aws-sdk:rekognition:detectModerationLabels": "rekognition:DetectModerationLabels",
    "aws-sdk:ssm:getParameters": "ssm:GetParameters",
    "aws-sdk:sqs:getQueueAttributes": "sqs:GetQueueAttributes",
    "aws-sdk:cloudwatch:getMetricData": "cloudwatch:GetMetricData",
}
# Rekognition reads the object with the permissions of its caller:
# https://docs.aws.amazon.com/rekognition/latest/dg/images-s3.html
IMPLIED = {"rekognition:DetectModerationLabels": "s3:GetObject"}
LOGS = {  # https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
}


def statements(kind: str, name: str = WORKFLOW) -> list[dict[str, Any]]:
    role = at_stage(MACHINES[name], kind)["Resources"][f"{name}Role"]["Properties"]
    return [one for policy in role["Policies"] for one in as_list(policy["PolicyDocument"]["Statement"])]


def granted(kind: str, name: str, action: str) -> set[str]:
    """Return the logical ids of the resources on which a machine may do an action."""
    found = [one["Resource"] for one in statements(kind, name) if action in as_list(one["Action"])]
    return {id_ for resources in found for one in as_list(resources) if (id_ := target(one))}


def action_of(resource: str) -> str:
    """Return the action of a task's resource; a function's own name stands for its ARN."""
    return ACTIONS[resource.partition(":::")[2]] if ":::" in resource else "lambda:InvokeFunction"


def tasks(kind: str, name: str = WORKFLOW) -> list[dict[str, Any]]:
    return [state for _, state in states(definition_at(kind, name)) if state["Type"] == "Task"]


def test_the_machines_are_known() -> None:
    assert {name: folder for folder, name in every("AWS::StepFunctions::StateMachine")} == MACHINES


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", MACHINES)
def test_the_role_allows_the_actions_of_the_definition_and_no_others(name: str, kind: str) -> None:
    needed = {action_of(state["Resource"]) for state in tasks(kind, name)}
    needed |= {IMPLIED[action] for action in needed & set(IMPLIED)}
    if "LoggingConfiguration" in machine(kind, name):
        needed |= LOGS
    assert {action for one in statements(kind, name) for action in as_list(one["Action"])} == needed


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", [WORKFLOW, EVALUATION])
def test_the_role_allows_the_functions_of_the_definition_and_no_others(name: str, kind: str) -> None:
    filled = machine(kind, name)["DefinitionSubstitutions"]
    named = [state["Arguments"].get("FunctionName", state["Resource"]) for state in tasks(kind, name)]
    functions = {target(filled[name]) for name in named if name in filled}
    assert granted(kind, name, "lambda:InvokeFunction") == functions


@pytest.mark.parametrize("kind", KINDS)
def test_the_workflows_role_allows_the_resources_of_the_definition_and_no_others(kind: str) -> None:
    filled = machine(kind)["DefinitionSubstitutions"]
    assert granted(kind, WORKFLOW, "dynamodb:PutItem") == {target(filled["ContractStatusTable"])}
    assert granted(kind, WORKFLOW, "sqs:SendMessage") == {target(filled["DeadLetterQueue"])}
    assert granted(kind, WORKFLOW, "states:StartSyncExecution") == {EVALUATION}
    assert target(filled["EvaluationStateMachine"]) == EVALUATION


def test_the_definition_calls_functions_in_place_of_services_only_locally() -> None:
    called = {
        kind: {state["Resource"] for state in tasks(kind, EVALUATION) if ":::" not in state["Resource"]}
        for kind in KINDS
    }
    assert called == {
        "local": {"DetectDominantLanguage", "DetectSentiment", "DetectModerationLabels"},
        "dev": set(),
        "prod": set(),
    }
