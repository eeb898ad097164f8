"""The pages as people use them, in a real browser on the running system: each script is a file for Node's test runner.

Without Chromium these tests fail, and the message says how to install it.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.integration.aws import Aws
from tests.request_models import model_of
from unicorn_cli.local.passwords import local_passwords
from unicorn_cli.local.programs import Programs
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.site import browser, bundle, node
from unicorn_cli.terminal.problems import Problem

HERE = Path(__file__).parent
LIMIT = 240  # seconds; a script that takes longer hangs
WRITING = {"agent_fields.test.mjs", "agent_story.test.mjs"}  # these send bodies that the APIs accept


@pytest.fixture(scope="session")
def hosted_client(aws: Aws, outputs: dict[str, str]) -> Iterator[str]:
    """A client of the user pool that signs in on the pool's own page, as the one of a stage on AWS does."""
    made = aws.cognito.create_user_pool_client(
        UserPoolId=outputs["UserPoolId"],
        ClientName="browser-tests",
        SupportedIdentityProviders=["COGNITO"],
        AllowedOAuthFlowsUserPoolClient=True,
        AllowedOAuthFlows=["code"],
        AllowedOAuthScopes=["openid", "profile"],
        CallbackURLs=[f"{outputs['SiteUrl']}/agent/"],
    )["UserPoolClient"]["ClientId"]
    yield made
    aws.cognito.delete_user_pool_client(UserPoolId=outputs["UserPoolId"], ClientId=made)


@pytest.fixture(scope="session")
def environment(system: LocalSystem, outputs: dict[str, str], hosted_client: str) -> dict[str, str]:
    """The addresses and accounts of the running system, for the test scripts."""
    try:
        chromium = browser.chromium()
    except Problem as problem:
        pytest.fail(f"{problem} {problem.fix}.", pytrace=False)
    bundle.install(system, Programs(), with_tools=True)
    return os.environ | {
        "CHROMIUM": chromium,
        "SCREENSHOTS": str(system.home / "screenshots"),  # of pages whose test fails
        "SITE_SOURCES": str(bundle.SOURCES),
        "SITE_URL": outputs["SiteUrl"],
        "OUTPUTS": json.dumps(outputs),
        "HOSTED_CLIENT": hosted_client,
        "UNICORN": str(Path(sys.executable).with_name("unicorn")),
        "UNICORN_HOME": str(system.home),
        "PASSWORDS": json.dumps(local_passwords(system)),
    }


@pytest.mark.parametrize(
    "script", sorted(HERE.glob("*.test.mjs")), ids=lambda script: script.name.removesuffix(".test.mjs")
)
def test_pages(
    script: Path, system: LocalSystem, environment: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    runner = [str(node.folder(system) / "node"), "--test", "--test-reporter=spec", str(script)]
    done = subprocess.run(runner, env=environment, capture_output=True, text=True, check=False, timeout=LIMIT)
    with capsys.disabled():
        for line in done.stdout.splitlines():
            if "figure: " in line:
                print(f"\n  {line.partition('figure: ')[2]}", end="")
    assert done.returncode == 0, done.stdout
    sent = [json.loads(line.partition("sent: ")[2]) for line in done.stdout.splitlines() if "sent: {" in line]
    assert sent or script.name not in WRITING
    for one in sent:
        if model := model_of(one["method"], urlsplit(one["address"]).path):
            assert not model.refusals(one["body"]), one
