"""JSONata expressions, compiled to functions where they are simple: the library needs up to half a millisecond.

What is not simple is left to the library: an expression with other syntax, and an input for which it has rules of its
own. tests/simulator/jsonata_cache.py compares the results of both.
"""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any

import jsonata

type Bindings = dict[str, Any]
type Compiled = Callable[[Bindings], Any]

MISSING = object()
_IGNORED = {"_outer_instance", "position", "id", "type", "value", "bp", "lbp", "consarray"}
_TYPES: Mapping[type, str] = {str: "string", dict: "object", list: "array"}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class NotSimple(Exception):
    """Raised for what only the library may evaluate."""


def _text(value: Any) -> str:
    if type(value) is not str:
        raise NotSimple
    return value


def _number(value: Any) -> Any:
    if type(value) is not int:
        raise NotSimple
    return value


def _truth(value: Any) -> bool:
    if type(value) is not bool:
        raise NotSimple
    return value


def _equal(left: Any, right: Any) -> bool:
    if type(left) is not type(right) or type(left) not in {str, int, bool}:
        raise NotSimple
    return bool(left == right)


def _moment(text: Any) -> int:
    if len(_text(text)) != len("2026-03-02T09:00:00.000Z"):
        raise NotSimple
    return (datetime.fromisoformat(text) - _EPOCH) // timedelta(milliseconds=1)


def _written(millis: Any) -> str:
    moment = _EPOCH + timedelta(milliseconds=_number(millis))
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _string(value: Any) -> str:
    if type(value) is str:
        return value
    if type(value) is not dict:
        raise NotSimple
    return json.dumps(value, separators=(",", ":"))


def _padded(text: Any, width: Any, filler: Any) -> str:
    if _number(width) >= 0:
        raise NotSimple
    return _text(text).rjust(-width, _text(filler))


def _part(text: Any, start: Any, length: Any = None) -> str:
    if _number(start) < 0 or (length is not None and _number(length) < 0):
        raise NotSimple
    return _text(text)[start:] if length is None else _text(text)[start : start + length]


def _merged(parts: Any) -> dict[str, Any]:
    if not all(type(part) is dict for part in parts):
        raise NotSimple
    return {name: value for part in parts for name, value in part.items()}


def _in_hexadecimal(number: Any, base: Any) -> str:
    if base != 16 or _number(number) < 0:
        raise NotSimple
    return f"{number:x}"


def _count(value: Any) -> int:
    if type(value) is not list:
        raise NotSimple
    return len(value)


_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "parse": lambda text: json.loads(_text(text)),
    "exists": lambda value: value is not MISSING,
    "type": lambda value: _TYPES[type(value)],
    "toMillis": _moment,
    "fromMillis": _written,
    "string": _string,
    "hash": lambda text, _: sha256(_text(text).encode()).hexdigest(),
    "formatBase": _in_hexadecimal,
    "pad": _padded,
    "substring": _part,
    "merge": _merged,
    "count": _count,
}
_BINARY: Mapping[str, Callable[[Any, Any], Any]] = {
    "=": _equal,
    "&": lambda left, right: _text(left) + _text(right),
    "-": lambda left, right: _number(left) - _number(right),
    "<": lambda left, right: bool(_number(left) < _number(right)),
    "<=": lambda left, right: bool(_number(left) <= _number(right)),
    ">": lambda left, right: bool(_number(left) > _number(right)),
    ">=": lambda left, right: bool(_number(left) >= _number(right)),
}


@cache
def compiled(expression: str) -> Compiled | None:
    """Return a function of the bindings, which raises NotSimple; None for an expression that is not simple."""
    try:
        return _node(jsonata.Jsonata.jsonata(expression).ast)
    except NotSimple:
        return None


