"""EventBridge's event patterns, compiled once to functions: those of rules and of stream mappings' filters."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from tests.simulator import topology

type Matches = Callable[[Any], bool]


def compiled(pattern: Any) -> Matches:
    """Return what says whether a value matches a pattern."""
    if isinstance(pattern, dict):
        return _object([(name, compiled(inner)) for name, inner in pattern.items()])
    literals = [option for option in pattern if not isinstance(option, dict)]
    others = [_option(option) for option in pattern if isinstance(option, dict)]
    if not others:
        return lambda value: value in literals
    return lambda value: value in literals or any(matches(value) for matches in others)


def _object(members: list[tuple[str, Matches]]) -> Matches:
    def matches(value: Any) -> bool:
        given = value if isinstance(value, dict) else {}
        for name, inner in members:  # noqa: SIM110 - all() with a generator takes twice the time
            if not inner(given.get(name)):
                return False
        return True

    return matches


def _option(option: dict[str, Any]) -> Matches:
    [(how, argument)] = option.items()
    match how:
        case "exists":
            return lambda value: (value is not None) == argument
        case "prefix":
            return lambda value: isinstance(value, str) and value.startswith(argument)
        case "anything-but":
            excluded = argument if isinstance(argument, list) else [argument]
            return lambda value: value is not None and value not in excluded
    raise ValueError(f"the pattern {option} is not modelled")


@cache
def filters(mapping: str) -> tuple[Matches, ...]:
    """Return the filters of an event source mapping; with none, everything passes."""
    given = topology.of("Lambda::EventSourceMapping")[mapping].get("FilterCriteria", {}).get("Filters", [])
    return tuple(compiled(json.loads(each["Pattern"])) for each in given)


@cache
def rules(bus: str, default: str) -> tuple[tuple[str, Matches, list[dict[str, Any]]], ...]:
    """Return the rules of a bus: name, pattern and targets; a rule that names no bus is on the default one."""
    return tuple(
        (name, compiled(rule["EventPattern"]), rule["Targets"])
        for name, rule in topology.of("Events::Rule").items()
        if "EventPattern" in rule and rule.get("EventBusName", default) == bus
    )
