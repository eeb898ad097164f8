"""Accounts and their passwords."""

import re
from pathlib import Path

import boto3
import pytest
from botocore.stub import Stubber

from unicorn_cli.local.system import Place
from unicorn_cli.stages import accounts
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem

LOCAL = Cloud("local", boto3.Session("a", "b", region_name="us-east-1"), "http://127.0.0.1:1")
AWS = Cloud("dev", boto3.Session("a", "b", region_name="us-east-1"))
OUTPUTS = {"UserPoolId": "us-east-1_x", "UserPoolClientId": "client"}


def test_a_password_satisfies_the_pool_and_is_never_the_same() -> None:
    password = accounts.new_password()
    assert len(password) >= 12
    assert re.search("[a-z]", password) and re.search("[A-Z]", password) and re.search("[0-9]", password)
    assert password != accounts.new_password()


def test_local_passwords_are_kept(tmp_path: Path) -> None:
    place = Place(tmp_path)
    first = accounts.passwords_of(LOCAL, place)
    assert first == accounts.passwords_of(LOCAL, place)
    assert first.keys() == accounts.GROUPS.keys()
    assert len(set(first.values())) == 3


def test_on_aws_the_password_is_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(accounts.PASSWORD_VARIABLE, "from the environment")
    assert accounts.passwords_of(AWS, Place(tmp_path))["agent1"] == "from the environment"


def test_an_unknown_agent_is_told_the_known_ones() -> None:
    with pytest.raises(Problem, match="no agent named 'bob'") as problem:
        accounts.check_known("bob")
    assert problem.value.mend == "Use one of agent1, agent2, admin1"


def test_a_refused_sign_in_is_a_problem() -> None:
    with Stubber(AWS.cognito) as pool, pytest.raises(Problem, match="agent1 cannot sign in: Incorrect password"):
        pool.add_client_error("initiate_auth", "NotAuthorizedException", "Incorrect password.")
        accounts.token(AWS, OUTPUTS, "agent1", "wrong")


def test_on_aws_an_existing_account_keeps_its_password() -> None:
    with Stubber(AWS.cognito) as pool:
        for _ in accounts.GROUPS:
            pool.add_client_error("admin_create_user", "UsernameExistsException", "exists")
        accounts.seed(AWS, OUTPUTS, dict.fromkeys(accounts.GROUPS, "new"))
        pool.assert_no_pending_responses()
