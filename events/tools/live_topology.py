"""The AsyncAPI document and the workflow's definitions → the data of the live map. `make events` writes it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
WORKFLOW = PROJECT / "unicorn_properties" / "workflow"
DEFINITION, EVALUATION = WORKFLOW / "publication_approval.asl.json", WORKFLOW / "publication_evaluation.asl.json"
TOPOLOGY = PROJECT / "unicorn_site" / "src" / "live" / "topology.json"
STEPS = {"Task", "Map"}  # types of state that are a step
Json = dict[str, Any]


def topology(document: Json) -> Json:
    """Return publishers, subscriptions and the workflow's steps, from an AsyncAPI document."""
    operations = document["operations"].values()
    [workflow] = {found["x-reader"] for found in operations if found.get("x-reader-type") == "StateMachine"}
    return {
        "publications": [_publication(found) for found in operations if found["action"] == "send"],
        "subscriptions": [_subscription(found) for found in operations if found.get("x-does") == "reads"],
        "workflow": {"name": workflow, "steps": list(steps(json.loads(DEFINITION.read_text())))},
    }


def steps(machine: Json) -> Iterator[str]:
    """Yield the tasks of the path without errors: at each choice, the first branch; for an evaluation, its own."""
    name = machine["StartAt"]
    while name:
        state = machine["States"][name]
        if state.get("Resource", "").endswith(":startSyncExecution"):
            yield from steps(json.loads(EVALUATION.read_text()))
        elif state["Type"] in STEPS:
            yield name
        name = state.get("Next") or next((choice["Next"] for choice in state.get("Choices", [])), None)


def _publication(operation: Json) -> Json:
    return _of(operation) | {"by": operation["x-published-by"]}


def _subscription(operation: Json) -> Json:
    return _of(operation) | {
        "rule": operation["x-rule"],
        "queue": operation.get("x-queue"),
        "reader": operation["x-reader"],
        "deadLetterQueue": operation["x-dead-letter-queue"],
    }


def _of(operation: Json) -> Json:
    [tag] = operation["tags"]
    event = operation["channel"]["$ref"].rpartition("/")[2]
    return {"event": event, "context": tag["name"].removeprefix("unicorn.")}
