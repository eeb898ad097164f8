"""docs/workflow.md shows the workflow as it is defined."""

import json

from docs.draw_workflow import DEFINITION, DRAWING, drawing


def test_the_committed_drawing_is_current() -> None:
    assert DRAWING.read_text() == drawing(), "docs/workflow.md is stale: run `make drawing`"


def test_every_state_and_every_transition_is_drawn() -> None:
    states = json.loads(DEFINITION.read_text())["States"]
    drawn = drawing()
    for name, state in states.items():
        transitions = [
            state.get("Next"),
            state.get("Default"),
            *(c["Next"] for c in state.get("Choices", []) + state.get("Catch", [])),
        ]
        lines = [line for line in drawn.splitlines() if line.startswith(f"  {name} ")]
        assert len(lines) == len([target for target in transitions if target]) + bool(state.get("End")), name
        assert all(any(line.endswith(f"> {target}") for line in lines) for target in transitions if target), name
