"""`unicorn deploy` on moto, with a `sam` that records its calls."""

import json

import boto3
import pytest
from botocore.stub import Stubber

from tests.unit.cli.aws.account import FakeAccount
from tests.unit.cli.aws.cloudformation import STACK, Made, Stack
from tests.unit.cli.aws.conftest import Run
from tests.unit.cli.aws.sam import FakeSam, option
from unicorn_cli.aws import sam as sam_module
from unicorn_cli.local.lock import held
from unicorn_cli.local.system import this_system
from unicorn_cli.stages.cloud import Cloud

ANA = ("deploy", "--stage", "ana")


def users(account: FakeAccount, stage: str, group: str) -> list[str]:
    pool = account.stack(f"unicorn-{stage}").outputs["UserPoolId"]
    found = account.client("cognito-idp").list_users_in_group(UserPoolId=pool, GroupName=group)["Users"]
    return [user["Username"] for user in found]


def test_one_command_builds_deploys_publishes_and_invites(account: FakeAccount, sam: FakeSam, unicorn: Run) -> None:
    emails = ("--admin-email", "ana@example.com", "--alarm-email", "alarms@example.com")
    code, text = unicorn(*ANA, *emails)
    assert code == 0, text
    assert sam.words() == ["build", "deploy"]
    words = sam.calls()[1]["words"]
    assert option(words, "--stack-name") == ["unicorn-ana"]
    assert option(words, "--config-env") == ["dev"]
    assert option(words, "--tags") == ["application=unicorn-properties", "stage=ana"]
    assert option(words, "--parameter-overrides") == [
        "Stage=ana",
        "StageKind=dev",
        "DeployContexts=true",
        "AlarmEmail=alarms@example.com",
    ]
    assert sam.calls()[1]["environment"] == {
        "AWS_REGION": "eu-west-1",
        "AWS_DEFAULT_REGION": "eu-west-1",
        "UNICORN_BUILD_TARGET": None,
    }
    config = account.client("s3").get_object(Bucket="unicorn-ana-site", Key="config.json")
    assert json.load(config["Body"])["stage"] == "ana"
    assert users(account, "ana", "admins") == ["ana@example.com"]
    assert "https://d1.cloudfront.net" in text
    assert "make undeploy STAGE=ana" in text


def test_deploying_again_keeps_what_was_given_and_invites_nobody(
    account: FakeAccount, sam: FakeSam, unicorn: Run
) -> None:
    unicorn(*ANA, "--admin-email", "ana@example.com")
    code, text = unicorn(*ANA, "--admin-email", "ben@example.com")
    assert code == 0, text
    assert "has an admin already" in text
    assert users(account, "ana", "admins") == ["ana@example.com"]
    assert option(sam.calls()[3]["words"], "--parameter-overrides") == [
        "Stage=ana",
        "StageKind=dev",
        "DeployContexts=true",
    ]  # CloudFormation keeps the values of all others


def test_photos_and_the_feed_are_compared_with_what_is_approved_after_an_update(
    account: FakeAccount, sam: FakeSam, unicorn: Run
) -> None:
    unicorn(*ANA)
    assert account.functions.invoked == []
    code, text = unicorn(*ANA)
    assert code == 0, text
    walk = {"after": "", "all": True, "dry_run": False}
    assert account.functions.invoked == [
        ("unicorn-ana-web-sync-photos", {"reconcile": walk}),
        ("unicorn-ana-web-publish-listing-changes", {"reconcile": walk | {"after": "feed "}}),
    ]


def test_photos_that_could_not_be_compared_are_reported(account: FakeAccount, sam: FakeSam, unicorn: Run) -> None:
    unicorn(*ANA)
    account.functions.failed = 2
    code, text = unicorn(*ANA)
    assert code != 0
    assert "The photos of 2 listings could not be compared with what is approved" in text
    assert "unicorn reconcile --context photos --stage ana" in text


def test_without_a_terminal_nobody_is_asked(sam: FakeSam, unicorn: Run) -> None:
    code, text = unicorn(*ANA)
    assert code == 0, text
    assert "Nobody can sign in yet: unicorn agent add EMAIL --admin --stage ana" in text


