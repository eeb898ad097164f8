"""The demo accounts of a stage on AWS: a password of its own for each, known to those who may read it."""

import pytest

from tests.unit.cli.aws.account import FakeAccount
from tests.unit.cli.aws.conftest import Run
from unicorn_cli.commands.stage import passwords_for_seeding
from unicorn_cli.stages import accounts
from unicorn_cli.stages.outputs import outputs_of
from unicorn_cli.terminal.problems import Problem


def seed(account: FakeAccount) -> dict[str, str]:
    cloud = account.cloud("ana")
    outputs = outputs_of(cloud)
    passwords = passwords_for_seeding(cloud, outputs)
    accounts.seed(cloud, outputs, passwords)
    return passwords


def test_each_account_has_a_password_of_its_own_that_stays(account: FakeAccount, unicorn: Run) -> None:
    account.deploy("ana")
    first = seed(account)
    assert len(set(first.values())) == 3
    assert seed(account) == first
    code, text = unicorn("password", "--agent", "agent2", "--stage", "ana")
    assert (code, text) == (0, f"{first['agent2']}\n")
    stored = account.client("ssm").get_parameter(Name="/unicorn/ana/accounts/agent2", WithDecryption=False)
    assert stored["Parameter"]["Type"] == "SecureString"


def test_a_seeding_that_was_interrupted_is_finished_by_the_next(
    account: FakeAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = account.deploy("ana").outputs["UserPoolId"]
    account.client("cognito-idp").admin_create_user(UserPoolId=pool, Username="agent1", MessageAction="SUPPRESS")
    seed(account)
    found = account.client("cognito-idp").admin_get_user(UserPoolId=pool, Username="agent1")
    assert found["UserStatus"] == "CONFIRMED"


def test_an_account_with_an_unknown_password_is_a_problem(account: FakeAccount, unicorn: Run) -> None:
    pool = account.deploy("ana").outputs["UserPoolId"]
    cognito = account.client("cognito-idp")
    cognito.admin_create_user(UserPoolId=pool, Username="agent1", MessageAction="SUPPRESS")
    cognito.admin_set_user_password(UserPoolId=pool, Username="agent1", Password="Chosen1Elsewhere!", Permanent=True)
    with pytest.raises(Problem, match="agent1 was created before") as problem:
        seed(account)
    assert "UNICORN_PASSWORD" in problem.value.fix
    assert unicorn("password", "--agent", "agent1", "--stage", "ana")[0] == 1


def test_a_given_password_counts_for_all(account: FakeAccount, monkeypatch: pytest.MonkeyPatch) -> None:
    account.deploy("ana")
    monkeypatch.setenv(accounts.PASSWORD_VARIABLE, "Given1Password!")
    assert set(seed(account).values()) == {"Given1Password!"}


def test_no_demo_accounts_in_production(account: FakeAccount, unicorn: Run) -> None:
    account.deploy("live", "prod")
    for stage in ("live", "prod"):
        code, text = unicorn("seed", "--stage", stage)
        assert code == 1
        assert "do not belong in production" in text
