"""The definition and its expressions as AWS reads them: asl-validator, and JSONata's own library in AWS's version.

The local engine, and `asl.py`, evaluate with another library, which must come to the same on every path, after every
fault, and with results that no service promises. Node is started once.
"""

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from tests.infra.approval import Played, known, states
from tests.infra.asl import Execution
from tests.infra.evaluations import Seen, impatient, random_runs
from tests.infra.service_calls import EVALUATION, MACHINES, WATCH, definition_at
from tests.infra.stages import KINDS
from tests.infra.test_queue_watch import Stage
from tests.infra.test_workflow_arguments import RUNS
from tests.infra.test_workflow_paths import FAULTS, LEADS_TO, TASKS, fault_in
from tests.node_packages import run_in_node
from tests.templates import PROJECT

pytestmark = pytest.mark.slow

CHECKER = PROJECT / "unicorn_properties" / "workflow" / "checker"
RANDOM_RUNS = 60
DEFINITIONS = [(name, kind) for name in MACHINES for kind in KINDS]
NULLS = [  # the two libraries count null differently
    Played({"CheckContract": {"Payload": known(texts=None, languages=None, images=None, unjudged=None, reasons=None)}}),
    Played({"ValidateContent": {"Payload": {"outcome": "ACCEPTED", "reasons": None, "questions": []}}}),
    Played({"ValidateContent": {"Payload": {"outcome": "DECLINED", "reasons": None, "questions": []}}}),
    Played({"ValidateContent": {"Payload": {"outcome": "REVIEW", "reasons": [], "questions": None}}}),
]
QUEUES = [
    Stage(),
    Stage(messages={"dead": 0}, ages={"image": [3.0], "evaluation": []}),
    Stage(messages={"dead": 2, "lost": 1}, ages={"image": [3.0]}),
    Stage(messages={"dead": 0}, ages={"image": [901.0, 0.0], "evaluation": [5000.0]}),
    Stage(messages={"dead": 0}, ages={"image": []}, waits={"sync": [900_001.0], "publisher": [3.0]}),
    Stage(messages={"dead": 0}, waits={"sync": []}, throttles=[1.0, 0.0, 2.0, 1.0]),
]


@pytest.fixture(scope="module")
def seen() -> Seen:
    """Run every path, every fault in every state, and the random executions."""
    found = Seen()
    faults = [
        Played(LEADS_TO.get(state, Played()).answers, {state: fault_in(state, fault)})
        for state in TASKS
        for fault in FAULTS
    ]
    for played in [*RUNS, *NULLS, *faults]:
        Played(played.answers, played.faults, observe=found.observe, machines=impatient()).run()
    for played, event in random_runs(LEADS_TO, TASKS, RANDOM_RUNS):
        replace(played, observe=found.observe, machines=impatient()).run(event)
    for stage in QUEUES:
        Execution(definition=definition_at("prod", WATCH), call=stage, input={}, observe=found.observe).run()
    return found


BREAKS: dict[str, tuple[str, Callable[[dict[str, Any]], Any]]] = {
    "no next state": ("TERMINAL_STATE_WITH_NEXT", lambda states: states["ModerateImages"].pop("Next")),
    "a next state that is missing": (
        "MISSING_TRANSITION_TARGET",
        lambda states: states["ModerateImages"].update(Next="Nowhere"),
    ),
    "an unreachable state": ("MISSING_TRANSITION_TARGET", lambda states: states.update(Alone={"Type": "Succeed"})),
    "a condition that is a text": (
        "SCHEMA_VALIDATION_FAILED",
        lambda states: states["HasContract"]["Choices"][0].update(Condition="yes"),
    ),
    "a field of the other language": (
        "SCHEMA_VALIDATION_FAILED",
        lambda states: states["ValidateContent"].update(ResultPath="$.x"),
    ),
    "an expression that cannot be read": (
        "SCHEMA_VALIDATION_FAILED",
        lambda states: states["ValidateContent"]["Output"].update(outcome="{% $states. %}"),
    ),
    "a retrier without errors": (
        "SCHEMA_VALIDATION_FAILED",
        lambda states: states["ValidateContent"]["Retry"][0].pop("ErrorEquals"),
    ),
}


def broken(name: str) -> dict[str, Any]:
    definition = deepcopy(definition_at("prod", EVALUATION))
    BREAKS[name][1](definition["States"])
    return definition


def with_arns(definition: dict[str, Any]) -> dict[str, Any]:
    """Return the definition with an ARN where a function's name stands for it."""
    copy = deepcopy(definition)
    for _, state in states(copy):
        if ":" not in state.get("Resource", ":"):
            state["Resource"] = f"arn:aws:lambda:eu-west-1:123456789012:function:{state['Resource']}"
    return copy


@pytest.fixture(scope="module")
def answer(seen: Seen, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    valid = {f"{name}-{kind}": with_arns(definition_at(kind, name)) for name, kind in DEFINITIONS}
    definitions = valid | {name: broken(name) for name in BREAKS}
    given = json.dumps({"definitions": definitions, "evaluations": seen.asked})
    done = run_in_node(CHECKER, ["check.mjs"], tmp_path_factory.mktemp("home"), given)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(("name", "kind"), DEFINITIONS)
def test_the_definition_is_valid(name: str, kind: str, answer: dict[str, Any]) -> None:
    assert answer["findings"][f"{name}-{kind}"] == []


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_definition_is_found(name: str, answer: dict[str, Any]) -> None:
    assert [finding for finding in answer["findings"][name] if finding.startswith(BREAKS[name][0])]


def meaning(result: dict[str, Any]) -> Any:
    """Return what a result comes to. An error and no value are one failure of the state.

    `$string` of an object escapes what is not ASCII in one library only: both are the same JSON.
    """
    value = result.get("value", "no value")
    if isinstance(value, str) and value.startswith("{"):
        return json.loads(value)
    return [value] if "value" in result else value


def test_every_expression_has_the_same_result_in_both_libraries(seen: Seen, answer: dict[str, Any]) -> None:
    differ = [
        f"{asked['expression']}\n  with {json.dumps(asked['bindings'])}\n  here {here}\n  there {there}"
        for asked, here, there in zip(seen.asked, seen.results, answer["results"], strict=True)
        if json.dumps(meaning(here), sort_keys=True) != json.dumps(meaning(there), sort_keys=True)
    ]
    assert not differ, f"{len(differ)} of {len(seen.asked)}:\n" + "\n".join(differ[:5])
    assert len(seen.asked) > 900


def expressions() -> Iterator[str]:
    def texts(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        for entry in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
            yield from texts(entry)

    every = [found for name in MACHINES for found in states(definition_at("prod", name))]
    for _, state in every:
        own = {name: value for name, value in state.items() if name != "ItemProcessor"}
        yield from (text[2:-2].strip() for text in texts(own) if text.startswith("{%"))


def test_every_expression_was_evaluated_with_a_result(seen: Seen) -> None:
    with_result = {asked["expression"] for asked, result in zip(seen.asked, seen.results, strict=True) if result}
    assert {text for text in expressions() if "$millis(" not in text} - with_result == set()


def test_expressions_call_only_functions_that_step_functions_has() -> None:
    """https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html: `$eval` is missing there."""
    called = {name for text in expressions() for name in re.findall(r"\$(\w+)\(", text)}
    assert "eval" not in called
    assert called >= {"parse", "hash"}  # which JSONata does not have
