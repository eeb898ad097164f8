"""Where things lie: the project, and the folder that holds one running system."""

import os
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Place:
    """One system's folder; everything that `unicorn` writes is below it, packages in `.build` excepted."""

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
    def scratch(self) -> Path:
        """The engine's temporary folder, wiped at each start."""
        return self.home / "tmp"

    @property
    def data(self) -> Path:
        """What the engine holds, while it runs."""
        return self.home / "data"

    @property
    def snapshot(self) -> Path:
        """The deployed but empty system."""
        return self.home / "snapshot"

    @property
    def site_config(self) -> Path:
        """The web site's `config.json`."""
        return self.home / "site.json"

    @property
    def sam(self) -> Path:
        """SAM CLI's settings, which it would else keep in the user's home."""
        return self.home / "sam"

    def log(self, name: str) -> Path:
        return self.home / "logs" / f"{name}.log"

    def built(self, context: str) -> Path:
        """The folder of the template that `sam build` wrote for a context."""
        return self.home / "build" / context / "artifacts"

    def make(self) -> None:
        """Make the folder, closed to other users: the state holds passwords."""
        self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.home.chmod(0o700)
        (self.home / "logs").mkdir(exist_ok=True)


def here() -> Place:
    """The system that this shell means: `.unicorn`, or the folder that UNICORN_HOME names."""
    return Place(Path(os.environ.get("UNICORN_HOME") or PROJECT / ".unicorn").absolute())
