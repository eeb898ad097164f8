"""A snapshot of the deployed system before it has data, so that the next start deploys only what has changed.

It contains no data on purpose. A stopped engine loses its running workflow executions and the records of its tables'
streams, but not how many records it had read: it would pass over as many new ones. Where a deployment lasts longer than
a minute, scheduled functions have written by then, so where streams are read is forgotten.
"""

import json
import shutil
from pathlib import Path
from typing import Any

from unicorn_cli.local.discard import discard
from unicorn_cli.local.engine_environment import content
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.terminal.problems import Problem

FACTS = "facts.json"
FORM = 2  # of snapshots; earlier ones may pass over the first records of a stream


def restore(system: LocalSystem, port: int) -> dict[str, str]:
    """Prepare the engine's data for a start: from the snapshot if it fits this engine and this port, else empty.

    Return stack → digest of what is deployed in it. The engine's address is part of a deployed system, so a snapshot
    fits only the same port.
    """
    discard(system.home, system.data)
    facts = _facts(system)
    if (facts.get("form"), facts.get("port"), facts.get("engine")) != (FORM, port, content()):
        system.data.mkdir(parents=True)
        return {}
    shutil.copytree(system.snapshot, system.data)
    deployed: dict[str, str] = facts["deployed"]
    return deployed


def keep(system: LocalSystem, port: int, *, deployed: dict[str, str]) -> None:
    """Save the data of a stopped engine as the snapshot. Raises Problem if the engine did not write its data."""
    if not (system.data / "state" / "cloudformation.json").exists():
        raise Problem("The engine did not save its state", f"Read {system.log('engine')}, then run `make start` again")
    _forget_positions(system.data / "state" / "lambda.json")
    shutil.rmtree(system.snapshot, ignore_errors=True)
    shutil.copytree(system.data, system.snapshot)
    facts = {"form": FORM, "port": port, "engine": content(), "deployed": deployed}
    (system.snapshot / FACTS).write_text(json.dumps(facts))  # written last: without it the copy counts as incomplete


def _forget_positions(functions: Path) -> None:
    """Let a saved engine read each table's stream from its begin, which is where the next record comes."""
    saved = json.loads(functions.read_text())
    saved["payload"]["dynamodb_stream_positions"]["data"] = {}
    functions.write_text(json.dumps(saved))


def _facts(system: LocalSystem) -> dict[str, Any]:
    try:
        found = json.loads((system.snapshot / FACTS).read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
