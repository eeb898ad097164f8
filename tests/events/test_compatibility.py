"""Which changes of a schema break a consumer, and which do not."""

from copy import deepcopy
from typing import Any

import pytest

from events.tools.compatibility import breaks
from unicorn_kernel.sequences import SEQUENCE_MAX

PUBLISHED: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$defs": {
        "Status": {"type": "string", "enum": ["OPEN", "CLOSED"]},
        "Place": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
    "type": "object",
    "title": "Thing",
    "properties": {
        "status": {"$ref": "#/$defs/Status", "description": "how it is"},
        "place": {"$ref": "#/$defs/Place"},
        "count": {"type": "integer", "minimum": 1, "maximum": 9},
        "name": {"type": "string", "minLength": 1, "maxLength": 60, "pattern": "^a"},
        "metadata": {"type": "object", "properties": {"sequence": {"type": "integer", "minimum": 1}}},
        "reasons": {"type": "array", "items": {"type": "string", "examples": ["OLD", "SMALL"]}},
        "price": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
        "kind": {"const": "thing"},
        "note": {"type": "string"},
        "year": {"type": "integer"},
    },
    "required": ["status", "place", "count", "name", "reasons", "price", "kind"],
}
NAME, COUNT = ("properties", "name"), ("properties", "count")
SEQUENCE = ("properties", "metadata", "properties", "sequence")


def changed(*path: str, to: Any) -> dict[str, Any]:
    schema = deepcopy(PUBLISHED)
    part = schema
    for step in path[:-1]:
        part = part[step]
    if to is ...:
        del part[path[-1]]
    else:
        part[path[-1]] = to
    return schema


HARMLESS = {
    "nothing": PUBLISHED,
    "a title": changed("title", to="Other"),
    "a description": changed("properties", "status", to={"$ref": "#/$defs/Status", "description": "other words"}),
    "an optional field": changed("properties", "colour", to={"type": "string"}),
    "an optional field further in": changed("$defs", "Place", "properties", "street", to={"type": "string"}),
    "a definition in place": changed("properties", "status", to={"type": "string", "enum": ["OPEN", "CLOSED"]}),
    "an end of what is counted up, beyond all that was written": changed(*SEQUENCE, "maximum", to=SEQUENCE_MAX),
    "the same open list": changed(
        "properties", "reasons", "items", to={"type": "string", "examples": ["OLD", "SMALL"]}
    ),
    "one more of an open list": changed(
        "properties", "reasons", "items", to={"type": "string", "examples": ["OLD", "SMALL", "FAR"]}
    ),
}
BREAKING = {
    "a field is gone": (changed("properties", "note", to=...), "`note` was removed"),
    "a field further in is gone": (changed("$defs", "Place", "properties", to={}), "`place.city` was removed"),
    "optional becomes required": (changed("required", to=[*PUBLISHED["required"], "note"]), "`note` is required now"),
    "required becomes optional": (changed("required", to=PUBLISHED["required"][1:]), "`status` may be missing now"),
    "another type": (changed(*COUNT, "type", to="string"), "`count` was retyped"),
    "a wider type": (changed(*COUNT, "type", to="number"), "`count` was retyped"),
    "a value may be null": (changed(*COUNT, to={"anyOf": [{"type": "integer"}, {"type": "null"}]}), "was retyped"),
    "null is gone": (changed("properties", "price", "anyOf", to=[{"type": "integer"}]), "`price` was retyped"),
    "another alternative": (
        changed("properties", "price", "anyOf", to=[{"type": "number"}, {"type": "null"}]),
        "`price` was retyped: type was integer, is number",
    ),
    "no type any more": (changed("properties", "note", to={}), "`note` was retyped"),
    "a closed list is shorter": (changed("$defs", "Status", "enum", to=["OPEN"]), "`status` has fewer values"),
    "a closed list is longer": (
        changed("$defs", "Status", "enum", to=["OPEN", "CLOSED", "LOST"]),
        "`status` has more values",
    ),
    "a list is closed": (
        changed("properties", "note", to={"type": "string", "enum": ["A"]}),
        "`note` has another rule: enum was not set",
    ),
    "an open list is shorter": (
        changed("properties", "reasons", "items", to={"type": "string", "examples": ["OLD"]}),
        "`reasons[]` has fewer values",
    ),
    "an open list is closed": (
        changed("properties", "reasons", "items", to={"type": "string", "enum": ["OLD", "SMALL"]}),
        "`reasons[]` has another rule",
    ),
    "a narrower range": (changed(*COUNT, "minimum", to=2), "`count` has another range: minimum was 1, is 2"),
    "a wider range": (changed(*COUNT, "maximum", to=99), "`count` has another range: maximum was 9, is 99"),
    "a range where none was": (
        changed("properties", "note", to={"type": "string", "maxLength": 5}),
        "`note` has another length: maxLength was not set, is 5",
    ),
    "an end that may have been passed": (
        changed(*SEQUENCE, "maximum", to=SEQUENCE_MAX - 1),
        "`metadata.sequence` has another range: maximum was not set",
    ),
    "an end where none was": (
        changed("properties", "year", to={"type": "integer", "maximum": SEQUENCE_MAX}),
        "`year` has another range: maximum was not set",
    ),
    "no range any more": (changed(*NAME, "maxLength", to=...), "`name` has another length"),
    "another pattern": (changed(*NAME, "pattern", to="^b"), "`name` has another rule: pattern"),
    "another constant": (changed("properties", "kind", "const", to="other"), "`kind` has another rule: const"),
    "a format": (changed(*NAME, "format", to="uuid"), "`name` has another rule: format"),
    "one instead of many": (changed("properties", "reasons", to={"type": "string"}), "`reasons` was retyped"),
    "no further fields": (changed("additionalProperties", to=False), "`the event` has another rule"),
}


@pytest.mark.parametrize("change", HARMLESS)
def test_a_compatible_change_is_accepted(change: str) -> None:
    assert breaks(PUBLISHED, HARMLESS[change]) == []


@pytest.mark.parametrize("change", BREAKING)
def test_a_breaking_change_is_found(change: str) -> None:
    now, expected = BREAKING[change]
    found = breaks(PUBLISHED, now)
    assert [line for line in found if expected in line], found


def test_a_renamed_field_is_a_removed_field() -> None:
    renamed = changed("properties", "note", to=...)
    renamed["properties"]["remark"] = {"type": "string"}
    assert breaks(PUBLISHED, renamed) == ["`note` was removed"]
