"""Resolve JSON Schemas: follow references, and split a schema into its alternatives."""

from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Node:
    """A schema together with the document that its references point into."""

    schema: Schema
    document: Schema

    def at(self, part: Any) -> "Node":
        """Return a part of the document, its references resolved."""
        while "$ref" in part:
            found: Any = self.document
            for step in part["$ref"].removeprefix("#/").split("/"):
                found = found[step.replace("~1", "/").replace("~0", "~")]
            part = found | {key: value for key, value in part.items() if key != "$ref"}
        return Node(part, self.document)

    def alternatives(self) -> "list[Node]":
        """Return one node for each member of `anyOf` or `oneOf` and for each type of a list of types."""
        for key in ("anyOf", "oneOf"):
            if key in self.schema:
                return [found for member in self.schema[key] for found in self.at(member).alternatives()]
        if isinstance(self.schema.get("type"), list):
            return [Node(self.schema | {"type": kind}, self.document) for kind in self.schema["type"]]
        return [self]

    @property
    def kind(self) -> str | None:
        """Return the schema's type, or None if it allows every type."""
        if "type" in self.schema:
            return str(self.schema["type"])
        values = self.values
        return {str: "string", bool: "boolean", int: "integer"}.get(type(values[0])) if values else None

    @property
    def values(self) -> list[Any] | None:
        """Return the only values that the schema allows, or None if it lists none."""
        return [self.schema["const"]] if "const" in self.schema else self.schema.get("enum")

    @property
    def fields(self) -> dict[str, Any]:
        found: dict[str, Any] = self.schema.get("properties", {})
        return found

    @property
    def required(self) -> set[str]:
        return set(self.schema.get("required", []))
