"""DynamoDB's attribute values: how they compare, where a path leads, and the functions of conditions.

Values are compared within one type, numbers as decimals; a comparison with an attribute that is not there is false.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

type Value = dict[str, Any]
type Item = dict[str, Value]
type Path = tuple[str | int, ...]

COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: a == b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


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


def compared(left: Value | None, sign: str, right: Value | None) -> bool:
    if left is None or right is None:
        return False
    (kind, mine), (other, theirs) = plain(left), plain(right)
    return kind == other and COMPARE[sign](mine, theirs)


def size(value: Value | None) -> Value | None:
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
