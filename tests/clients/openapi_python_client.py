"""openapi-python-client: https://github.com/openapi-generators/openapi-python-client."""

from tests.clients import python
from tests.clients.client import Client
from tests.clients.work import Work

STORY = "openapi-python-client.py"
# Its hooks let Ruff change what it wrote: by default so that `__exit__` takes `object`, which httpx does not.
CONFIGURATION = "post_hooks: []\n"


def generate(work: Work) -> None:
    configuration = work.folder / "configuration.yaml"
    configuration.write_text(CONFIGURATION)
    for api in work.descriptions:
        made = ["--path", work.description(api), "--output-path", work.folder / f"{api}_client"]
        options = ["--config", configuration, "--meta", "none", "--fail-on-warning"]
        work.run("openapi-python-client", "generate", *made, *options)


CLIENT = Client(
    name="openapi-python-client",
    offline={"generated": generate, "compiled": lambda work: python.compile_strictly(work, STORY)},
    live={"story told": python.run_story},
)
