"""Types of the AsyncAPI document's messages by Modelina: https://modelina.org. Each sample compiles as one of them."""

import json
import shutil

from events.tools.asyncapi import DOCUMENT
from events.tools.samples import samples
from tests.clients import typescript
from tests.clients.client import Client
from tests.clients.work import HERE, Failed, Json, Work

MORE = "additionalProperties"  # Modelina's field for those that a consumer does not know


def generate(work: Work) -> None:
    """Generate a type for each object of the document. Raises Failed unless each has the fields of its schema."""
    typescript.use_packages(work)
    shutil.copy(HERE / "stories" / "modelina.mjs", work.folder)
    made = {name: set(fields) - {MORE} for name, fields in _generated(work).items()}
    wanted = {part["title"]: set(part["properties"]) for part in _objects()}
    wrong = [f"{name}: {made.get(name)}, not {fields}" for name, fields in wanted.items() if made.get(name) != fields]
    if wrong or not wanted:
        raise Failed("\n".join(wrong))


def _generated(work: Work) -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(work.run(typescript.NODE, "modelina.mjs", DOCUMENT))
    return found


def _objects() -> list[Json]:
    schemas = json.loads(DOCUMENT.read_text())["components"]["schemas"].values()
    return [part for part in schemas if part["type"] == "object"]


def read_samples(work: Work) -> None:
    """Compile every sample as its type, and see that none is without `metadata`. Raises Failed."""
    given = [(json.loads(sample.schema.read_text())["title"], sample.envelope["detail"]) for sample in samples()]
    lines = [f"import type {{ {', '.join(sorted({name for name, _ in given}))} }} from './models.js';"]
    for number, (name, detail) in enumerate(given):
        broken = {field: value for field, value in detail.items() if field != "metadata"}
        lines.append(f"export const sample{number}: {name} = {json.dumps(detail)};")
        lines.append(f"// @ts-expect-error\nexport const broken{number}: {name} = {json.dumps(broken)};")
    (work.folder / "samples.ts").write_text("\n".join(lines))
    typescript.compile_strictly(work)


CLIENT = Client(
    name="@asyncapi/modelina, events",
    offline={"generated": generate, "compiled": typescript.compile_strictly, "samples read": read_samples},
)
