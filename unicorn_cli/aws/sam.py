"""`sam build` and `sam deploy` for AWS: with the project's own SAM CLI and the caller's credentials."""

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from unicorn_cli.local.programs import Programs
from unicorn_cli.local.system import PROJECT, LocalSystem
from unicorn_cli.stages.stacks import APPLICATION, root_stack
from unicorn_cli.terminal.problems import Problem

TOOLS = Path(sys.executable).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Sam:
    """SAM CLI for one region."""

    system: LocalSystem
    programs: Programs
    region: str

    @classmethod
    def for_region(cls, system: LocalSystem, region: str) -> "Sam":
        """Raises Problem if there is no SAM CLI."""
        _check_there()
        return cls(system=system, programs=Programs(_environment(system, region)), region=region)

    def build(self) -> None:
        """Build all packages for AWS. Raises Problem if that fails."""
        self.programs.run("build-aws", ["sam", "build"], self.system, folder=PROJECT)

    def deploy(self, stage: str, kind: str, parameters: Mapping[str, str]) -> None:
        """Deploy what was built. Raises Problem if that fails.

        The stage's kind chooses the section of samconfig.toml, so that the permissions stand there alone.
        """
        name = root_stack(stage)
        command = ["sam", "deploy", "--config-env", kind, "--stack-name", name, "--s3-prefix", name]
        command += ["--region", self.region, "--no-confirm-changeset", "--no-fail-on-empty-changeset"]
        command += ["--tags", f"application={APPLICATION}", f"stage={stage}"]
        command += ["--parameter-overrides", *(f"{key}={value}" for key, value in parameters.items())]
        self.programs.run(log_name(stage), command, self.system, folder=PROJECT)


def log_name(stage: str) -> str:
    return f"deploy-{stage}"


def _check_there() -> None:
    if shutil.which("sam", path=_path()) is None:
        raise Problem("There is no SAM CLI in the project's environment", "Run `make clean build`, which installs it")


def _path() -> str:
    return os.pathsep.join([str(TOOLS), os.environ.get("PATH", os.defpath)])


def _environment(system: LocalSystem, region: str) -> dict[str, str]:
    return dict(os.environ) | {
        "PATH": _path(),
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "SAM_CLI_TELEMETRY": "0",
        "__SAM_CLI_APP_DIR": str(system.sam),
    }
