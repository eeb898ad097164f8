"""The publishers' models → events/schemas/<source>/<DetailType>.v<N>.json. `make events` writes them anew."""

import json
import re
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

PROJECT = Path(__file__).resolve().parent.parent
SCHEMAS = PROJECT / "events" / "schemas"
CONTEXTS = ("contracts_service", "properties_service", "web_service")


def published_models() -> list[type[BaseModel]]:
    """Return every event model of every context: a model that names its source."""
    modules = (import_module(f"{context}.events") for context in CONTEXTS)
    members = (member for module in modules for member in vars(module).values())
    return [m for m in members if isinstance(m, type) and issubclass(m, BaseModel) and hasattr(m, "source")]


def version(model: type[BaseModel]) -> int:
    """Return the version that the model's metadata carries."""
    metadata = model.model_fields["metadata"].annotation
    assert isinstance(metadata, type)
    assert issubclass(metadata, BaseModel)
    found: int = get_args(metadata.model_fields["schema_version"].annotation)[0]
    return found


def schema_path(model: type[BaseModel]) -> Path:
    source: str = model.source  # type: ignore[attr-defined]  # what makes it an event model
    detail_type = re.sub(r"V\d+$", "", model.__name__)
    return SCHEMAS / source / f"{detail_type}.v{version(model)}.json"


def schema_text(model: type[BaseModel]) -> str:
    """Return the JSON Schema of an event's detail, as it is committed."""
    schema: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema |= model.model_json_schema(mode="serialization")
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    for model in published_models():
        path = schema_path(model)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(schema_text(model))
        print(path.relative_to(PROJECT))


if __name__ == "__main__":
    main()
