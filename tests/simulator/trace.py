"""What happened in a history, line by line; the lines are written when somebody reads them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

type Note = tuple[float, tuple[object, ...]]


@dataclass
class Trace:
    """`notes` are moments with facts that do not change any more; a mapping is the arguments of a call."""

    notes: list[Note] = field(default_factory=list)

    @cached_property
    def lines(self) -> list[str]:
        return [f"{at:.3f} " + " ".join(map(_written, facts)) for at, facts in self.notes]

    @property
    def digest(self) -> str:
        return sha256("\n".join(self.lines).encode()).hexdigest()


def _written(fact: object) -> str:
    return subject(fact) if isinstance(fact, Mapping) else str(fact)


def subject(arguments: Mapping[str, Any]) -> str:
    """Return what a call is about."""
    key = arguments.get("Key") or arguments.get("Item")
    if isinstance(key, dict) and "pk" in key:
        return f"{key['pk']['S']} {key['sk']['S']}"
    if "TransactItems" in arguments:
        return " + ".join(subject(entry) for item in arguments["TransactItems"] for entry in item.values())
    if "Entries" in arguments:
        return " + ".join(entry["DetailType"] for entry in arguments["Entries"])
    return str(arguments.get("taskToken") or key or "")
