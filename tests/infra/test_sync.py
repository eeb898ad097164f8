"""`sam sync`: its sections of samconfig.toml give it what `sam deploy` gets, on stages of kind dev only."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from samcli.commands.sync.command import cli

from tests.templates import PROJECT

CONFIG = tomllib.loads((PROJECT / "samconfig.toml").read_text())
SYNCED = [environment for environment, given in CONFIG.items() if environment != "version" and "sync" in given]
SHARED = ["stack_name", "capabilities", "parameter_overrides", "tags"]


def test_only_stages_of_kind_dev_are_synced() -> None:
    assert SYNCED == ["default", "dev"]
    assert all("StageKind=dev" in CONFIG[name]["sync"]["parameters"]["parameter_overrides"] for name in SYNCED)


@pytest.mark.parametrize("environment", SYNCED)
def test_sync_makes_the_stack_that_deploy_makes(environment: str) -> None:
    sync, deploy = (CONFIG[environment][word]["parameters"] for word in ("sync", "deploy"))
    assert {name: sync[name] for name in SHARED} == {name: deploy[name] for name in SHARED}
    assert sync["build_in_source"] == CONFIG[environment]["build"]["parameters"]["build_in_source"]


@pytest.mark.parametrize("environment", SYNCED)
def test_every_setting_is_an_option_of_sam_sync(environment: str) -> None:
    assert set(CONFIG[environment]["sync"]["parameters"]) <= {option.name for option in cli.params}


@pytest.mark.parametrize("environment", SYNCED)
def test_sync_makes_no_layer(environment: str) -> None:
    """With one, SAM CLI would need a builder of its own; ours are makefiles."""
    assert CONFIG[environment]["sync"]["parameters"]["dependency_layer"] is False


@pytest.mark.slow
def test_sam_sync_starts_without_a_further_option_and_asks(tmp_path: Path) -> None:
    keys = {"AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none", "AWS_DEFAULT_REGION": "eu-west-1"}
    done = subprocess.run(
        [Path(sys.executable).parent / "sam", "sync"],
        cwd=PROJECT,
        env=os.environ | keys | {"SAM_CLI_TELEMETRY": "0", "__SAM_CLI_APP_DIR": str(tmp_path)},
        input="N\n",
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert "Confirm that you are synchronizing a development stack" in done.stdout
