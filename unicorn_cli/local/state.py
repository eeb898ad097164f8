"""What `up` remembers from one command to the next: a small file that only its owner can read."""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

from unicorn_cli.terminal.problems import Problem


@dataclass(slots=True)
class Engine:
    """A started engine. `created` (seconds since the epoch) tells it from a later process with the same pid."""

    pid: int
    created: float
    port: int


@dataclass(slots=True)
class State:
    engine: Engine | None = None
    port: int | None = None  # the last one used: taken again if it is free, so that addresses stay
    site_port: int = 5173  # the web site's, likewise
    passwords: dict[str, str] = field(default_factory=dict)
    deployed: dict[str, str] = field(default_factory=dict)  # stack → digest of its sources
    seeded: bool = False

    def forget_engine(self) -> None:
        """Drop what was true of an engine that has ended; it keeps nothing between runs."""
        self.engine, self.deployed, self.seeded = None, {}, False


def load(file: Path) -> State:
    """Return the state; a missing file is an empty state. Raises Problem if it cannot be read as one."""
    try:
        found = json.loads(file.read_text())
        engine = found.pop("engine")
        return State(engine=Engine(**engine) if engine else None, **found)
    except FileNotFoundError:
        return State()
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Problem(f"{file} is damaged", f"Remove it, then run `make stop` and `make start`: rm {file}") from error


def save(state: State, file: Path) -> None:
    """Replace the file in one step, so that a crash leaves the old state or the new one."""
    aside = file.with_suffix(".new")
    aside.unlink(missing_ok=True)
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        json.dump(asdict(state), stream, indent=2)
    aside.replace(file)
