"""Every file that `make events` generates, with its text."""

from collections.abc import Iterator
from pathlib import Path

from events.tools import asyncapi, live_topology, page, registry
from events.tools.routes import template_path
from events.tools.schemas import CONTEXTS, as_text, published_models, schema, schema_path


def written() -> Iterator[tuple[Path, str]]:
    """Yield each file and its text; later ones are built from earlier ones."""
    for model in published_models():
        yield schema_path(model), as_text(schema(model))
    for context in CONTEXTS:
        yield template_path(context), registry.with_entries(context)
    document = asyncapi.document()
    yield asyncapi.DOCUMENT, as_text(document)
    yield page.PAGE, page.page(document)
    yield live_topology.TOPOLOGY, as_text(live_topology.topology(document))


def write(path: Path, text: str) -> bool:
    """Write a file; return whether its text changed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.read_text() == text:
        return False
    path.write_text(text)
    return True
