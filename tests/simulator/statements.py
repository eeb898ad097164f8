"""The expressions of a DynamoDB request, compiled and checked once for each text that there is."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

from tests.simulator.errors import ValidationException
from tests.simulator.expressions import Test, Values, condition
from tests.simulator.updates import projection, update
from tests.simulator.values import Item

type Arguments = Mapping[str, Any]


class Statement(NamedTuple):
    """The expressions of a request, compiled."""

    condition: Test | None
    update: Callable[[Item, Values], Item] | None
    key: Test | None
    filter: Test | None


def statement(given: Arguments) -> Statement:
    """Return the expressions of a request. Raises BadExpression and ValidationException."""
    names, values = given.get("ExpressionAttributeNames", {}), given.get("ExpressionAttributeValues", {})
    return _compiled(tuple(names.items()), tuple(values), *map(given.get, _EXPRESSIONS))


_EXPRESSIONS = (
    "ConditionExpression", "UpdateExpression", "KeyConditionExpression", "FilterExpression", "ProjectionExpression"
)  # fmt: skip


@cache
def _compiled(names: tuple[tuple[str, str], ...], values: tuple[str, ...], *texts: str | None) -> Statement:
    """Compile the expressions of a request; DynamoDB rejects placeholders that none uses, and the other way round."""
    known = frozenset(names)
    compilers: list[Callable[..., Any]] = [condition, update, condition, condition, projection]
    found = [make(text, known) if text else None for make, text in zip(compilers, texts, strict=True)]
    declared, used = {name for name, _ in names} | set(values), set().union(*[each.used for each in found if each])
    if declared != used:
        raise ValidationException(f"Value provided in expressions unused, or missing: {sorted(declared ^ used)}")
    when, change, key, shown, _ = found
    return Statement(when and when.holds, change and change.apply, key and key.holds, shown and shown.holds)


def projected(item: Item, given: Arguments) -> Item:
    """Return what a read asks for of an item."""
    if "ProjectionExpression" not in given:
        return dict(item)
    names = frozenset(given.get("ExpressionAttributeNames", {}).items())
    return projection(given["ProjectionExpression"], names).apply(item)
