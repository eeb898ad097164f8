"""docs/workflow.md shows the workflow as it is defined."""

import json
from pathlib import Path

import pytest

from docs.draw_workflow import DEFINITION, DRAWING, EVALUATION, drawing


def test_the_committed_drawing_is_current() -> None:
    assert DRAWING.read_text() == drawing(), "docs/workflow.md is stale: run `make drawing`"


@pytest.mark.parametrize("definition", [DEFINITION, EVALUATION], ids=lambda file: file.stem)
def test_every_state_and_every_transition_is_drawn(definition: Path) -> None:
    states = json.loads(definition.read_text())["States"]
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