def test_the_result_is_json_too(sam: FakeSam, unicorn: Run) -> None:
    code, found = unicorn(*ANA, "--json")
    assert (code, found["stage"], found["kind"]) == (0, "ana", "dev")
    assert found["outputs"]["SiteUrl"] == "https://d1.cloudfront.net"


def test_the_architecture_of_the_packages_is_that_of_the_functions(
    sam: FakeSam, unicorn: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARCHITECTURE", "x86_64")
    unicorn(*ANA)
    assert "Architecture=x86_64" in option(sam.calls()[1]["words"], "--parameter-overrides")


def test_prod_is_deployed_only_after_a_yes(sam: FakeSam, unicorn: Run) -> None:
    code, found = unicorn("deploy", "--stage", "prod", "--json")
    assert code == 1
    assert "--yes" in found["fix"]
    assert sam.calls() == []
    assert unicorn("deploy", "--stage", "prod", "--yes")[0] == 0
    assert option(sam.calls()[1]["words"], "--config-env") == ["prod"]


def test_any_other_parameter_of_the_templates_can_be_given(sam: FakeSam, unicorn: Run) -> None:
    unicorn(*ANA, "--parameter", "ApprovalWaitSeconds=86400", "--parameter", "AcceptedSentiments=POSITIVE,NEUTRAL")
    given = option(sam.calls()[1]["words"], "--parameter-overrides")
    assert given[3:] == ["ApprovalWaitSeconds=86400", "AcceptedSentiments=POSITIVE,NEUTRAL"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--stage", "local"), "runs on this machine"),
        (("--stage", "Ana"), "No stage can be named"),
        (("--stage", "ana", "--kind", "test"), "no kind 'test'"),
        (("--stage", "ana", "--admin-email", "ana"), "not an e-mail address"),
        (("--stage", "ana", "--parameter", "ApprovalWaitSeconds"), "is not a parameter"),
        (("--stage", "ana", "--parameter", "A=b Stage=x"), "is not a parameter"),
        (("--stage", "ana", "--parameter", "StageKind=prod"), "has an option of its own"),
        (("--stage", "ana", "--parameter", "DeployContexts=false"), "cannot be changed"),
        (("--stage", "ana", "--alarm-email", "a@b.example Stage=x"), "not an e-mail address"),
    ],
)
def test_bad_input_is_refused_before_anything_runs(
    words: tuple[str, ...], why: str, account: FakeAccount, sam: FakeSam, unicorn: Run
) -> None:
    code, found = unicorn("deploy", *words, "--json")
    assert code == 1
    assert why in found["error"]
    assert sam.calls() == []


@pytest.mark.parametrize("region", ["eu-wset-1", "cn-north-1", "us-gov-west-1", "eu-west-3"])
def test_a_region_without_the_services_is_refused(
    region: str, account: FakeAccount, sam: FakeSam, unicorn: Run
) -> None:
    code, found = unicorn(*ANA, "--region", region, "--json")
    assert code == 1
    assert region in found["error"]
    assert "Use a" in found["fix"]
    assert sam.calls() == []


def test_no_credentials_are_a_sentence(
    sam: FakeSam, unicorn: Run, account: FakeAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(stage: str, region: str | None = None) -> Cloud:
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.delenv(name)
        monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
        return Cloud(stage, boto3.Session(region_name="eu-west-1"))

    monkeypatch.setattr("unicorn_cli.commands.aws.aws_cloud", nobody)
    code, found = unicorn(*ANA, "--json")
    assert code == 1
    assert found == {
        "error": "This shell has no AWS credentials.",
        "fix": "Sign in, for example with `aws sso login`; every stage but `local` is on AWS",
    }
    assert sam.calls() == []


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("ExpiredToken", "Your AWS credentials have expired."),
        ("InvalidClientTokenId", "AWS does not accept these credentials: No."),
    ],
)
def test_expired_and_unknown_credentials_are_a_sentence(
    code: str, error: str, sam: FakeSam, unicorn: Run, account: FakeAccount
) -> None:
    with Stubber(account.client("sts")) as sts:
        sts.add_client_error("get_caller_identity", code, "No.", http_status_code=403)
        ended, found = unicorn(*ANA, "--json")
    assert (ended, found["error"]) == (1, error)
    assert found["fix"]
    assert sam.calls() == []


