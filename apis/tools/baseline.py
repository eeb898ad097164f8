"""The published form of each API's OpenAPI document: `apis/baseline/<api>.json`, without texts and addresses."""

import json
from pathlib import Path
from typing import Any

from apis.tools.openapi import APIS, description

PROJECT = Path(__file__).resolve().parents[2]
BASELINE = PROJECT / "apis" / "baseline"
TEXTS = {"title", "description", "summary", "example", "examples", "tags"}
NAMES = {"properties", "responses", "schemas", "headers", "paths"}  # below these, keys are names and never texts
KEPT = ("security", "paths", "components")
Json = dict[str, Any]


def path_of(api: str) -> Path:
    return BASELINE / f"{api}.json"


def published(api: str) -> Json:
    found: Json = json.loads(path_of(api).read_text())
    return found


def current(api: str) -> Json:
    """Return the API's document as the code describes it now, without texts and addresses."""
    document = description(api)
    return {"openapi": document["openapi"], **_without_texts({key: document[key] for key in KEPT if key in document})}


def write(api: str) -> None:
    """Make the current document the published one."""
    path_of(api).write_text(json.dumps(current(api), indent=2, ensure_ascii=False) + "\n")


def _without_texts(part: Any, *, names: bool = False) -> Any:
    if isinstance(part, list):
        return [_without_texts(member) for member in part]
    if not isinstance(part, dict):
        return part
    kept = {key: value for key, value in part.items() if names or key not in TEXTS}
    return {key: _without_texts(value, names=key in NAMES and not names) for key, value in kept.items()}


__all__ = ["APIS", "current", "path_of", "published", "write"]
