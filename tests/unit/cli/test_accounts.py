"""Accounts and their passwords."""

import re
from pathlib import Path

import boto3
import pytest
from botocore.stub import Stubber

from unicorn_cli.commands import stage
from unicorn_cli.local.passwords import local_passwords
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.stages import accounts
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.stages.stored_passwords import new_password
from unicorn_cli.terminal.problems import Problem

AWS = Cloud("dev", boto3.Session("a", "b", region_name="us-east-1"))
OUTPUTS = {"UserPoolId": "us-east-1_x", "UserPoolClientId": "client"}


def test_a_password_satisfies_the_pool_and_is_never_the_same() -> None:
    password = new_password()
    assert len(password) >= 12
    assert re.search("[a-z]", password) and re.search("[A-Z]", password) and re.search("[0-9]", password)
    assert password != new_password()


def test_local_passwords_are_kept(tmp_path: Path) -> None:
    system = LocalSystem(tmp_path)
    first = local_passwords(system)
    assert first == local_passwords(system)
    assert first.keys() == accounts.GROUPS.keys()
    assert len(set(first.values())) == 3


def test_on_aws_the_user_enters_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(accounts.PASSWORD_VARIABLE, "from the environment")
    assert stage.passwords_of(AWS)["agent1"] == "from the environment"


def test_an_unknown_agent_is_a_problem_that_names_the_known_ones() -> None:
    with pytest.raises(Problem, match="no agent named 'bob'") as problem:
        accounts.check_known("bob")
    assert problem.value.fix == "Use one of agent1, agent2, admin1"


def test_a_refused_sign_in_is_a_problem() -> None:
    with (
        Stubber(AWS.client("cognito-idp")) as pool,
        pytest.raises(Problem, match="agent1 cannot sign in: Incorrect password"),
    ):
        pool.add_client_error("initiate_auth", "NotAuthorizedException", "Incorrect password.")
        accounts.token(AWS, OUTPUTS, "agent1", "wrong")


def test_on_aws_an_existing_account_keeps_its_password() -> None:
    with Stubber(AWS.client("cognito-idp")) as pool:
        for _ in accounts.GROUPS:
            pool.add_client_error("admin_create_user", "UsernameExistsException", "exists")
            pool.add_response("admin_get_user", {"Username": "agent", "UserStatus": "CONFIRMED"})
        accounts.seed(AWS, OUTPUTS, dict.fromkeys(accounts.GROUPS, "new"))
        pool.assert_no_pending_responses()
