"""Expressions that the simulator compiles have the library's results; what it cannot compile is left to the library."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.infra import asl
from tests.simulator import jsonata_cache, topology
from tests.simulator.jsonata_compiled import MISSING, NotSimple, compiled

LISTS: tuple[Any, ...] = ([], [1], [[1]], [1, 2], ["x"], [{}])
VALUES: tuple[Any, ...] = (*LISTS, {}, {"a": None}, "text", "", "ü\n", 5, 0, -1, 1.5, 1.0, 1e21, True, None)
MOMENT = "2026-03-02T09:00:00.123Z"


def _expressions(part: Any) -> Iterator[str]:
    if isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _expressions(inner)
    elif isinstance(part, str) and part.startswith("{%"):
        yield part[2:-2].strip()


def _workflow() -> list[str]:
    machines = topology.of("StepFunctions::StateMachine")
    return list(dict.fromkeys(each for name in machines for each in _expressions(topology.definition(name))))


def _bindings(value: Any) -> dict[str, Any]:
    """Return what every expression of the workflow reads, with one value wherever it may differ."""
    answer = json.dumps({"outcome": value, "request": value, "reasons": value, "failure": value})
    context = {
        "Execution": {"Id": "execution-1", "Input": {"id": "event-1", "detail": value}, "StartTime": MOMENT},
        "State": {"Name": "Evaluate", "EnteredTime": "2026-03-02T09:01:30.5Z" if value == 5 else MOMENT},
        "Task": {"Token": "token"},
    }
    result = {
        "Status": "SUCCEEDED",
        "Output": answer,
        "Payload": dict.fromkeys(("outcome", "reasons", "images"), value),
    }
    names = ("unjudged", "texts", "languages", "images", "moderated", "read", "unavailable", "reasons", "failure")
    states = {"input": {"outcome": value}, "result": result, "errorOutput": {"Error": value}, "context": context}
    return {"states": states, "request": {"metadata": value}, "published_at": MOMENT} | dict.fromkeys(names, value)


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_compiled_expressions_have_the_results_of_the_library(value: Any) -> None:
    bindings = _bindings(value)
    for expression in _workflow():
        function = compiled(expression)
        try:
            found = function(bindings) if function else MISSING
        except NotSimple:
            continue
        if found is not MISSING:
            assert json.dumps({"value": found}) == json.dumps(asl._outcome(expression, bindings)), expression


def test_most_expressions_of_the_workflow_are_compiled() -> None:
    assert sum(compiled(expression) is not None for expression in _workflow()) > len(_workflow()) / 2


def test_other_syntax_is_left_to_the_library() -> None:
    for expression in ("$a.b[0]", "$a.b[]", "$a.*", "$a ? 1", "$sum($a)", "[1..3]", "$map($a, function($x) { $x })"):
        assert compiled(expression) is None, expression


def test_a_result_that_is_not_the_librarys_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonata_cache, "compiled", lambda _: lambda _: "another")
    with pytest.raises(AssertionError, match="another instead of"):
        jsonata_cache.outcome("'one'", {})
