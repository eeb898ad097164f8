"""The published language as it is committed: schemas, samples, and who reads them."""

import json
import re
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from scripts.event_schemas import CONTEXTS, PROJECT, SCHEMAS

SAMPLES = PROJECT / "events" / "samples"
_STEM = re.compile(r"(?P<detail_type>\w+)\.v(?P<version>\d+)\.(?P<case>[\w-]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A whole envelope; `case` says what is special about it."""

    path: Path
    source: str
    detail_type: str
    version: int
    case: str

    @property
    def envelope(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.path.read_text())
        return found

    @property
    def schema(self) -> Path:
        return SCHEMAS / self.source / f"{self.detail_type}.v{self.version}.json"


def samples() -> list[Sample]:
    found = []
    for path in sorted(SAMPLES.rglob("*.json")):
        name = _STEM.fullmatch(path.stem)
        assert name, f"{path.name}: call it <DetailType>.v<N>.<case>.json"
        found.append(
            Sample(
                path=path,
                source=path.parent.name,
                detail_type=name["detail_type"],
                version=int(name["version"]),
                case=name["case"],
            )
        )
    return found


def readers(detail_type: str) -> list[type[BaseModel]]:
    """Return every consumer's own model of an event: the class of that name in a context's `inbound`."""
    modules = (import_module(f"{context}.inbound") for context in CONTEXTS if context != "contracts_service")
    return [model for module in modules if (model := getattr(module, detail_type, None))]
