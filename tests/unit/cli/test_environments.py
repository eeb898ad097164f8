"""Environment variables for the engine, for sam and for shells."""

import subprocess
from pathlib import Path

import pytest

from unicorn_cli.local import environments
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.stages.engine_address import ACCOUNT
from unicorn_kit.aws.clients import SWITCH

SYSTEM = LocalSystem(Path("/somewhere/home"))


def test_the_engine_listens_on_this_machine_only_and_inherits_nothing() -> None:
    found = environments.for_engine(SYSTEM, 4567)
    assert found["BIND_HOST"] == "127.0.0.1"
    assert found["IOT_MTLS_ENABLED"] == found["SFTP_ENABLED"] == "0"
    assert found["TMPDIR"] == "/somewhere/home/tmp"
    assert not {"VIRTUAL_ENV", "PYTHONPATH", "AWS_PROFILE"} & found.keys()


def test_functions_can_be_told_to_call_aws_through_boto3(monkeypatch: pytest.MonkeyPatch) -> None:
    assert SWITCH not in environments.for_engine(SYSTEM, 4567)
    monkeypatch.setenv(SWITCH, "boto3")
    assert environments.for_engine(SYSTEM, 4567)[SWITCH] == "boto3"


def test_a_shell_that_takes_the_exports_reaches_the_engine() -> None:
    script = f'{environments.exports(4567)}\necho "$AWS_ENDPOINT_URL|$AWS_PROFILE|$AWS_REGION"'
    shell = subprocess.run(
        ["/bin/sh", "-c", script], env={"AWS_PROFILE": "work"}, capture_output=True, text=True, check=True
    )
    assert shell.stdout.strip() == "http://127.0.0.1:4567||us-east-1"


def test_sam_never_sees_the_users_own_account() -> None:
    inherited = {"AWS_PROFILE": "work", "AWS_SESSION_TOKEN": "t", "AWS_ACCESS_KEY_ID": "AKIA", "PATH": "/bin"}
    found = environments.for_sam(SYSTEM, 4567, inherited)
    assert not {"AWS_PROFILE", "AWS_SESSION_TOKEN"} & found.keys()
    assert found["AWS_ACCESS_KEY_ID"] == ACCOUNT
    assert found["SAM_CLI_TELEMETRY"] == "0"
    assert found["UNICORN_BUILD_TARGET"] == "local"


def test_calls_to_the_engine_use_no_proxy() -> None:
    assert environments.without_proxy({"no_proxy": "intra.net"})["NO_PROXY"] == "intra.net,127.0.0.1,localhost"
