"""The templates that run locally are those that deploy to AWS: types that the local engine lacks are under IsCloud."""

import pytest

from tests.infra.stacks import LOCAL_STACKS, STACKS, every, properties, resources, stack

# Types that ministack 1.5.33 supports; add a type here after it was deployed successfully.
KNOWN = {
    "AWS::ApiGateway::Deployment",
    "AWS::ApiGateway::RestApi",
    "AWS::ApiGateway::Stage",
    "AWS::CloudFormation::Stack",
    "AWS::CloudWatch::Alarm",
    "AWS::Cognito::UserPool",
    "AWS::Cognito::UserPoolClient",
    "AWS::Cognito::UserPoolGroup",
    "AWS::DynamoDB::Table",
    "AWS::Events::EventBus",
    "AWS::Events::Rule",
    "AWS::IAM::Policy",
    "AWS::IAM::Role",
    "AWS::Lambda::Alias",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::Lambda::EventSourceMapping",
    "AWS::Lambda::Function",
    "AWS::Lambda::Permission",
    "AWS::Lambda::Version",
    "AWS::Logs::LogGroup",
    "AWS::Logs::MetricFilter",
    "AWS::S3::Bucket",
    "AWS::S3::BucketPolicy",
    "AWS::SNS::Topic",
    "AWS::SQS::Queue",
    "AWS::SQS::QueuePolicy",
    "AWS::SSM::Parameter",
    "AWS::SecretsManager::Secret",
    "AWS::StepFunctions::StateMachine",
}
LOCAL = {folder: stack(folder, stage="local", kind="local")["Resources"] for folder in LOCAL_STACKS}
UNKNOWN = [
    (folder, name) for folder in LOCAL_STACKS for name, found in LOCAL[folder].items() if found["Type"] not in KNOWN
]


@pytest.mark.parametrize(("folder", "name"), UNKNOWN)
def test_a_type_that_the_engine_lacks_has_the_condition_is_cloud(folder: str, name: str) -> None:
    assert LOCAL[folder][name].get("Condition") in _cloud_conditions(folder)


@pytest.mark.parametrize("folder", LOCAL_STACKS)
def test_is_cloud_is_false_on_stages_of_kind_local_only(folder: str) -> None:
    conditions = stack(folder)["Conditions"]
    is_local = {"Fn::Equals": [{"Ref": "StageKind"}, "local"]}
    assert conditions["IsCloud"] == {"Fn::Not": [is_local]}
    assert conditions.get("IsLocal", is_local) == is_local


def test_no_function_uses_a_layer() -> None:
    assert not every("AWS::Lambda::LayerVersion")
    assert not [name for folder, name in every("AWS::Lambda::Function") if "Layers" in properties(folder, name)]


def test_no_stack_has_a_custom_resource() -> None:
    types = {found["Type"] for folder in STACKS for found in resources(folder).values()}
    assert not {found for found in types if found.startswith(("Custom::", "AWS::CloudFormation::CustomResource"))}


def _cloud_conditions(folder: str) -> set[str]:
    """Return IsCloud and the conditions that imply it."""
    found = {"IsCloud"}
    for name, condition in stack(folder)["Conditions"].items():
        if {"Condition": "IsCloud"} in condition.get("Fn::And", []):
            found.add(name)
    return found
