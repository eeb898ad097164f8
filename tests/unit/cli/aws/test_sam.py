"""The command line of `sam deploy`, as the project's own SAM CLI reads it, samconfig.toml included."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.templates import PROJECT
from tests.unit.cli.aws.conftest import Run
from tests.unit.cli.aws.sam import FakeSam

READ = """
import json, sys
from samcli.commands.deploy.command import cli
with cli.make_context("deploy", sys.argv[1:], auto_envvar_prefix="SAM_CLI") as context:
    print(json.dumps(context.params, default=str))
"""


def as_sam_reads(words: list[str]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", READ, *words], cwd=PROJECT, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    read: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return read


@pytest.mark.slow
@pytest.mark.parametrize("stage", ["ana", "prod"])
def test_sam_understands_every_word(stage: str, sam: FakeSam, unicorn: Run) -> None:
    given = "AcceptedSentiments=POSITIVE,NEUTRAL"
    unicorn("deploy", "--stage", stage, "--yes", "--alarm-email", "ana+alarms@example.com", "--parameter", given)
    read = as_sam_reads([*sam.calls()[1]["words"][1:], "--template-file", "template.yaml"])
    kind = "prod" if stage == "prod" else "dev"
    assert read["parameter_overrides"] == {
        "Stage": stage,
        "StageKind": kind,
        "DeployContexts": "true",
        "AcceptedSentiments": "POSITIVE,NEUTRAL",
        "AlarmEmail": "ana+alarms@example.com",
    }
    assert read["tags"] == {"application": "unicorn-properties", "stage": stage}
    assert (read["stack_name"], read["s3_prefix"]) == (f"unicorn-{stage}", f"unicorn-{stage}")
    assert read["resolve_s3"] is True
    assert (read["confirm_changeset"], read["fail_on_empty_changeset"]) == (False, False)
    assert set(read["capabilities"]) == {"CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"}
    assert read["language_extensions"] is True
