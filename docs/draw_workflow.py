"""The workflow's two definitions → docs/workflow.md. `make drawing` runs it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
WORKFLOW = PROJECT / "unicorn_properties" / "workflow"
DEFINITION, EVALUATION = WORKFLOW / "publication_approval.asl.json", WORKFLOW / "publication_evaluation.asl.json"
DRAWING = PROJECT / "docs" / "workflow.md"
SHAPES = {"Choice": "{{{0}}}", "Wait": "[/{0}/]", "Succeed": "([{0}])", "Fail": "([{0}])", "Map": "[[{0}]]"}
INTRODUCTION = """\
# The publication approval workflow

Generated from the definitions in `unicorn_properties/workflow/` by `make drawing`. A dotted arrow is taken when a task
fails after all its retries; it names the errors that it catches, or catches all.

Step Functions bills the workflow by state: an approval passes five, however many photos it has, and one more if a
person is asked. The box with double sides is one of them, and an execution of its own, of the kind that is billed by
time: drawn below.

"""
EVALUATED = """
## Evaluate

One attempt to evaluate contract and content. It waits for nothing: if a service is throttled or down, it ends as
`UNAVAILABLE` with the verdicts kept that it has, and the workflow calls it again, for nine hours. A box with double
sides runs once per image, or once per batch of texts. No call begins after a minute and a half: what is left is for the
next attempt.
[Why](adr/0039-an-express-execution-evaluates.md).

"""


def drawing() -> str:
    """Return the whole page, as it should be committed."""
    workflow = _flowchart(DEFINITION, "a publication is requested", "evaluation published")
    return INTRODUCTION + workflow + EVALUATED + _flowchart(EVALUATION, "an attempt", "outcome returned")


def _flowchart(definition: Path, start: str, end: str) -> str:
    machine = json.loads(definition.read_text())
    lines = ["flowchart TD", f"  Start([{start}]) --> {machine['StartAt']}"]
    for name, state in machine["States"].items():
        shape = "[[{0}]]" if state.get("Resource", "").endswith(":startSyncExecution") else SHAPES.get(state["Type"])
        lines.append("  " + name + (shape or "[{0}]").format(name))
        lines += [f"  {name} {arrow}" for arrow in _arrows(state, end)]
    return "```mermaid\n" + "\n".join(lines) + "\n```\n"


def _arrows(state: dict[str, Any], end: str) -> Iterator[str]:
    for choice in state.get("Choices", []):
        yield f'-- "{_meaning(choice["Condition"])}" --> {choice["Next"]}'
    if "Default" in state:
        yield f"-- otherwise --> {state['Default']}"
    if "Next" in state:
        yield f"--> {state['Next']}"
    for caught in state.get("Catch", []):
        errors = ", ".join(caught["ErrorEquals"])
        yield f"-.-> {caught['Next']}" if errors == "States.ALL" else f'-. "{_short(errors)}" .-> {caught["Next"]}'
    if state.get("End"):
        yield f"--> End([{end}])"


def _short(errors: str) -> str:
    """Return the errors of a catcher; of a long list, those that say what it is for."""
    return "throttled or down" if "SdkClientException" in errors else errors


def _meaning(condition: str) -> str:
    """Return the outcome that a condition requires, and the list whose length it compares."""
    outcome = re.search(r"outcome = '(\w+)'", condition)
    counted = re.search(r"\$count\(\$(\w+)\) ([=>]) (\d+)", condition)
    parts = [outcome[1] if outcome else "", f"{counted[1]} {counted[2]} {counted[3]}" if counted else ""]
    return ", ".join(filter(None, parts)) or condition.strip("{%} ").replace('"', "'")


if __name__ == "__main__":
    DRAWING.write_text(drawing())
    print(DRAWING.relative_to(PROJECT))