def test_without_sam_nothing_begins(sam: FakeSam, unicorn: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (sam.folder / "sam").unlink()
    monkeypatch.setattr(sam_module, "_path", lambda: str(sam.folder))
    code, found = unicorn(*ANA, "--json")
    assert code == 1
    assert "no SAM CLI" in found["error"]


@pytest.mark.parametrize(
    ("status", "fix"),
    [
        ("CREATE_IN_PROGRESS", "Wait until"),
        ("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "Wait until"),
        ("DELETE_IN_PROGRESS", "Wait until"),
        ("ROLLBACK_FAILED", "make undeploy STAGE=ana"),
        ("DELETE_FAILED", "make undeploy STAGE=ana"),
        ("UPDATE_ROLLBACK_FAILED", "continue-update-rollback --stack-name unicorn-ana"),
    ],
)
def test_a_stack_that_cannot_be_changed_now_has_a_way_out(
    status: str, fix: str, account: FakeAccount, sam: FakeSam, unicorn: Run
) -> None:
    account.deploy("ana").status = status
    code, found = unicorn(*ANA, "--json")
    assert code == 1
    assert status in found["error"]
    assert fix in found["fix"]
    assert sam.calls() == []


def test_the_record_of_a_failed_first_deployment_is_removed(account: FakeAccount, sam: FakeSam, unicorn: Run) -> None:
    tags = {"application": "unicorn-properties"}
    account.cloudformation.stacks.append(Stack("unicorn-ana", status="ROLLBACK_COMPLETE", tags=tags))
    code, text = unicorn(*ANA)
    assert code == 0, text
    assert account.cloudformation.deleted == ["unicorn-ana"]


def test_a_plan_that_was_never_run_is_no_obstacle(account: FakeAccount, sam: FakeSam, unicorn: Run) -> None:
    tags = {"application": "unicorn-properties"}
    account.cloudformation.stacks.append(Stack("unicorn-ana", status="REVIEW_IN_PROGRESS", tags=tags))
    unicorn(*ANA)
    assert sam.words() == ["build", "deploy"]


def test_a_second_deployment_at_once_is_refused(sam: FakeSam, unicorn: Run) -> None:
    system = this_system()
    system.make()
    with held(system.deploy_lock, "one is enough"):
        code, found = unicorn(*ANA, "--json")
    assert code == 1
    assert "Another deployment to AWS is running from this folder" in found["error"]
    assert sam.calls() == []


def test_a_stack_of_another_system_is_left_alone(account: FakeAccount, sam: FakeSam, unicorn: Run) -> None:
    account.cloudformation.stacks.append(Stack("unicorn-ana"))
    code, found = unicorn(*ANA, "--json")
    assert code == 1
    assert "belongs to another system" in found["error"]
    assert sam.calls() == []


def test_the_kind_of_a_stage_stays(account: FakeAccount, sam: FakeSam, unicorn: Run) -> None:
    account.deploy("ana", "prod")
    code, found = unicorn(*ANA, "--kind", "dev", "--json")
    assert code == 1
    assert "of kind prod, which cannot change" in found["error"]


def test_contexts_deployed_by_themselves_are_not_replaced_by_empty_ones(
    account: FakeAccount, sam: FakeSam, unicorn: Run
) -> None:
    account.deploy("ana", nested=False)
    code, found = unicorn(*ANA, "--json")
    assert code == 1
    assert "new, empty tables" in found["error"]
    assert "unicorn-ana-web" in found["error"]
    assert sam.calls() == []


def test_a_failed_build_is_reported_and_nothing_is_deployed(sam: FakeSam, unicorn: Run) -> None:
    sam.fail("build", "Error: PythonPipBuilder:ResolveDependencies - no network")
    code, found = unicorn(*ANA, "--json")
    assert code == 1
    assert found["error"] == (
        "Build packages and web site: sam failed: Error: PythonPipBuilder:ResolveDependencies - no network."
    )
    assert "build-aws.log" in found["fix"]
    assert sam.words() == ["build"]


@pytest.mark.parametrize(
    ("reason", "fix"),
    [
        ("unicorn-images already exists", "choose another name for the stage"),
        ("The requested bucket name is not available", "Bucket names are global"),
        ("Domain already associated with another user pool.", "choose another name for the stage"),
        ("Your account must be verified before you can add new CloudFront resources", "Ask AWS Support"),
        ("decreases account's UnreservedConcurrentExecution below its minimum value of [10]", "concurrent Lambda"),
        ("You have reached the maximum number of cache policies for this account", "Request a higher quota"),
        ("User: x is not authorized to perform: iam:CreateRole", "Use credentials of a role"),
        ("Something new", "Fix that"),
    ],
)
def test_the_first_failure_of_a_nested_stack_is_the_reason(
    reason: str, fix: str, account: FakeAccount, sam: FakeSam, unicorn: Run
) -> None:
    nested = Stack("unicorn-ana-Web-1", resources=[Made("WebTable", "AWS::DynamoDB::Table", "listings")])
    tags = {"application": "unicorn-properties"}
    root = Stack("unicorn-ana", resources=[Made("Web", STACK, nested.id)], tags=tags)
    account.cloudformation.stacks += [root, nested]
    account.cloudformation.failures = [
        ("unicorn-ana-Web-1", "WebTable", reason),
        ("unicorn-ana-Web-1", "WebApi", "Resource creation cancelled"),
        ("unicorn-ana-Web-1", "WebQueue", "It failed a moment later"),
        ("unicorn-ana", "Web", "Embedded stack was not successfully created: The following resource(s) failed"),
        ("unicorn-ana", "Web", "Embedded stack failed"),
    ]
    sam.fail("deploy", "Error: Failed to create/update the stack: unicorn-ana, Waiter failed")
    code, found = unicorn(*ANA, "--json")
    assert code == 1
    assert found["error"] == f"Deploy the stacks: WebTable could not be made or changed: {reason.rstrip('.')}."
    assert fix in found["fix"]


def test_a_failure_that_cloudformation_does_not_know_is_that_of_sam(sam: FakeSam, unicorn: Run) -> None:
    sam.fail("deploy", "Error: Failed to create managed resources: The security token is expired")
    code, found = unicorn(*ANA, "--json")
    assert code == 1
    assert "The security token is expired" in found["error"]
    assert "deploy-ana.log" in found["fix"]


def test_a_run_that_stopped_after_the_stacks_is_finished_by_the_next(
    account: FakeAccount, sam: FakeSam, unicorn: Run
) -> None:
    account.deploy("ana")  # and neither site nor admin
    code, text = unicorn(*ANA, "--admin-email", "ana@example.com")
    assert code == 0, text
    assert users(account, "ana", "admins") == ["ana@example.com"]


def test_an_agent_that_was_made_without_its_group_gets_it(account: FakeAccount, sam: FakeSam, unicorn: Run) -> None:
    pool = account.deploy("ana").outputs["UserPoolId"]
    account.client("cognito-idp").admin_create_user(UserPoolId=pool, Username="ana@example.com")
    code, text = unicorn("agent", "add", "ana@example.com", "--admin", "--stage", "ana")
    assert code == 0, text
    assert "was there before" in text
    assert users(account, "ana", "admins") == ["ana@example.com"]
    assert "an invitation" in unicorn("agent", "add", "ben@example.com", "--stage", "ana")[1]
    assert users(account, "ana", "agents") == ["ben@example.com"]


def test_after_a_plain_sam_deploy_the_site_is_published_and_the_missing_admin_named(
    account: FakeAccount, sam: FakeSam, unicorn: Run
) -> None:
    account.deploy("dev")
    code, text = unicorn("site", "publish", "--stage", "dev")
    assert code == 0, text
    assert "https://d1.cloudfront.net: 3 files uploaded" in text  # robots.txt is written for the stage
    assert "Nobody can sign in yet: unicorn agent add EMAIL --admin --stage dev" in text


def test_a_stage_without_its_site_has_nowhere_to_publish_to(account: FakeAccount, sam: FakeSam, unicorn: Run) -> None:
    del account.deploy("dev").outputs["SiteBucketName"]
    code, text = unicorn("site", "publish", "--stage", "dev")
    assert code == 1
    assert "Deploy unicorn_site/ too" in text
