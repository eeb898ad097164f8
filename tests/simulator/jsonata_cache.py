"""JSONata's results: of simple expressions from compiled functions, of the others by what an expression reads.

The library needs up to a millisecond, and most inputs recur. Some results of the functions are compared with its own.

An expression's result depends on the values at the paths that it names and on nothing else, so those are the key.
Another value at any of them is evaluated anew, by the same library as the local engine's.
"""

import json
import re
from collections import Counter
from functools import cache
from typing import Any

from tests.infra import asl
from tests.simulator.jsonata_compiled import MISSING, NotSimple, compiled

_PATH = re.compile(r"\$(\w+)((?:\.\w+)*)")
_RESULTS: dict[tuple[str, str], dict[str, Any]] = {}
_EVALUATED = Counter[str]()  # times, by the expression
ALWAYS, ONE_IN = 16, 64  # times at first in which both are compared, and how often after that


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
        value = value.get(step, MISSING)
    return value


def outcome(expression: str, bindings: dict[str, Any]) -> dict[str, Any]:
    """Return what the interpreter's own evaluation returns."""
    value = _simply(expression, bindings)
    return _recalled(expression, bindings) if value is MISSING else {"value": value}


def _simply(expression: str, bindings: dict[str, Any]) -> Any:
    """Return the result of a simple expression; MISSING if only the library may evaluate it."""
    function = compiled(expression)
    if function is None:
        return MISSING
    try:
        value = function(bindings)
    except NotSimple:
        return MISSING
    _EVALUATED[expression] += 1
    if value is not MISSING and (_EVALUATED[expression] <= ALWAYS or _EVALUATED[expression] % ONE_IN == 0):
        known = asl._outcome(expression, bindings)
        assert json.dumps(known) == json.dumps({"value": value}), f"{expression}: {value} instead of {known}"
    return value


def _recalled(expression: str, bindings: dict[str, Any]) -> dict[str, Any]:
    """Return what the library found for the values that the expression reads."""
    paths = _paths(expression)
    values = [_walk(bindings, path) for path in paths]
    key = expression, json.dumps(["missing" if value is MISSING else [value] for value in values])
    if key not in _RESULTS:
        found = asl._outcome(expression, bindings)
        if len(_RESULTS) > 50_000:  # what recurs is soon there again
            _RESULTS.clear()
        _RESULTS[key] = json.loads(json.dumps(found))
    return _RESULTS[key]
