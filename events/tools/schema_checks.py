"""Checks of schemas: each is valid, has a published model, and is compatible with the last published one."""

import json
from collections.abc import Iterator
from pathlib import Path

from jsonschema import Draft202012Validator, SchemaError

from events.tools.baseline import last_published, retired
from events.tools.compatibility import breaks
from events.tools.finding import WRITE, Finding
from events.tools.schemas import (
    SCHEMAS,
    committed,
    detail_type,
    event_name,
    published_models,
    schema_path,
    version,
)


def schemas_are_sound() -> Iterator[Finding]:
    for path in committed().values():
        if fault := fault_of(path):
            yield Finding(path, f"is not a JSON Schema: {fault}", WRITE)
        elif "additionalProperties" in path.read_text():
            yield Finding(path, "forbids further fields", 'remove extra="forbid" from the model: fields will be added')


def every_schema_has_its_model() -> Iterator[Finding]:
    models = published_models()
    for path in set(committed().values()) - {schema_path(model) for model in models}:
        yield Finding(path, "is of an event without a model", "restore the model, or remove the schema")
    for model in models:
        wanted = detail_type(event_name(model.__name__), version(model))
        if model.__name__ != wanted:
            fix = f"call the class {wanted}, or fix its version"
            yield Finding(schema_path(model), f"is of the class {model.__name__}", fix)


def nothing_breaks_a_consumer() -> Iterator[Finding]:
    where, before = last_published()
    paths = [schema_path(model) for model in published_models()]
    now = {key: path for key, path in committed().items() if path in paths and not fault_of(path)}
    for key, old in before.items():
        if key in now:
            for change in breaks(old, json.loads(now[key].read_text())):
                fix = f"restore it, or publish the change beside it as {_next_version(key)}"
                yield Finding(now[key], f"{change} (compared with {where})", fix)
        elif key not in retired():
            fix = "publish it, or, when no consumer reads it any more, name it in events/retired.txt"
            yield Finding(SCHEMAS / f"{key}.json", f"is no longer published, but is in {where}", fix)


def fault_of(path: Path) -> str | None:
    """Return why a file is not a JSON Schema, None if it is one."""
    try:
        Draft202012Validator.check_schema(json.loads(path.read_text()))
    except (SchemaError, ValueError) as error:
        return str(error).splitlines()[0]
    return None


def _next_version(key: str) -> str:
    event, _, number = key.rpartition("/")[2].rpartition(".v")
    return detail_type(event, int(number) + 1)
