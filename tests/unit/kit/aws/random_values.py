"""Random values of DynamoDB attributes: every type, nested, and some that the service refuses; and random choices."""

import random
import string
from collections.abc import Callable
from typing import Any, NamedTuple

type Value = dict[str, Any]

LETTERS = string.ascii_letters + string.digits + " -_#/+" + "äßéñœŁ東京كيف😀🏠\u0301\u200d\n\t\"\\'<&\x7f\u2028"
NUMBERS = (
    "0",
    "-0",
    "1",
    "-1",
    "3.14",
    "-2.50",
    "1E+3",
    "1e-130",
    "9.9999999999999999999999999999999999999E+125",
    "007",
)
NO_NUMBERS = ("", "x", "NaN", "1E+126", "1" * 39)
NAMES = ("a", "b", "note", "B", "BS", "M", "S", "rooms.of", "größe", "code", "message", "__type")


class Names(NamedTuple):
    table: str
    bus: str
    queue: str  # its URL
    fifo: str  # likewise


def text(chance: random.Random, most: int = 20) -> str:
    return "".join(chance.choices(LETTERS, k=chance.randint(0, most)))


def number(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.02:
        return chance.choice(NO_NUMBERS)
    if kind < 0.3:
        return chance.choice(NUMBERS)
    return str(chance.choice([chance.randint(-100, 100), chance.randint(-(10**37), 10**37), chance.random()]))


def binary(chance: random.Random) -> bytes | bytearray:
    made = chance.randbytes(chance.randint(0, 30))
    return made if chance.random() < 0.8 else bytearray(made)


def members(chance: random.Random, make: Any) -> list[Any]:
    """A set: rarely empty or with a member twice, which DynamoDB refuses."""
    made = [make(chance) for _ in range(chance.randint(0 if chance.random() < 0.05 else 1, 4))]
    return (
        made
        if chance.random() < 0.05
        else list({bytes(m) if isinstance(m, bytearray) else m: m for m in made}.values())
    )


def value(chance: random.Random, depth: int = 3) -> Value:
    kind = chance.choice(["S", "S", "N", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", *(["L", "M"] if depth else [])])
    make: dict[str, Callable[[], Any]] = {
        "S": lambda: text(chance),
        "N": lambda: number(chance),
        "B": lambda: binary(chance),
        "BOOL": lambda: chance.random() < 0.5,
        "NULL": lambda: chance.random() < 0.95,
        "SS": lambda: members(chance, text),
        "NS": lambda: members(chance, number),
        "BS": lambda: members(chance, binary),
        "L": lambda: [value(chance, depth - 1) for _ in range(chance.randint(0, 3))],
        "M": lambda: attributes(chance, depth - 1),
    }
    return {kind: make[kind]()}


def attributes(chance: random.Random, depth: int = 3) -> dict[str, Value]:
    return {name: value(chance, depth) for name in chance.sample(NAMES, chance.randint(0, 4))}


def some(chance: random.Random, **choices: list[Any]) -> dict[str, Any]:
    return {name: chance.choice(values) for name, values in choices.items() if chance.random() < 0.4}
