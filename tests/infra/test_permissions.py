"""Every role has least privilege."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.infra.stacks import as_list, every, pattern, properties, resources
from tests.infra.stages import NOTHING

ROLES = every("AWS::IAM::Role")
MANAGED = {  # a function's or an API's own log; and SAM's role that moves an alias to a new version
    "AWSCodeDeployRoleForLambda",
    "AmazonAPIGatewayPushToCloudWatchLogs",
    "AWSLambdaBasicExecutionRole",
}
WITHOUT_RESOURCES = {  # these actions support no resource: IAM accepts only "*"
    "cloudwatch:GetMetricData",
    "comprehend:BatchDetectSentiment",
    "comprehend:DetectDominantLanguage",
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
    "rekognition:DetectModerationLabels",
}
Statement = dict[str, Any]


def statements() -> Iterator[tuple[str, str, Statement]]:
    """Yield every statement of every role: the stack, the role and the statement."""
    for folder, name in every("AWS::IAM::Role", "AWS::IAM::Policy"):
        given = properties(folder, name)
        inline = [policy["PolicyDocument"] for policy in given.get("Policies", [])]
        for document in inline or as_list(given.get("PolicyDocument")):
            for statement in as_list(document["Statement"]):
                for either in statement["Fn::If"][1:] if "Fn::If" in statement else [statement]:
                    if either != NOTHING:
                        yield folder, name, either


REPLAY = "ReplayRole"  # replays the events of any context
STATEMENTS = [pytest.param(*found, id=f"{found[1]}-{number}") for number, found in enumerate(statements())]


@pytest.mark.parametrize(("folder", "name"), ROLES)
def test_no_role_has_a_managed_policy_but_for_its_log_and_its_versions(folder: str, name: str) -> None:
    arns = [pattern(arn) or str(arn) for arn in properties(folder, name).get("ManagedPolicyArns", [])]
    assert {arn.rpartition("/")[2] for arn in arns} <= MANAGED


@pytest.mark.parametrize(("folder", "name", "statement"), STATEMENTS)
def test_no_statement_allows_every_resource(folder: str, name: str, statement: Statement) -> None:
    if "*" in as_list(statement["Resource"]):
        assert set(as_list(statement["Action"])) <= WITHOUT_RESOURCES


@pytest.mark.parametrize(("folder", "name", "statement"), STATEMENTS)
def test_no_statement_allows_every_action(folder: str, name: str, statement: Statement) -> None:
    assert not [action for action in as_list(statement["Action"]) if "*" in action]
    assert "NotAction" not in statement
    assert "NotResource" not in statement


@pytest.mark.parametrize(("folder", "name", "statement"), STATEMENTS)
def test_only_objects_of_one_bucket_may_be_a_resource_pattern(folder: str, name: str, statement: Statement) -> None:
    if statement["Action"] == "sqs:GetQueueAttributes":  # the queue watch counts messages, and reads none
        assert name == "QueueWatchRole"
        return
    patterns = [pattern(resource) for resource in as_list(statement["Resource"]) if resource != "*"]
    assert not [found for found in patterns if "*" in found and not _is_objects(folder, found)]


def _is_objects(folder: str, found: str) -> bool:
    own = re.fullmatch(r"\$\{(\w+)\.Arn\}/\*", found)
    return bool(own and own[1] in resources(folder, "AWS::S3::Bucket")) or ":s3:::" in found


@pytest.mark.parametrize(("folder", "name", "statement"), STATEMENTS)
def test_a_context_may_publish_under_its_own_source_only(folder: str, name: str, statement: Statement) -> None:
    if "events:PutEvents" in as_list(statement["Action"]):
        [conditions] = statement["Condition"].values()
        contexts = ["unicorn_contracts", "unicorn_properties", "unicorn_web"] if name == REPLAY else [folder]
        assert as_list(conditions["events:source"]) == [context.replace("_", ".") for context in contexts]


def test_two_functions_send_mails_and_from_the_stages_own_address_alone() -> None:
    roles = set()
    for _, name, statement in statements():
        if "ses:SendEmail" not in as_list(statement["Action"]):
            continue
        roles.add(name)
        (_, resource, _), (is_cloud, condition, _) = (statement[part]["Fn::If"] for part in ("Resource", "Condition"))
        assert pattern(resource).endswith(":identity/${MailSender}")
        assert (is_cloud, condition) == ("IsCloud", {"StringEquals": {"ses:FromAddress": {"Ref": "MailSender"}}})
    assert roles == {"WebAlertsApiRole", "WebSendAlertsRole"}


@pytest.mark.parametrize(("folder", "name"), ROLES)
def test_a_role_is_assumed_by_one_service_and_the_replay_role_by_people(folder: str, name: str) -> None:
    document = properties(folder, name)["AssumeRolePolicyDocument"]
    if name == REPLAY:
        [found] = document["Statement"]
        assert found["Principal"].keys() == {"AWS"}
        return
    services = [service for found in document["Statement"] for service in as_list(found["Principal"]["Service"])]
    assert len(services) == 1


def test_the_templates_have_statements() -> None:
    assert len(STATEMENTS) > len(ROLES)
