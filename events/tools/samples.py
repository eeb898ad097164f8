"""The committed samples, and the consumers' models that read them."""

import json
import re
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from pydantic import BaseModel

from events.tools.schemas import CONTEXTS, PROJECT, SCHEMAS, detail_type

SAMPLES = PROJECT / "events" / "samples"
_STEM = re.compile(r"(?P<event>\w+)\.v(?P<version>\d+)\.(?P<case>[\w-]+)")


class Misnamed(ValueError):
    """Raised when a sample's file name does not have the form <event>.v<N>.<case>.json."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A whole envelope; `case` names what is special about it."""

    path: Path
    source: str
    event: str
    version: int
    case: str

    @classmethod
    def at(cls, path: Path) -> "Sample":
        """Return the sample in a file. Raises Misnamed."""
        name = _STEM.fullmatch(path.stem)
        if name is None:
            raise Misnamed("call it <event>.v<N>.<case>.json")
        source = path.resolve().parent.name
        version = int(name["version"])
        return cls(path=path, source=source, event=name["event"], version=version, case=name["case"])

    @property
    def detail_type(self) -> str:
        return detail_type(self.event, self.version)

    @property
    def envelope(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.path.read_text())
        return found

    @property
    def schema(self) -> Path:
        return SCHEMAS / self.source / f"{self.event}.v{self.version}.json"


def sample_paths() -> list[Path]:
    return sorted(SAMPLES.rglob("*.json"))


def samples() -> list[Sample]:
    """Return the samples; a check of its own reports files with another name."""
    return [Sample.at(path) for path in sample_paths() if _STEM.fullmatch(path.stem)]


def reader(context: str, name: str) -> type[BaseModel] | None:
    """Return a context's own model of an event: the class of that name in its `inbound`, a module or a package."""
    inbound = f"{context}_service.inbound"
    try:
        found = import_module(inbound)
    except ModuleNotFoundError:  # a context that consumes nothing
        return None
    parts = iter_modules(getattr(found, "__path__", []))
    modules = [found, *(import_module(f"{inbound}.{part.name}") for part in parts)]
    models: list[type[BaseModel]] = [getattr(module, name) for module in modules if hasattr(module, name)]
    return models[0] if models else None


def readers(name: str) -> list[type[BaseModel]]:
    """Return every consumer's own model of an event."""
    return [model for context in CONTEXTS if (model := reader(context, name))]
