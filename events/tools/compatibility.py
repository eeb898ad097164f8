"""Two schemas of one event → the changes that break a consumer.

Not every consumer is known, and events outlive the code that wrote them: they wait in queues and in the archive. So
within one version a consumer with the published schema must be able to read what is written now, and a consumer with
the new schema what was written then. Both are true only if no published field changes its values. These changes are
allowed: added optional fields, added values of an open list (`examples`), other descriptions, and a maximum
where none was for a number that its writers count up by one, as far above all that they have written as `COUNTED` says.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from unicorn_kernel.sequences import SEQUENCE_MAX

Schema = dict[str, Any]
OPEN = "examples"  # what every validator ignores: the values so far
OPEN_BEFORE = "x-extensible-enum"  # in schemas that were published earlier; ajv refuses keywords that it does not know
COUNTED = {"metadata.sequence": SEQUENCE_MAX}  # no event that was ever published has a higher one: docs/adr/0047
WORDS = {"$schema", "$defs", "$ref", "$comment", "title", "description", "default"}
TREE = {"properties", "required", "items", "anyOf", "oneOf", "allOf", "prefixItems"}
CHANGED = {
    "type": "was retyped",
    "minimum": "has another range",
    "maximum": "has another range",
    "exclusiveMinimum": "has another range",
    "exclusiveMaximum": "has another range",
    "minLength": "has another length",
    "maxLength": "has another length",
    "minItems": "has another length",
    "maxItems": "has another length",
}


@dataclass(frozen=True, slots=True)
class _Node:
    """A part of a schema with its references resolved, and the document that contains it."""

    schema: Schema
    document: Schema

    def at(self, part: Any) -> "_Node":
        while "$ref" in part:
            found: Any = self.document
            for step in part["$ref"].removeprefix("#/").split("/"):
                found = found[step]
            part = found | {key: value for key, value in part.items() if key != "$ref"}
        return _Node(part, self.document)


def breaks(published: Schema, now: Schema) -> list[str]:
    """Return every change that breaks a consumer, as a sentence that begins with the field."""
    old = _with_examples(published)
    return list(_compare("", _Node(old, old).at(old), _Node(now, now).at(now)))


def _with_examples(part: Any) -> Any:
    if isinstance(part, list):
        return [_with_examples(member) for member in part]
    if not isinstance(part, dict):
        return part
    return {OPEN if name == OPEN_BEFORE else name: _with_examples(member) for name, member in part.items()}


def _compare(where: str, old: _Node, new: _Node) -> Iterator[str]:
    yield from _rules(where, old.schema, new.schema)
    yield from _fields(where, old, new)
    if "items" in old.schema and "items" in new.schema:
        yield from _compare(f"{where}[]", old.at(old.schema["items"]), new.at(new.schema["items"]))
    for key in ("anyOf", "oneOf", "allOf", "prefixItems"):
        for one, other in zip(old.schema.get(key, []), new.schema.get(key, []), strict=False):
            yield from _compare(where, old.at(one), new.at(other))


def _fields(where: str, old: _Node, new: _Node) -> Iterator[str]:
    before, after = old.schema.get("properties", {}), new.schema.get("properties", {})
    must, must_now = set(old.schema.get("required", [])), set(new.schema.get("required", []))
    for name in sorted(before.keys() | after.keys()):
        path = f"{where}.{name}" if where else name
        if name not in after:
            yield f"`{path}` was removed"
        elif name in must_now - must:
            yield f"`{path}` is required now: stored events lack it"
        elif name in must - must_now:
            yield f"`{path}` may be missing now: consumers rely on it"
        if name in before and name in after:
            yield from _compare(path, old.at(before[name]), new.at(after[name]))


def _rules(where: str, old: Schema, new: Schema) -> Iterator[str]:
    for key in sorted((old.keys() | new.keys()) - WORDS - TREE):
        before, after = old.get(key), new.get(key)
        if before == after or _is_harmless(where, key, before, after):
            continue
        yield f"`{where or 'the event'}` {_verb(key, before, after)}: {key} was {_text(before)}, is {_text(after)}"
    if any(_shape(old.get(key)) != _shape(new.get(key)) for key in TREE - {"properties", "required"}):
        yield f"`{where or 'the event'}` was retyped"


def _is_harmless(where: str, key: str, before: Any, after: Any) -> bool:
    if key == OPEN:
        return bool(before and after and set(before) <= set(after))
    return key == "maximum" and before is None and where in COUNTED and after >= COUNTED[where]


def _verb(key: str, before: Any, after: Any) -> str:
    if key in {"enum", OPEN} and before and after:
        return "has fewer values" if set(before) - set(after) else "has more values"
    return CHANGED.get(key, "has another rule")


def _text(value: Any) -> str:
    return "not set" if value is None else str(value)


def _shape(part: Any) -> Any:
    return len(part) if isinstance(part, list) else part is not None
