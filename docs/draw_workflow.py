"""The workflow's definition → docs/workflow.md. `make drawing` runs it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
DEFINITION = PROJECT / "unicorn_properties" / "workflow" / "publication_approval.asl.json"
DRAWING = PROJECT / "docs" / "workflow.md"
SHAPES = {"Choice": "{{{0}}}", "Wait": "[/{0}/]", "Succeed": "([{0}])", "Fail": "([{0}])", "Map": "[[{0}]]"}
INTRODUCTION = """\
# The publication approval workflow

Generated from `unicorn_properties/workflow/publication_approval.asl.json` by `make drawing`. A dotted arrow is taken
when a task fails after all its retries; it names the errors that it catches, or catches all. A box with double sides
runs once per image, or once per batch of texts.

"""


def drawing() -> str:
    """Return the whole page, as it should be committed."""
    machine = json.loads(DEFINITION.read_text())
    lines = ["flowchart TD", f"  Start([a publication is requested]) --> {machine['StartAt']}"]
    for name, state in machine["States"].items():
        lines.append("  " + name + SHAPES.get(state["Type"], "[{0}]").format(name))
        lines += [f"  {name} {arrow}" for arrow in _arrows(state)]
    return INTRODUCTION + "```mermaid\n" + "\n".join(lines) + "\n```\n"


def _arrows(state: dict[str, Any]) -> Iterator[str]:
    for choice in state.get("Choices", []):
        yield f'-- "{_meaning(choice["Condition"])}" --> {choice["Next"]}'
    if "Default" in state:
        yield f"-- otherwise --> {state['Default']}"
    if "Next" in state:
        yield f"--> {state['Next']}"
    for caught in state.get("Catch", []):
        errors = ", ".join(caught["ErrorEquals"])
        yield f"-.-> {caught['Next']}" if errors == "States.ALL" else f'-. "{errors}" .-> {caught["Next"]}'
    if state.get("End"):
        yield "--> End([evaluation published])"


def _meaning(condition: str) -> str:
    """Return the outcome that a condition requires, and the list whose length it compares."""
    outcome = re.search(r"outcome = '(\w+)'", condition)
    counted = re.search(r"\$count\(\$(\w+)\) ([=>]) (\d+)", condition)
    parts = [outcome[1] if outcome else "", f"{counted[1]} {counted[2]} {counted[3]}" if counted else ""]
    return ", ".join(filter(None, parts)) or condition.strip("{%} ").replace('"', "'")


if __name__ == "__main__":
    DRAWING.write_text(drawing())
    print(DRAWING.relative_to(PROJECT))
