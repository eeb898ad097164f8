"""Executions that evaluate every expression of the workflow with usual and with odd values, and what came of it."""

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Any

from tests.infra.approval import EVENT, Machines, Played, states
from tests.infra.asl import TaskError
from tests.infra.service_calls import EVALUATION, WORKFLOW, definition_at

ODD: list[Any] = [None, True, "", "é 好 😀", 5.5, -1, 0, 1e21, [], [[]], ["one"], {}, {"code": None}, [None], "5"]

type Json = Any


@cache
def impatient() -> Machines:
    """Return the workflow with one attempt more at most, where it has many: the expressions are the same."""
    workflow, evaluation = (deepcopy(definition_at("prod", name)) for name in (WORKFLOW, EVALUATION))
    for _, state in (*states(workflow), *states(evaluation)):
        for retrier in state.get("Retry", []):
            retrier["MaxAttempts"] = min(1, retrier["MaxAttempts"])
    return workflow, evaluation


@dataclass
class Seen:
    """Every expression that was evaluated, with its bindings and the result: `{value}`, or `{}` after an error."""

    asked: list[dict[str, Any]] = field(default_factory=list)
    results: list[dict[str, Any]] = field(default_factory=list)
    known: set[str] = field(default_factory=set)

    def observe(self, expression: str, bindings: dict[str, Any], outcome: dict[str, Any]) -> None:
        if "$millis(" in expression:  # another result at each evaluation
            return
        used = {name: value for name, value in bindings.items() if f"${name}" in expression}
        key = expression + json.dumps(used)
        if key not in self.known:
            self.known.add(key)
            self.asked.append({"expression": expression, "bindings": deepcopy(used)})
            self.results.append(deepcopy(outcome))


def leaves(value: Json, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value inside a value, itself included."""
    yield path
    within = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else []
    for key, entry in within:
        yield from leaves(entry, (*path, key))


def disturbed(value: Json, random: Random) -> Json:
    """Return the value with something inside replaced or left out."""
    copy = {"": deepcopy(value)}
    *way, last = ("", *random.choice(list(leaves(value))))
    parent: Any = copy
    for key in way:
        parent = parent[key]
    if isinstance(parent, dict) and way and random.random() < 0.3:
        del parent[last]
    else:
        parent[last] = random.choice(ODD)
    return copy[""]


@dataclass
class Disturbed(Played):
    """One state's service returns something odd."""

    state: str = ""
    random: Random = field(default_factory=Random)

    def _call(self, state: str, resource: str, arguments: Any) -> Any:
        try:
            answer = super()._call(state, resource, arguments)
        except (AssertionError, AttributeError, KeyError, TypeError) as error:  # as a function fails, or a service
            raise TaskError(type(error).__name__) from error
        return disturbed(answer, self.random) if state == self.state else answer


def random_runs(leads_to: dict[str, Played], states: list[str], number: int) -> Iterator[tuple[Played, Json]]:
    """Yield executions whose services return something odd, and their events, a third of which are odd too."""
    random = Random(20260302)
    for count in range(number):
        state = states[count % len(states)]
        answers = leads_to.get(state, Played()).answers
        yield Disturbed(answers, state=state, random=random), disturbed(EVENT, random) if count % 3 == 0 else EVENT
