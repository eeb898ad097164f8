"""DynamoDB's expressions, compiled once to functions: conditions, key conditions, filters, updates and projections.

The grammar is that of the Developer Guide ("Expressions in DynamoDB"). Values are compared within one type, numbers as
decimals; a comparison with an attribute that is not there is false, but for `<>`.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

type Value = dict[str, Any]
type Item = dict[str, Value]
type Values = Mapping[str, Value]
type Operand = Callable[[Item, Values], Value | None]
type Test = Callable[[Item, Values], bool]
type Path = tuple[str | int, ...]

_TOKEN = re.compile(r"\s*(<>|<=|>=|[=<>(),.+\-\[\]]|[#:]?[A-Za-z0-9_]+)")
COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: a == b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


class BadExpression(Exception):
    """Raised for what DynamoDB answers with a ValidationException."""


class Condition(NamedTuple):
    holds: Test
    used: frozenset[str]  # the placeholders


def plain(value: Value) -> tuple[str, Any]:
    """Return the type of a value, and the value in a form that compares."""
    [(kind, given)] = value.items()
    if kind == "N":
        return kind, int(given) if given.isdigit() else Decimal(given)
    return kind, set(given) if kind in {"SS", "NS"} else given


def find(item: Item, path: Path) -> Value | None:
    """Return the value at a path in an item."""
    found: Value | None = item.get(str(path[0]))
    for step in path[1:]:
        if found is None:
            return None
        inner = found.get("L" if isinstance(step, int) else "M")
        if inner is None:
            return None
        found = (inner[step] if step < len(inner) else None) if isinstance(step, int) else inner.get(step)
    return found


class Parser:
    """A recursive descent through the tokens of one expression."""

    def __init__(self, text: str, names: Mapping[str, str]) -> None:
        self._tokens, at = [], 0
        while text[at:].strip():
            found = _TOKEN.match(text, at)
            if not found:
                raise BadExpression(f"{text}: at {text[at:]}")
            self._tokens.append(found[1])
            at = found.end()
        self._text, self._names, self._at = text, names, 0
        self.used: set[str] = set()

    @property
    def token(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    @property
    def word(self) -> str:
        return self.token.upper()

    def next(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1]

    def take(self, token: str) -> None:
        if self.word != token:
            raise BadExpression(f"{self._text}: {token} is missing before {self.token!r}")
        self._at += 1

    def accept(self, token: str) -> bool:
        if self.word != token:
            return False
        self._at += 1
        return True

    def end(self) -> None:
        if self.token:
            raise BadExpression(f"{self._text}: unexpected {self.token}")

    def path(self) -> Path:
        steps: list[str | int] = [self._name()]
        while self.token in {".", "["}:
            if self.next() == ".":
                steps.append(self._name())
            else:
                steps.append(int(self.next()))
                self.take("]")
        return tuple(steps)

    def operand(self) -> Operand:
        if self.token.startswith(":"):
            name = self._placeholder()
            return lambda _, values: values[name]
        if self.word == "SIZE":
            self.next()
            self.take("(")
            path = self.path()
            self.take(")")
            return lambda item, _: _size(find(item, path))
        path = self.path()
        return lambda item, _: find(item, path)

    def condition(self) -> Test:
        tests = [self._all()]
        while self.accept("OR"):
            tests.append(self._all())
        return tests[0] if len(tests) == 1 else lambda item, values: any(test(item, values) for test in tests)

    def _all(self) -> Test:
        tests = [self._not()]
        while self.accept("AND"):
            tests.append(self._not())
        return tests[0] if len(tests) == 1 else lambda item, values: all(test(item, values) for test in tests)

    def _not(self) -> Test:
        if self.accept("NOT"):
            test = self._not()
            return lambda item, values: not test(item, values)
        if self.accept("("):
            inner = self.condition()
            self.take(")")
            return inner
        return self._function() if self.token in FUNCTIONS else self._comparison()

    def _function(self) -> Test:
        name = self.next()
        self.take("(")
        path, arguments = self.path(), []
        while self.accept(","):
            arguments.append(self.operand())
        self.take(")")
        function = FUNCTIONS[name]
        return lambda item, values: function(find(item, path), *[argument(item, values) for argument in arguments])

    def _comparison(self) -> Test:
        left, sign = self.operand(), self.next().upper()
        if sign == "BETWEEN":
            low = self.operand()
            self.take("AND")
            high = self.operand()
            return lambda i, v: _compared(low(i, v), "<=", left(i, v)) and _compared(left(i, v), "<=", high(i, v))
        if sign == "IN":
            self.take("(")
            options = [self.operand()]
            while self.accept(","):
                options.append(self.operand())
            self.take(")")
            return lambda i, v: any(_compared(left(i, v), "=", option(i, v)) for option in options)
        right = self.operand()
        if sign == "<>":
            return lambda i, v: not _compared(left(i, v), "=", right(i, v))
        if sign not in COMPARE:
            raise BadExpression(f"{self._text}: unknown comparison {sign}")
        return lambda i, v: _compared(left(i, v), sign, right(i, v))

    def _placeholder(self) -> str:
        name = self.next()
        self.used.add(name)
        return name

    def _name(self) -> str:
        if not self.token.startswith("#"):
            return self.next()
        name = self._placeholder()
        if name not in self._names:
            raise BadExpression(f"{self._text}: {name} is not among the names")
        return self._names[name]


def _compared(left: Value | None, sign: str, right: Value | None) -> bool:
    if left is None or right is None:
        return False
    (kind, mine), (other, theirs) = plain(left), plain(right)
    return kind == other and COMPARE[sign](mine, theirs)


def _size(value: Value | None) -> Value | None:
    return None if value is None else {"N": str(len(next(iter(value.values()))))}


def _contains(value: Value | None, part: Value | None) -> bool:
    if value is None or part is None:
        return False
    kind, given = plain(value)
    return part in given if kind == "L" else part[next(iter(part))] in given


FUNCTIONS: Mapping[str, Callable[..., bool]] = {
    "attribute_exists": lambda value: value is not None,
    "attribute_not_exists": lambda value: value is None,
    "attribute_type": lambda value, kind: value is not None and kind["S"] in value,
    "begins_with": lambda value, start: value is not None and str(value.get("S", "")).startswith(start["S"]),
    "contains": _contains,
}


@cache
def condition(text: str, names: frozenset[tuple[str, str]]) -> Condition:
    parser = Parser(text, dict(names))
    holds = parser.condition()
    parser.end()
    return Condition(holds, frozenset(parser.used))
