"""Orval's client of fetch, with its Zod schemas of every answer: https://orval.dev."""

import json
from typing import Any

from tests.clients import typescript
from tests.clients.client import Client
from tests.clients.work import Work

STORY = "orval.ts"


def generate(work: Work) -> None:
    typescript.use_packages(work)
    wanted: dict[str, Any] = {}
    for api in work.descriptions:
        given = {"input": str(work.description(api))}
        address = {"runtime": f"process.env['{api.upper()}']"}
        wanted[api] = given | {"output": {"target": f"{api}.ts", "client": "fetch", "baseUrl": address}}
        wanted[f"{api}-answers"] = given | {"output": {"target": f"{api}-answers.ts", "client": "zod"}}
    (work.folder / "orval.config.mjs").write_text(f"export default {json.dumps(wanted)};\n")
    work.run("orval", "--config", "orval.config.mjs")


CLIENT = Client(
    name="orval",
    offline={"generated": generate, "compiled": lambda work: typescript.compile_strictly(work, STORY)},
    live={"story told": typescript.run_story},
)
