"""JSONata's results by what an expression reads: the library needs up to a millisecond, and most inputs recur.

An expression's result depends on the values at the paths that it names and on nothing else, so those are the key.
Another value at any of them is evaluated anew, by the same library as the local engine's.
"""

import json
import re
from functools import cache
from typing import Any

from tests.infra import asl

_PATH = re.compile(r"\$(\w+)((?:\.\w+)*)")
_PLAIN = re.compile(r"\$\w+(?:\.\w+)*")
_MISSING = object()
_RESULTS: dict[tuple[str, str], dict[str, Any]] = {}


@cache
def _paths(expression: str) -> tuple[tuple[str, ...], ...]:
    found = {(name, *rest.split(".")[1:]) for name, rest in _PATH.findall(expression)}
    return tuple(sorted(found))


def _walk(bindings: Any, path: tuple[str, ...]) -> Any:
    """Return the value at a path, or the first value on it that is no object."""
    value = bindings
    for step in path:
        if not isinstance(value, dict):
            return value
        value = value.get(step, _MISSING)
    return value


def outcome(expression: str, bindings: dict[str, Any]) -> dict[str, Any]:
    """Return what the interpreter's own evaluation returns."""
    paths = _paths(expression)
    values = [_walk(bindings, path) for path in paths]
    if _PLAIN.fullmatch(expression) and isinstance(values[0], str | bool | int | float):
        return {"value": values[0]}
    key = expression, json.dumps(["missing" if value is _MISSING else [value] for value in values])
    if key not in _RESULTS:
        found = asl._outcome(expression, bindings)
        if len(_RESULTS) > 50_000:  # what recurs is soon there again
            _RESULTS.clear()
        _RESULTS[key] = json.loads(json.dumps(found))
    return _RESULTS[key]
