"""Each stack as one kind of stage gets it, as files that cfn-lint reads: transformed, conditions evaluated."""

import json
from pathlib import Path
from typing import Any

from tests.infra.inline import with_definitions
from tests.infra.stacks import LOCAL_STACKS, STACKS, as_list, stack
from tests.infra.stages import at_stage

STAGES = {"local": "local", "dev": "a234567890123456", "prod": "prod"}  # by kind; one has the longest name
# What is true of these files only: loops and conditions are evaluated, so their parts are no longer used.
NOT_HERE = ["W1020", "W2001", "W7001", "W8001"]


def stacks_of(kind: str) -> list[str]:
    return LOCAL_STACKS if kind == "local" else STACKS


def as_deployed(folder: str, kind: str) -> dict[str, Any]:
    """Return the template that CloudFormation would get if nothing in it depended on a condition."""
    found = dict(stack(folder, stage=STAGES[kind], kind=kind)) | at_stage(folder, kind, STAGES[kind])
    found["Resources"] = {name: _plain(given, found["Resources"]) for name, given in found["Resources"].items()}
    found["Outputs"] = {name: _without_condition(given) for name, given in found["Outputs"].items()}
    defaults = {"Stage": STAGES[kind], "StageKind": kind}
    found["Parameters"] = {
        name: given | ({"Default": defaults[name]} if name in defaults else {})
        for name, given in found["Parameters"].items()
    }
    return with_definitions(folder, {key: part for key, part in found.items() if key not in {"Rules", "Conditions"}})


def write(folder: Path, kind: str) -> list[Path]:
    """Write the templates of a kind below a folder; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for source in stacks_of(kind):
        path = folder / f"{kind}-{source.strip('.') or 'root'}.json"
        path.write_text(json.dumps(as_deployed(source, kind), indent=2))
        paths.append(path)
    return paths


def _plain(resource: dict[str, Any], there: dict[str, Any]) -> dict[str, Any]:
    """CloudFormation ignores a `DependsOn` of a resource that does not exist here."""
    found = _without_condition(resource)
    if "DependsOn" in found:
        found["DependsOn"] = [name for name in as_list(found["DependsOn"]) if name in there]
    return found


def _without_condition(given: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in given.items() if key != "Condition"}
