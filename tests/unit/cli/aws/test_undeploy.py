"""`unicorn undeploy` on moto, with stacks that CloudFormation's rules delete."""

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.unit.cli.aws.account import FakeAccount
from tests.unit.cli.aws.cloudformation import Made, Stack
from tests.unit.cli.aws.conftest import Run
from unicorn_cli.aws import leftovers, undeploy

ANA = ("undeploy", "--stage", "ana", "--yes")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undeploy, "TAGS_DEADLINE", 0)


def buckets(account: FakeAccount) -> set[str]:
    return {bucket["Name"] for bucket in account.client("s3").list_buckets()["Buckets"]}


def tables(account: FakeAccount) -> set[str]:
    return set(account.client("dynamodb").list_tables()["TableNames"])


def pools(account: FakeAccount) -> set[str]:
    return {pool["Name"] for pool in account.client("cognito-idp").list_user_pools(MaxResults=10)["UserPools"]}


def log_groups(account: FakeAccount) -> set[str]:
    return {group["logGroupName"] for group in account.client("logs").describe_log_groups()["logGroups"]}


def parameters(account: FakeAccount) -> set[str]:
    found = account.client("ssm").get_parameters_by_path(Path="/unicorn", Recursive=True)
    return {parameter["Name"] for parameter in found["Parameters"]}


def use(account: FakeAccount, stage: str) -> None:
    """Leave the traces that a stage in use has."""
    for name in ("images", "site"):
        account.fill(f"unicorn-{stage}-{name}", "one", "two")
    account.client("ssm").put_parameter(Name=f"/unicorn/{stage}/accounts/agent1", Value="x", Type="SecureString")


def test_nothing_is_left_of_a_stage_of_kind_dev(account: FakeAccount, unicorn: Run) -> None:
    account.deploy("ana")
    use(account, "ana")
    code, text = unicorn(*ANA)
    assert code == 0, text
    assert (buckets(account), tables(account), pools(account)) == (set(), set(), set())
    assert (log_groups(account), parameters(account)) == (set(), set())
    assert account.stack("unicorn-ana").is_gone
    assert "Nothing else is left of the stage ana" in text


def test_another_stage_stays_whole(account: FakeAccount, unicorn: Run) -> None:
    for stage in ("ana", "ana-b"):
        account.deploy(stage)
        use(account, stage)
    assert unicorn(*ANA)[0] == 0
    assert buckets(account) == {"unicorn-ana-b-images", "unicorn-ana-b-site"}
    assert tables(account) == {"unicorn-ana-b-Web-listings"}
    assert parameters(account) == {"/unicorn/ana-b/accounts/agent1"}
    assert account.client("s3").list_object_versions(Bucket="unicorn-ana-b-images")["Versions"]


def test_the_packages_of_the_stage_are_deleted_from_the_bucket_that_all_share(
    account: FakeAccount, unicorn: Run
) -> None:
    account.deploy("ana")
    account.bucket("sam")
    managed = Stack("aws-sam-cli-managed-default", outputs={"SourceBucket": "sam"})
    account.cloudformation.stacks.append(managed)
    for key in ("unicorn-ana/1", "unicorn-ana-b/1", "2"):
        account.client("s3").put_object(Bucket="sam", Key=key, Body=b"zip")
    assert unicorn(*ANA)[0] == 0
    left = account.client("s3").list_object_versions(Bucket="sam")["Versions"]
    assert {entry["Key"] for entry in left} == {"unicorn-ana-b/1", "2"}


def test_prod_keeps_its_data_until_its_deletion_is_asked_for(account: FakeAccount, unicorn: Run) -> None:
    account.deploy("ana", "prod")
    use(account, "ana")
    account.client("dynamodb").update_table(TableName="unicorn-ana-Web-listings", DeletionProtectionEnabled=True)
    code, text = unicorn(*ANA)
    assert code == 0, text
    assert account.stack("unicorn-ana").is_gone
    assert buckets(account) == {"unicorn-ana-images"}
    assert account.client("s3").list_object_versions(Bucket="unicorn-ana-images")["Versions"]
    assert tables(account) == {"unicorn-ana-Web-listings"}
    assert pools(account) == {"unicorn-ana"}
    assert "unicorn-ana-images stays (AWS::S3::Bucket); --delete-data deletes it" in text
    assert unicorn(*ANA, "--json")[1]["kept"]  # the stacks are gone, and its data still stay
    code, text = unicorn(*ANA, "--delete-data")
    assert code == 0, text
    assert (buckets(account), tables(account), pools(account)) == (set(), set(), set())


def test_the_settings_of_the_whole_account_stay(account: FakeAccount, unicorn: Run) -> None:
    account.deploy("ana")
    assert unicorn(*ANA)[0] == 0
    [role] = [made for made in account.stack("unicorn-ana").resources if made.logical_id == "ApiGatewayLogsRole"]
    assert role.status == "DELETE_SKIPPED"


