"""openapi-typescript's types with openapi-fetch: https://openapi-ts.dev."""

from tests.clients import typescript
from tests.clients.client import Client
from tests.clients.work import Work

STORY = "openapi-typescript.ts"


def generate(work: Work) -> None:
    typescript.use_packages(work)
    for api in work.descriptions:
        work.run("openapi-typescript", work.description(api), "--output", work.folder / f"{api}.d.ts")


CLIENT = Client(
    name="openapi-typescript, openapi-fetch",
    offline={"generated": generate, "compiled": lambda work: typescript.compile_strictly(work, STORY)},
    live={"story told": typescript.run_story},
)
