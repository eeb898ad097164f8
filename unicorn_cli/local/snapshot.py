"""A snapshot of the deployed system before it has data, so that the next start deploys only what has changed.

It contains no data on purpose. A stopped engine loses its running workflow executions, and an engine that starts with
records in its tables does not read their streams: listings in a restored system would never get a decision.
"""

import json
import shutil
from typing import Any

from unicorn_cli.local.discard import discard
from unicorn_cli.local.engine_environment import content
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.terminal.problems import Problem

FACTS = "facts.json"


def restore(system: LocalSystem, port: int) -> dict[str, str]:
    """Prepare the engine's data for a start: from the snapshot if it fits this engine and this port, else empty.

    Return stack → digest of what is deployed in it. The engine's address is part of a deployed system, so a snapshot
    fits only the same port.
    """
    discard(system.home, system.data)
    facts = _facts(system)
    if facts.get("port") != port or facts.get("engine") != content():
        system.data.mkdir(parents=True)
        return {}
    shutil.copytree(system.snapshot, system.data)
    deployed: dict[str, str] = facts["deployed"]
    return deployed


def keep(system: LocalSystem, port: int, *, deployed: dict[str, str]) -> None:
    """Save the data of a stopped engine as the snapshot. Raises Problem if the engine did not write its data."""
    if not (system.data / "state" / "cloudformation.json").exists():
        raise Problem("The engine did not save its state", f"Read {system.log('engine')}, then run `make start` again")
    shutil.rmtree(system.snapshot, ignore_errors=True)
    shutil.copytree(system.data, system.snapshot)
    facts = {"port": port, "engine": content(), "deployed": deployed}
    (system.snapshot / FACTS).write_text(json.dumps(facts))  # written last: without it the copy counts as incomplete


def _facts(system: LocalSystem) -> dict[str, Any]:
    try:
        found = json.loads((system.snapshot / FACTS).read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
