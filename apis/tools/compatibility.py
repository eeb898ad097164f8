"""Find the changes of a schema that break clients of an API.

A client that was written for the published document must keep working. What it sends must still be accepted, so
requests may only become wider. What it reads must still be what it expects, so answers may only become narrower, and
no field of theirs may disappear; new optional fields are fine in both.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from apis.tools.schemas import Node

LOWER_LIMITS = ("minimum", "exclusiveMinimum", "minLength", "minItems")
UPPER_LIMITS = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")
DEEPEST = 12  # a schema that contains itself ends here


class Direction(StrEnum):
    REQUEST = "request"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Compares the published form of one schema with its new form, for requests or for answers."""

    direction: Direction

    def breaks(self, where: str, old: Node, new: Node, depth: int = 0) -> Iterator[str]:
        """Yield every breaking change, each as a sentence that begins with the field."""
        if depth > DEEPEST:
            return
        sender, receiver = (old, new) if self.direction is Direction.REQUEST else (new, old)
        for sent in sender.alternatives():
            matches = [found for found in receiver.alternatives() if _accepts(found.kind, sent.kind)]
            if not matches:
                says = self._words("no longer accepts", "may now be")
                yield f"`{where or 'the body'}` {says} {sent.kind or 'any type'}"
                continue
            pairs = [(sent, match) if self.direction is Direction.REQUEST else (match, sent) for match in matches]
            yield from min((list(self._same_type(where, *pair, depth)) for pair in pairs), key=len)

    def _same_type(self, where: str, old: Node, new: Node, depth: int) -> Iterator[str]:
        yield from self._values(where, old, new)
        yield from self._form(where, old, new)
        if self.direction is Direction.REQUEST:
            yield from _limits(where, old, new)
        yield from self._fields(where, old, new, depth)
        for key, suffix in (("items", "[]"), ("additionalProperties", "{}")):
            before, after = old.schema.get(key), new.schema.get(key)
            if isinstance(before, dict) and isinstance(after, dict):
                yield from self.breaks(where + suffix, old.at(before), new.at(after), depth + 1)

    def _fields(self, where: str, old: Node, new: Node, depth: int) -> Iterator[str]:
        for name in sorted(old.fields.keys() | new.fields.keys()):
            path = f"{where}.{name}" if where else name
            if name in old.fields and name not in new.fields:
                yield f"`{path}` was removed"
            elif self.direction is Direction.REQUEST and name in new.required - old.required:
                yield f"`{path}` is required now"
            elif self.direction is Direction.ANSWER and name in old.required - new.required:
                yield f"`{path}` may be missing now"
            if name in old.fields and name in new.fields:
                yield from self.breaks(path, old.at(old.fields[name]), new.at(new.fields[name]), depth + 1)

    def _values(self, where: str, old: Node, new: Node) -> Iterator[str]:
        sender, receiver = (old, new) if self.direction is Direction.REQUEST else (new, old)
        if receiver.values is None:
            return
        if sender.values is None:
            yield f"`{where}` {self._words('accepts listed values only', 'may be any value')} now"
        elif more := [value for value in sender.values if value not in receiver.values]:
            yield f"`{where}` {self._words('no longer accepts', 'may now be')} {', '.join(map(str, more))}"

    def _form(self, where: str, old: Node, new: Node) -> Iterator[str]:
        keys = ("pattern", "format") if self.direction is Direction.REQUEST else ("format",)
        for key in keys:
            before, after = old.schema.get(key), new.schema.get(key)
            receiver = after if self.direction is Direction.REQUEST else before
            if before != after and receiver is not None:
                yield f"`{where}` has another {key}"

    def _words(self, request: str, answer: str) -> str:
        return request if self.direction is Direction.REQUEST else answer


def _accepts(receiver: str | None, sender: str | None) -> bool:
    return receiver is None or receiver == sender or (receiver, sender) == ("number", "integer")


def _limits(where: str, old: Node, new: Node) -> Iterator[str]:
    for key in (*LOWER_LIMITS, *UPPER_LIMITS):
        before, after = old.schema.get(key), new.schema.get(key)
        if after is not None and (before is None or (after > before if key in LOWER_LIMITS else after < before)):
            yield f"`{where}` has a tighter {key}: was {'none' if before is None else before}, is {after}"
    anything = (None, True)
    if old.schema.get("additionalProperties") in anything and new.schema.get("additionalProperties") not in anything:
        yield f"`{where or 'the body'}` no longer accepts unknown fields"
