"""Pydantic models of the event schemas by datamodel-code-generator: https://datamodel-code-generator.koxudaxi.dev."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from events.tools.samples import samples
from events.tools.schemas import committed
from tests.clients import python
from tests.clients.client import Client
from tests.clients.work import Failed, Json, Work

STORY = "event-models.py"
OPTIONS = (
    *("--input-file-type", "jsonschema", "--output-model-type", "pydantic_v2.BaseModel"),
    *("--target-python-version", "3.13", "--use-annotated", "--formatters", "ruff-format"),
    "--use-type-alias",  # else a text that may be null gets the model `root: str = None`
)


def generate(work: Work) -> None:
    schemas = work.folder / "schemas"
    schemas.mkdir()
    for path in committed().values():
        shutil.copy(path, schemas / f"{_module(path)}.json")
    work.run("datamodel-codegen", "--input", schemas, "--output", work.folder / "models", *OPTIONS)


def read_samples(work: Work) -> None:
    """Let the models read every sample, and refuse every broken one. Raises Failed."""
    given = list(_samples())
    said = json.loads(work.run(python.PYTHON, "story.py", given=json.dumps(given)))
    wanted = [one["is_good"] for one in given]
    told = zip(given, said, strict=True)
    wrong = [f"{one['what']}: {was or 'accepted'}" for one, was in told if one["is_good"] == bool(was)]
    if wrong or set(wanted) != {True, False}:
        raise Failed("\n".join(wrong))


def _samples() -> Iterator[Json]:
    """Yield each sample's detail, and it without each field that its schema requires."""
    for sample in samples():
        schema, detail = json.loads(sample.schema.read_text()), sample.envelope["detail"]
        one = {"module": _module(sample.schema), "model": schema["title"]}
        yield one | {"what": sample.path.stem, "detail": detail, "is_good": True}
        for field in schema["required"]:
            broken = {name: value for name, value in detail.items() if name != field}
            yield one | {"what": f"{sample.path.stem} without {field}", "detail": broken, "is_good": False}
            yield one | {"what": f"{sample.path.stem}, {field}", "detail": detail | {field: None}, "is_good": False}


def _module(path: Path) -> str:
    """Return the name of a schema's module: ContractStatusChanged.v1.json is in ContractStatusChanged_v1.py."""
    return path.stem.replace(".", "_")


CLIENT = Client(
    name="datamodel-code-generator, events",
    offline={
        "generated": generate,
        "compiled": lambda work: python.compile_strictly(work, STORY),
        "samples read": read_samples,
    },
)
