"""DynamoDB's update and projection expressions, compiled once to functions."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from tests.simulator.expressions import BadExpression, Operand, Parser, Values
from tests.simulator.values import Item, Path, Value, find

type Action = Callable[[Item, Item, Values], None]  # what was there, what becomes of it

CLAUSES = {"SET", "REMOVE", "ADD", "DELETE"}


class Update(NamedTuple):
    apply: Callable[[Item, Values], Item]
    used: frozenset[str]


class Projection(NamedTuple):
    apply: Callable[[Item], Item]
    used: frozenset[str]


@cache
def update(text: str, names: frozenset[tuple[str, str]]) -> Update:
    parser = Parser(text, dict(names))
    actions: list[Action] = []
    while parser.token:
        clause = parser.next().upper()
        if clause not in CLAUSES:
            raise BadExpression(f"{text}: unknown clause {clause}")
        actions.append(_ACTIONS[clause](parser))
        while parser.accept(","):
            actions.append(_ACTIONS[clause](parser))

    def apply(item: Item, values: Values) -> Item:
        after = dict(item)
        for action in actions:
            action(item, after, values)
        return after

    return Update(apply, frozenset(parser.used))


@cache
def projection(text: str, names: frozenset[tuple[str, str]]) -> Projection:
    parser = Parser(text, dict(names))
    paths = [parser.path()]
    while parser.accept(","):
        paths.append(parser.path())
    parser.end()

    def apply(item: Item) -> Item:
        shown: Item = {}
        for path in paths:
            if (value := find(item, path)) is not None:
                _put(shown, path, value)
        return shown

    return Projection(apply, frozenset(parser.used))


def _set(parser: Parser) -> Action:
    path = parser.path()
    parser.take("=")
    value = _sum(parser)

    def action(before: Item, after: Item, values: Values) -> None:
        given = value(before, values)
        if given is None:
            raise BadExpression("the update refers to an attribute that does not exist in the item")
        _put(after, path, given)

    return action


def _sum(parser: Parser) -> Operand:
    left = _assigned(parser)
    if parser.token not in {"+", "-"}:
        return left
    sign, right = parser.next(), _assigned(parser)
    return lambda item, values: _added(left(item, values), right(item, values), 1 if sign == "+" else -1)


def _assigned(parser: Parser) -> Operand:
    name = parser.word
    if name not in {"IF_NOT_EXISTS", "LIST_APPEND"}:
        return parser.operand()
    parser.next()
    parser.take("(")
    first = _assigned(parser)
    parser.take(",")
    second = _assigned(parser)
    parser.take(")")
    if name == "IF_NOT_EXISTS":
        return lambda item, values: first(item, values) or second(item, values)
    return lambda item, values: _appended(first(item, values), second(item, values))


def _appended(first: Value | None, second: Value | None) -> Value | None:
    return {"L": first["L"] + second["L"]} if first and second else None


def _added(left: Value | None, right: Value | None, sign: int) -> Value | None:
    if left is None or right is None:
        return None
    return {"N": str(Decimal(left["N"]) + sign * Decimal(right["N"]))}


def _remove(parser: Parser) -> Action:
    path = parser.path()
    return lambda _, after, __: _drop(after, path)


def _add(parser: Parser) -> Action:
    path, amount = parser.path(), parser.operand()

    def action(before: Item, after: Item, values: Values) -> None:
        given, known = amount(before, values), find(before, path)
        assert given is not None
        if "N" in given:
            _put(after, path, _added(known or {"N": "0"}, given, 1) or given)
        else:
            [(kind, more)] = given.items()
            _put(after, path, {kind: sorted({*(known or {kind: []})[kind], *more})})

    return action


def _delete(parser: Parser) -> Action:
    path, amount = parser.path(), parser.operand()

    def action(before: Item, after: Item, values: Values) -> None:
        given, known = amount(before, values), find(before, path)
        assert given is not None
        [(kind, less)] = given.items()
        left = [each for each in (known or {kind: []})[kind] if each not in less]
        _put(after, path, {kind: left}) if left else _drop(after, path)

    return action


_ACTIONS: Mapping[str, Callable[[Parser], Action]] = {"SET": _set, "REMOVE": _remove, "ADD": _add, "DELETE": _delete}


def _put(item: Item, path: Path, value: Value) -> None:
    place, last = _place(item, path), path[-1]
    if isinstance(last, int) and last >= len(place):
        place.append(value)
    else:
        place[last] = value


def _drop(item: Item, path: Path) -> None:
    place, last = _place(item, path), path[-1]
    if isinstance(last, int):
        del place[last : last + 1]
    else:
        place.pop(last, None)


def _place(item: Item, path: Path) -> Any:
    """Return the map or list that holds the last step of a path: a copy of its own, as all on the way to it."""
    place: Any = item
    for step, following in pairwise(path):
        kind, copied = ("L", list) if isinstance(following, int) else ("M", dict)
        inner = place[step] if isinstance(step, int) else place.get(step, {kind: ()})
        place[step] = {kind: copied(inner[kind])}
        place = place[step][kind]
    return place
