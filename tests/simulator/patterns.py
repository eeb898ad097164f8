"""EventBridge's event patterns, compiled once to functions: those of rules and of stream mappings' filters."""

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from tests.simulator import topology

type Matches = Callable[[Any], bool]


def compiled(pattern: Any) -> Matches:
    """Return what says whether a value matches a pattern."""
    leaves = list(_leaves(pattern, ()))

    def matches(value: Any) -> bool:
        for path, literals, options in leaves:
            found = value
            for step in path:
                found = found.get(step) if isinstance(found, dict) else None
            if found not in literals and not (options and any(option(found) for option in options)):
                return False
        return True

    return matches


def _leaves(pattern: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], list[Any], list[Matches]]]:
    """Yield the path to each list of a pattern, its literals, and what its other options ask."""
    if isinstance(pattern, dict):
        for name, inner in pattern.items():
            yield from _leaves(inner, (*path, name))
        return
    literals = [option for option in pattern if not isinstance(option, dict)]
    yield path, literals, [_option(option) for option in pattern if isinstance(option, dict)]


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


def passes(filters: tuple[Matches, ...], record: Any) -> bool:
    """Return whether a mapping takes a record; with no filter, it takes everything."""
    for matches in filters:
        if matches(record):
            return True
    return not filters


@cache
def filters(mapping: str) -> tuple[Matches, ...]:
    """Return the filters of an event source mapping."""
    given = topology.of("Lambda::EventSourceMapping")[mapping].get("FilterCriteria", {}).get("Filters", [])
    return tuple(compiled(json.loads(each["Pattern"])) for each in given)


def taking(bus: str, default: str, event: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Return the rules that take an event of a bus, and their targets. A rule without a bus is on the default one."""
    for name, matches, targets in _rules(bus, default, event["source"], event["detail-type"]):
        if matches(event):
            yield name, targets


@cache
def _rules(bus: str, default: str, source: str, detail_type: str) -> list[tuple[str, Matches, list[dict[str, Any]]]]:
    """Return the rules of a bus that may take such events, with what else they ask for."""
    kind, found = {"source": source, "detail-type": detail_type}, []
    for name, rule in topology.of("Events::Rule").items():
        pattern = rule.get("EventPattern", {})
        of_kind = {member: pattern[member] for member in pattern.keys() & kind.keys()}
        if pattern and rule.get("EventBusName", default) == bus and compiled(of_kind)(kind):
            others = {member: inner for member, inner in pattern.items() if member not in kind}
            found.append((name, compiled(others), rule["Targets"]))
    return found
