"""The state file of a local system: engine, ports, passwords, deployed stacks. Only its owner can read it."""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

from unicorn_cli.terminal.problems import Problem


@dataclass(slots=True)
class Engine:
    """A started engine. `created` (seconds since the epoch) distinguishes it from a later process with the same pid."""

    pid: int
    created: float
    port: int


@dataclass(slots=True)
class State:
    engine: Engine | None = None
    port: int | None = None  # the last one used; reused if it is free, so that addresses stay the same
    site_port: int = 5173  # of the web site, likewise
    passwords: dict[str, str] = field(default_factory=dict)
    deployed: dict[str, str] = field(default_factory=dict)  # stack → digest of its sources
    seeded: bool = False

    def forget_engine(self) -> None:
        """Drop the facts about an engine that has ended; it keeps nothing between runs."""
        self.engine, self.deployed, self.seeded = None, {}, False


def load(file: Path) -> State:
    """Return the state; a missing file means an empty state. Raises Problem if the file is damaged."""
    try:
        found = json.loads(file.read_text())
        engine = found.pop("engine")
        return State(engine=Engine(**engine) if engine else None, **found)
    except FileNotFoundError:
        return State()
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Problem(f"{file} is damaged", f"Run `rm {file}`, `make stop` and `make start`") from error


def save(state: State, file: Path) -> None:
    """Replace the file atomically: a crash leaves either the old state or the new one."""
    aside = file.with_suffix(".new")
    aside.unlink(missing_ok=True)
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        json.dump(asdict(state), stream, indent=2)
    aside.replace(file)
