"""The pages as people use them, in a real browser on the running system: each script is a file for Node's test runner.

Where there is no Chromium, these tests fail with the mend.
"""

import json
import os
import subprocess
from pathlib import Path

import pytest

from unicorn_cli.local.programs import Commands
from unicorn_cli.local.system import Place
from unicorn_cli.site import browser, bundle, node
from unicorn_cli.stages import accounts
from unicorn_cli.stages.cloud import LOCAL, cloud_of
from unicorn_cli.terminal.problems import Problem

HERE = Path(__file__).parent
LIMIT = 240  # seconds; a script that takes longer hangs


@pytest.fixture(scope="session")
def environment(place: Place, outputs: dict[str, str]) -> dict[str, str]:
    """What a script has to know of the running system."""
    try:
        chromium = browser.chromium()
    except Problem as problem:
        pytest.fail(f"{problem} {problem.mend}.", pytrace=False)
    bundle.install(place, Commands())
    return os.environ | {
        "CHROMIUM": chromium,
        "SCREENSHOTS": str(place.home / "screenshots"),  # of pages whose test fails
        "SITE_SOURCES": str(bundle.SOURCES),
        "SITE_URL": outputs["SiteUrl"],
        "OUTPUTS": json.dumps(outputs),
        "PASSWORDS": json.dumps(accounts.passwords_of(cloud_of(LOCAL, place), place)),
    }


@pytest.mark.parametrize(
    "script", sorted(HERE.glob("*.test.mjs")), ids=lambda script: script.name.removesuffix(".test.mjs")
)
def test_pages(script: Path, place: Place, environment: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    runner = [str(node.folder(place) / "node"), "--test", "--test-reporter=spec", str(script)]
    done = subprocess.run(runner, env=environment, capture_output=True, text=True, check=False, timeout=LIMIT)
    with capsys.disabled():
        for line in done.stdout.splitlines():
            if "figure: " in line:
                print(f"\n  {line.partition('figure: ')[2]}", end="")
    assert done.returncode == 0, done.stdout
