"""The schemas → entries of the EventBridge schema registry, in the templates of those who publish.

The registry takes JSON Schema of draft 4, and of the whole envelope: so the console and the toolkits show an event as
it comes over the bus, and make classes of it.
"""

import json
import re
import textwrap
from collections.abc import Iterator
from typing import Any

from events.tools.routes import template_path
from events.tools.schemas import (
    EventModel,
    Schema,
    event_name,
    published_models,
    schema,
    source,
    version,
)

OPENING = "  # --- The published language in the schema registry, written by `make events` ---\n"
CLOSING = "  # --- So far the schema registry ---\n"
BLOCK = re.compile(re.escape(OPENING) + ".*?" + re.escape(CLOSING), re.DOTALL)
WIDTH = 120
DRAFT_4 = "http://json-schema.org/draft-04/schema#"
ENVELOPE = ("version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail")
DROPPED = {"$schema", "title", "default"}


def with_entries(context: str) -> str:
    """Return the text of a context's template as it has to be: with an entry for each event it publishes."""
    text = template_path(context).read_text()
    entries = "\n".join([_registry(context), *_entries(context)]) if _models(context) else ""
    block = f"{OPENING}{entries}{CLOSING}" if entries else ""
    if BLOCK.search(text):
        return BLOCK.sub(lambda _: block, text)
    return re.sub(r"^Outputs:", lambda _: f"{block}\nOutputs:", text, count=1, flags=re.MULTILINE)


def content(model: EventModel) -> Schema:
    """Return the draft 4 schema of an event's whole envelope."""
    detail = _draft_4(schema(model))
    definitions = detail.pop("definitions", {})
    fixed = {"detail-type": {"enum": [model.__name__]}, "source": {"enum": [source(model)]}}
    properties: dict[str, Any] = {name: {"type": "string"} | fixed.get(name, {}) for name in ENVELOPE}
    properties |= {"time": {"type": "string", "format": "date-time"}, "detail": {"$ref": "#/definitions/detail"}}
    properties["resources"] = {"type": "array", "items": {"type": "string"}}
    return {
        "$schema": DRAFT_4,
        "title": model.__name__,
        "type": "object",
        "required": list(ENVELOPE),
        "properties": properties,
        "definitions": {"detail": detail} | definitions,
    }


def _models(context: str) -> list[EventModel]:
    return [model for model in published_models() if model.__module__.startswith(f"{context}_service.")]


def _registry(context: str) -> str:
    return textwrap.indent(
        f"{context.title()}EventRegistry:\n"
        "  Type: AWS::EventSchemas::Registry\n"
        "  Condition: IsCloud\n"
        "  Properties:\n"
        f"    RegistryName: !Sub unicorn-${{Stage}}-{context}\n",
        "  ",
    )


def _entries(context: str) -> Iterator[str]:
    for model in _models(context):
        name = f"{context.title()}{event_name(model.__name__)}V{version(model)}Schema"
        text = json.dumps(content(model), ensure_ascii=False)
        lines = textwrap.wrap(text, WIDTH - 8, break_long_words=False, break_on_hyphens=False)
        entry = (
            f"{name}:\n"
            "  Type: AWS::EventSchemas::Schema\n"
            "  Condition: IsCloud\n"
            "  Properties:\n"
            f"    RegistryName: !GetAtt {context.title()}EventRegistry.RegistryName\n"
            f"    SchemaName: {source(model)}@{model.__name__}\n"
            "    Type: JSONSchemaDraft4\n"
            "    Content: >-\n"
        )
        yield textwrap.indent(entry, "  ") + "".join(f"        {line}\n" for line in lines)


def _draft_4(part: Any) -> Any:
    """Say in draft 4 what is said in draft 2020-12."""
    if isinstance(part, list):
        return [_draft_4(entry) for entry in part]
    if isinstance(part, str):
        return part.replace("#/$defs/", "#/definitions/")
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        return {"$ref": _draft_4(part["$ref"])}  # draft 4 reads nothing beside a reference
    said = {key: _draft_4(value) for key, value in part.items() if key not in DROPPED or isinstance(value, dict)}
    return _rules_of_draft_4(said)


def _rules_of_draft_4(said: Schema) -> Schema:
    if "$defs" in said:
        said["definitions"] = said.pop("$defs")
    if "const" in said:
        said["enum"] = [said.pop("const")]
    for limit, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if exclusive in said:
            said |= {limit: said[exclusive], exclusive: True}
    return said
