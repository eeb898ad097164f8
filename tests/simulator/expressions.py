"""DynamoDB's expressions, compiled once to functions: conditions, key conditions, filters; updates.py has the others.

The grammar is that of the Developer Guide ("Expressions in DynamoDB").
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from tests.simulator.values import COMPARE, FUNCTIONS, Item, Path, Value, compared, find, size

type Values = Mapping[str, Value]
type Operand = Callable[[Item, Values], Value | None]
type Test = Callable[[Item, Values], bool]

_TOKEN = re.compile(r"\s*(<>|<=|>=|[=<>(),.+\-\[\]]|[#:]?[A-Za-z0-9_]+)")


class BadExpression(Exception):
    """Raised for what DynamoDB answers with a ValidationException."""


class Condition(NamedTuple):
    holds: Test
    used: frozenset[str]  # the placeholders


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
            return lambda item, _: size(find(item, path))
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
            return lambda i, v: compared(low(i, v), "<=", left(i, v)) and compared(left(i, v), "<=", high(i, v))
        if sign == "IN":
            self.take("(")
            options = [self.operand()]
            while self.accept(","):
                options.append(self.operand())
            self.take(")")
            return lambda i, v: any(compared(left(i, v), "=", option(i, v)) for option in options)
        right = self.operand()
        if sign == "<>":
            return lambda i, v: not compared(left(i, v), "=", right(i, v))
        if sign not in COMPARE:
            raise BadExpression(f"{self._text}: unknown comparison {sign}")
        return lambda i, v: compared(left(i, v), sign, right(i, v))

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


@cache
def condition(text: str, names: frozenset[tuple[str, str]]) -> Condition:
    parser = Parser(text, dict(names))
    holds = parser.condition()
    parser.end()
    return Condition(holds, frozenset(parser.used))
