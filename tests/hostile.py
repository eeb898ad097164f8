"""Bodies with one field changed to something that a careless or hostile caller may send."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

MISSING = object()


def changed(body: Mapping[str, Any], field: str, value: object) -> dict[str, Any]:
    """Return a copy with one field, `a.b` of an object inside, set to a value, or removed if that is MISSING."""
    copy = dict(deepcopy(body))
    *parents, name = field.split(".")
    part = copy
    for parent in parents:
        part = part[parent]
    if value is MISSING:
        del part[name]
    else:
        part[name] = value
    return copy