def _node(node: Any) -> Compiled:
    makers: dict[str, Callable[[Any], Compiled]] = {
        "string": _constant, "number": _constant, "variable": _variable, "path": _path, "condition": _condition,
        "binary": _binary, "unary": _unary, "function": _function, "block": _block,
    }  # fmt: skip
    make = makers.get(node.type)
    if make is None:
        raise NotSimple
    return make(node)


def _only(node: Any, *members: str) -> None:
    """Make sure that a node has nothing but these members: no predicate, no grouping, no order."""
    if {name for name, value in vars(node).items() if value not in (None, False, [], 0)} - _IGNORED - set(members):
        raise NotSimple


def _constant(node: Any) -> Compiled:
    _only(node)
    value = node.value
    return lambda _: value


def _variable(node: Any) -> Compiled:
    _only(node)
    name = node.value

    def found(bindings: Bindings) -> Any:
        value = bindings.get(name, MISSING)
        if value is None:
            raise NotSimple
        return value

    return found


def _path(node: Any) -> Compiled:
    _only(node, "steps")
    first, names = _node(node.steps[0]), [_name(step) for step in node.steps[1:]]

    def walked(bindings: Bindings) -> Any:
        value = first(bindings)
        for name in names:
            if value is MISSING:
                return MISSING
            if type(value) is not dict:
                raise NotSimple
            value = value.get(name, MISSING)
        return value

    return walked


def _name(step: Any) -> str:
    _only(step)
    if step.type != "name":
        raise NotSimple
    return str(step.value)


def _condition(node: Any) -> Compiled:
    _only(node, "condition", "then", "_else")
    if node._else is None:
        raise NotSimple
    when, then, otherwise = _node(node.condition), _node(node.then), _node(node._else)
    return lambda bindings: then(bindings) if _truth(when(bindings)) else otherwise(bindings)


def _binary(node: Any) -> Compiled:
    _only(node, "lhs", "rhs")
    left, right = _node(node.lhs), _node(node.rhs)
    if node.value == "and":
        return lambda bindings: _truth(left(bindings)) and _truth(right(bindings))
    if node.value not in _BINARY:
        raise NotSimple
    operator = _BINARY[node.value]
    return lambda bindings: operator(left(bindings), right(bindings))


def _unary(node: Any) -> Compiled:
    if node.value == "[":
        return _array(node)
    _only(node, "lhs_object")
    if node.value != "{" or any(name.type != "string" for name, _ in node.lhs_object or []):
        raise NotSimple
    members = [(name.value, _node(value)) for name, value in node.lhs_object or []]

    def made(bindings: Bindings) -> Any:
        values = {name: value(bindings) for name, value in members}
        return {name: value for name, value in values.items() if value is not MISSING}

    return made


def _array(node: Any) -> Compiled:
    _only(node, "expressions")
    values = [_node(each) for each in node.expressions]

    def made(bindings: Bindings) -> Any:
        found = [value(bindings) for value in values]
        if any(type(each) is list or each is MISSING for each in found):
            raise NotSimple
        return found

    return made


def _function(node: Any) -> Compiled:
    _only(node, "procedure", "arguments")
    function = _FUNCTIONS.get(node.procedure.value)
    if node.procedure.type != "variable" or function is None:
        raise NotSimple
    arguments = [_node(each) for each in node.arguments]

    def called(bindings: Bindings) -> Any:
        try:
            return function(*[argument(bindings) for argument in arguments])
        except (KeyError, TypeError, ValueError):
            raise NotSimple from None

    return called


def _block(node: Any) -> Compiled:
    _only(node, "expressions")
    *binds, last = node.expressions
    for bind in binds:
        if bind.type != "bind" or bind.lhs.type != "variable":
            raise NotSimple
    bound = [(bind.lhs.value, _node(bind.rhs)) for bind in binds]
    result = _node(last)

    def evaluated(bindings: Bindings) -> Any:
        inner = dict(bindings)
        for name, value in bound:
            inner[name] = value(inner)
        return result(inner)

    return evaluated