def test_a_bucket_that_is_filled_meanwhile_is_emptied_again(account: FakeAccount, unicorn: Run) -> None:
    account.deploy("ana")

    def arrive(_: str) -> None:
        account.cloudformation.before_delete = lambda _: None
        account.fill("unicorn-ana-images", "late")

    account.cloudformation.before_delete = arrive
    code, text = unicorn(*ANA)
    assert code == 0, text
    assert account.cloudformation.deleted == ["unicorn-ana", "unicorn-ana"]
    assert buckets(account) == set()


def test_contexts_deployed_by_themselves_go_before_the_root(account: FakeAccount, unicorn: Run) -> None:
    account.deploy("ana", nested=False)
    assert unicorn(*ANA)[0] == 0
    assert account.cloudformation.deleted == ["unicorn-ana-web", "unicorn-ana"]
    assert tables(account) == set()


def failing(monkeypatch: pytest.MonkeyPatch, name: str) -> Callable[[], None]:
    """Let a step fail; the returned function lets it succeed again."""

    def fail(*_: Any, **__: Any) -> None:
        raise ClientError({"Error": {"Code": "Throttling", "Message": "Rate exceeded"}}, "DeleteIt")

    patch = pytest.MonkeyPatch()
    patch.setattr(leftovers, name, fail)
    return patch.undo


@pytest.mark.parametrize("step", ["delete_traces", "still_tagged", "data_left"])
def test_a_removal_that_fails_is_finished_by_the_next(
    step: str, account: FakeAccount, unicorn: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    account.deploy("ana")
    use(account, "ana")
    succeed = failing(monkeypatch, step)
    code, found = unicorn(*ANA, "--json")
    succeed()
    assert code == 1
    assert "Rate exceeded" in found["error"]
    code, text = unicorn(*ANA)
    assert code == 0, text
    assert (buckets(account), log_groups(account), parameters(account)) == (set(), set(), set())


def test_a_removal_that_was_interrupted_goes_on(account: FakeAccount, unicorn: Run) -> None:
    account.deploy("ana")
    use(account, "ana")

    def interrupt(_: str) -> None:
        account.cloudformation.before_delete = lambda _: None
        raise KeyboardInterrupt

    account.cloudformation.before_delete = interrupt
    code, found = unicorn(*ANA, "--json")
    assert (code, found["error"]) == (130, "Interrupted.")
    account.stack("unicorn-ana").status = "DELETE_FAILED"
    assert unicorn(*ANA)[0] == 0
    assert buckets(account) == set()


def test_removing_twice_is_no_error(account: FakeAccount, unicorn: Run) -> None:
    account.deploy("ana")
    assert unicorn(*ANA)[0] == 0
    code, text = unicorn(*ANA)
    assert code == 0, text
    assert "what deleted stacks have left" in text


def test_a_stage_that_never_was_is_an_error_with_the_names_of_those_that_are(
    account: FakeAccount, unicorn: Run
) -> None:
    account.deploy("ana")
    code, found = unicorn("undeploy", "--stage", "anna", "--yes", "--json")
    assert code == 1
    assert "deployed there: ana" in found["error"]
    assert not account.stack("unicorn-ana").is_gone


def test_without_a_terminal_and_a_yes_nothing_is_deleted(account: FakeAccount, unicorn: Run) -> None:
    account.deploy("ana")
    code, found = unicorn("undeploy", "--stage", "ana", "--json")
    assert code == 1
    assert "--yes" in found["fix"]
    assert account.cloudformation.deleted == []


def test_a_stack_of_another_system_is_left_alone(account: FakeAccount, unicorn: Run) -> None:
    bucket = account.bucket("theirs")
    account.cloudformation.stacks.append(Stack("unicorn-ana", resources=[Made("B", "AWS::S3::Bucket", bucket)]))
    code, found = unicorn(*ANA, "--json")
    assert code == 1
    assert "belongs to another system" in found["error"]
    assert buckets(account) == {"theirs"}


@pytest.mark.parametrize(
    ("change", "fix"),
    [
        ({"status": "UPDATE_IN_PROGRESS"}, "Wait until"),
        ({"protected": True}, "--no-enable-termination-protection"),
    ],
)
def test_a_stack_that_cannot_be_deleted_now_has_a_way_out(
    change: dict[str, Any], fix: str, account: FakeAccount, unicorn: Run
) -> None:
    stack = account.deploy("ana")
    for name, value in change.items():
        setattr(stack, name, value)
    code, found = unicorn(*ANA, "--json")
    assert code == 1
    assert fix in found["fix"]
    assert len(buckets(account)) == 2


def test_what_is_still_tagged_is_an_error_that_names_it(account: FakeAccount, unicorn: Run) -> None:
    account.deploy("ana")
    account.bucket("forgotten", {"application": "unicorn-properties", "stage": "ana"})
    account.bucket("of-another-stage", {"application": "unicorn-properties", "stage": "ben"})
    code, found = unicorn(*ANA, "--json")
    assert code == 1
    assert "arn:aws:s3:::forgotten" in found["error"]
    assert "of-another-stage" not in found["error"]
