"""The publishers' models → events/schemas/<source>/<event>.v<N>.json."""

import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

PROJECT = Path(__file__).resolve().parents[2]
SCHEMAS = PROJECT / "events" / "schemas"
BASELINE = SCHEMAS / "baseline"
CONTEXTS = ("contracts", "properties", "web")
DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]
EventModel = type[BaseModel]


class _OptionalIfEmpty(GenerateJsonSchema):
    """Every field is required except those that are empty by default: older events may lack these."""

    def field_is_required(
        self,
        field: core_schema.ModelField | core_schema.DataclassField | core_schema.TypedDictField,
        total: bool,
    ) -> bool:
        schema: Any = field["schema"]
        may_lack = schema["type"] == "default" and schema.get("default", ...) in (None, ())
        return not may_lack and super().field_is_required(field, total)


def published_models() -> list[EventModel]:
    """Return every event model of every context."""
    return [model for context in CONTEXTS for model in models_of(import_module(f"{context}_service.events"))]


def models_of(module: ModuleType) -> Iterator[EventModel]:
    """Yield the event models of a module: those that name their source."""
    for member in vars(module).values():
        if isinstance(member, type) and issubclass(member, BaseModel) and hasattr(member, "source"):
            yield member


def source(model: EventModel) -> str:
    found: str = model.source  # type: ignore[attr-defined]  # `published_models` returns only models with a source
    return found


def event_name(detail_type: str) -> str:
    """Return the common name of all versions of an event: `ContractStatusChanged` for `ContractStatusChangedV2`."""
    return re.sub(r"V\d+$", "", detail_type)


def detail_type(event: str, version: int) -> str:
    """Return the detail type, and class name, of a version of an event: version 1 has the plain name."""
    return event if version == 1 else f"{event}V{version}"


def version(model: EventModel) -> int:
    """Return the version in the model's metadata."""
    metadata = model.model_fields["metadata"].annotation
    assert isinstance(metadata, type)
    assert issubclass(metadata, BaseModel)
    found: int = get_args(metadata.model_fields["schema_version"].annotation)[0]
    return found


def schema_path(model: EventModel) -> Path:
    return SCHEMAS / source(model) / f"{event_name(model.__name__)}.v{version(model)}.json"


def schema(model: EventModel) -> Schema:
    """Return the JSON Schema of an event's detail."""
    made = model.model_json_schema(mode="serialization", schema_generator=_OptionalIfEmpty)
    return {"$schema": DIALECT} | made


def as_text(document: Any) -> str:
    """Return a document as the text that is committed."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def committed(folder: Path = SCHEMAS) -> dict[str, Path]:
    """Return the schemas in a folder by `<source>/<event>.v<N>`."""
    return {str(path.relative_to(folder).with_suffix("")): path for path in sorted(folder.glob("unicorn.*/*.json"))}
