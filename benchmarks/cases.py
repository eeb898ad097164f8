"""The cases in which functions are measured: the event, the answers of AWS, and the answer that is expected.

A case is benchmarks/events/<FunctionLogicalId>.json, a further one <FunctionLogicalId>.<case>.json:

    event        the function's input
    answers      operation of AWS -> its answer; {"file": NAME} answers with that file's bytes,
                 {"photo": [WIDTH, HEIGHT]} with a JPEG of that size
    like         another case, to which this one is a merge patch (RFC 7396)
    expect       members that the function's answer must have, so that no failure is measured by mistake
    environment  variables that need a better value than the name of what they refer to
"""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

EVENTS = Path(__file__).resolve().parent / "events"


class CaseMissing(Exception):
    """Raised when a function has no case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    name: str
    event: Any
    answers: dict[str, Any]
    expect: dict[str, Any]
    environment: dict[str, str]
    calls: int | None = None  # of AWS that a request must have answered, where its answer does not tell a failure

    def expecting(self, members: dict[str, Any]) -> "Case":
        return replace(self, expect=members)


def cases_of(function: str, events: Path = EVENTS) -> list[Case]:
    """Return the function's cases. Raises CaseMissing."""
    found = [case(file.stem, events) for file in sorted(events.glob("*.json")) if file.name.split(".")[0] == function]
    if not found:
        raise CaseMissing(f"{function} has no case: write benchmarks/events/{function}.json like the others there")
    return found


def case(name: str, events: Path = EVENTS) -> Case:
    given = _given(name, events)
    return Case(
        name=name,
        event=given["event"],
        answers=given.get("answers", {}),
        expect=given["expect"],
        environment=given.get("environment", {}),
    )


def _given(name: str, events: Path) -> dict[str, Any]:
    given: dict[str, Any] = json.loads((events / f"{name}.json").read_text())
    if "like" not in given:
        return given
    merged: dict[str, Any] = _merged(_given(given.pop("like"), events), given)
    return merged


def _merged(model: Any, patch: Any) -> Any:
    """Merge as RFC 7396 does: objects member by member, null takes a member away, anything else takes its place."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(model) if isinstance(model, dict) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = _merged(merged.get(name), value)
    return merged
