"""One account of AWS on moto for each test, a `sam` that records its calls, and a site that is built already."""

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import boto3
import pytest
from joserfc.jwk import RSAKey
from moto import mock_aws
from moto.moto_api._internal.models import moto_api_backend
from moto.utilities.utils import load_resource

from tests.unit.cli.aws.account import REGION, FakeAccount
from tests.unit.cli.aws.sam import FakeSam, option
from unicorn_cli import app
from unicorn_cli.aws import sam as sam_module
from unicorn_cli.commands import aws as command
from unicorn_cli.commands import stage as stage_module
from unicorn_cli.local.programs import Programs
from unicorn_cli.site import bundle
from unicorn_cli.stages.cloud import Cloud

type Run = Callable[..., tuple[int, Any]]


@pytest.fixture(scope="package")
def region() -> Iterator[Cloud]:
    """Return a region with its clients, which are made once: making one takes longer than a test.

    So does the key of a user pool, which moto reads from the same file for each.
    """
    key = RSAKey.import_key(load_resource("cognitoidp/resources/jwks-private.json"))
    with mock_aws(), patch.object(RSAKey, "import_key", return_value=key):
        yield Cloud("any", boto3.Session(region_name=REGION))


@pytest.fixture
def account(region: Cloud, monkeypatch: pytest.MonkeyPatch) -> FakeAccount:
    moto_api_backend.reset()
    return enter(region, monkeypatch)


def enter(region: Cloud, monkeypatch: pytest.MonkeyPatch) -> FakeAccount:
    """Let the commands reach an account on moto instead of AWS."""
    account = FakeAccount(region)
    monkeypatch.setattr(command, "aws_cloud", account.cloud)
    monkeypatch.setattr(stage_module, "aws_cloud", account.cloud)
    return account


@pytest.fixture
def sam(account: FakeAccount, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeSam:
    """Return a SAM CLI whose `deploy` makes the stacks of a stage."""
    return install(tmp_path, account, monkeypatch)


def install(folder: Path, account: FakeAccount, monkeypatch: pytest.MonkeyPatch) -> FakeSam:
    """Put a fake before every other `sam`, and a site that needs no build in the place of the real one."""

    def deployed(words: Sequence[str]) -> None:
        given = dict(pair.split("=", 1) for pair in option(words, "--parameter-overrides"))
        account.deploy(given["Stage"], given["StageKind"])

    fake = FakeSam(folder / "sam", deployed)
    fake.install()
    _connect(fake, monkeypatch)
    (folder / "site").mkdir(exist_ok=True)
    (folder / "site" / "index.html").write_text("page")
    monkeypatch.setattr(bundle, "FILES", folder / "site")
    monkeypatch.setattr(bundle, "build", lambda *_: None)
    return fake


def _connect(fake: FakeSam, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the fake's deployments reach moto, which lives in this process."""
    run = Programs.run

    def run_and_make(self: Programs, name: str, words: Sequence[str], *more: Any, **options: Any) -> None:
        run(self, name, words, *more, **options)
        if list(words[:2]) == ["sam", "deploy"]:
            fake.deployed(words)

    monkeypatch.setattr(Programs, "run", run_and_make)
    monkeypatch.setattr(sam_module, "TOOLS", fake.folder)
    monkeypatch.setenv("PATH", f"{fake.folder}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def unicorn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command without a terminal and returns its exit code, and JSON or text."""
    monkeypatch.setenv("UNICORN_HOME", str(tmp_path / "home"))

    def run(*words: str) -> tuple[int, Any]:
        monkeypatch.setattr(sys, "argv", ["unicorn", *words])
        with pytest.raises(SystemExit) as end:
            app.main()
        output, messages = capsys.readouterr()
        return int(end.value.code or 0), json.loads(output) if "--json" in words else output + messages

    return run
