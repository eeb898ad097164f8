"""The deployed but empty system, kept so that the next start only deploys what has changed.

It is taken before there is any data. A stopped engine loses the executions that run, and one that starts with records
in its tables no longer follows their streams: a system put away with its data comes back with listings that nobody
answers.
"""

import json
import shutil
from typing import Any

from unicorn_cli.local.engine_environment import content
from unicorn_cli.local.system import Place
from unicorn_cli.terminal.problems import Problem

FACTS = "facts.json"


def restore(place: Place, *ports: int) -> dict[str, str]:
    """Lay out the engine's data for a start: the kept system if it fits this engine and these ports, else nothing.

    Returns the digests of the stacks that are deployed in it. Addresses of the engine and of the web site are
    part of a deployed system, so it fits no other ports.
    """
    shutil.rmtree(place.data, ignore_errors=True)
    facts = _facts(place)
    if facts.get("ports") != list(ports) or facts.get("engine") != content():
        place.data.mkdir(parents=True)
        return {}
    shutil.copytree(place.snapshot, place.data)
    deployed: dict[str, str] = facts["deployed"]
    return deployed


def keep(place: Place, *ports: int, deployed: dict[str, str]) -> None:
    """Keep the data that a stopped engine has left. Raises Problem if it did not write them."""
    if not (place.data / "state" / "cloudformation.json").exists():
        raise Problem(
            "The engine did not put its state away", f"Read {place.log('engine')}, then run `make start` again"
        )
    shutil.rmtree(place.snapshot, ignore_errors=True)
    shutil.copytree(place.data, place.snapshot)
    facts = {"ports": ports, "engine": content(), "deployed": deployed}
    (place.snapshot / FACTS).write_text(json.dumps(facts))  # last: without it the copy counts as unfinished


def _facts(place: Place) -> dict[str, Any]:
    try:
        found = json.loads((place.snapshot / FACTS).read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
