"""The project's folder, and the folder of one local system."""

import os
from dataclasses import dataclass
from pathlib import Path

from unicorn_cli.terminal.disk_errors import ELSEWHERE
from unicorn_cli.terminal.problems import Problem, as_problem

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class LocalSystem:
    """The folder of one local system. `unicorn` writes only below it, and built packages into `.build`."""

    home: Path

    @property
    def engine(self) -> Path:
        """The engine's own virtual environment."""
        return self.home / "engine"

    @property
    def engine_python(self) -> Path:
        return self.engine / "bin" / "python"

    @property
    def state(self) -> Path:
        return self.home / "state.json"

    @property
    def lock(self) -> Path:
        return self.home / "lock"

    @property
    def deploy_lock(self) -> Path:
        """Of the folder that `sam build` writes for AWS."""
        return self.home / "deploy-lock"

    @property
    def scratch(self) -> Path:
        """The engine's temporary folder, emptied at each start."""
        return self.home / "tmp"

    @property
    def data(self) -> Path:
        """The data of the running engine."""
        return self.home / "data"

    @property
    def snapshot(self) -> Path:
        """A copy of the deployed system before it had data."""
        return self.home / "snapshot"

    @property
    def site_config(self) -> Path:
        """What the web site's server reads: the pages' configuration, and where the APIs are."""
        return self.home / "site.json"

    @property
    def sam(self) -> Path:
        """SAM CLI's settings, kept out of the user's home."""
        return self.home / "sam"

    def log(self, name: str) -> Path:
        return self.home / "logs" / f"{name}.log"

    def built(self, context: str) -> Path:
        """The folder of the template that `sam build` wrote for a context."""
        return self.home / "build" / context / "artifacts"

    def make(self) -> None:
        """Create the folder, unreadable for other users: the state file contains passwords.

        Raises Problem if it cannot be created or written.
        """
        try:
            self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.home.chmod(0o700)
            (self.home / "logs").mkdir(exist_ok=True)
        except OSError as error:
            cannot = Problem(f"{self.home} cannot be created: {error.strerror}", f"Free its name, {ELSEWHERE}")
            raise as_problem(error) or cannot from error


def this_system() -> LocalSystem:
    """Return the system in `.unicorn`, or in the folder that UNICORN_HOME names."""
    return LocalSystem(Path(os.environ.get("UNICORN_HOME") or PROJECT / ".unicorn").absolute())


def context_folder(context: str) -> Path:
    """Return the folder of a context: its template, its sources and its SAM configuration."""
    return PROJECT / f"unicorn_{context}"
