"""openapi-python-client: https://github.com/openapi-generators/openapi-python-client."""

from tests.clients import python
from tests.clients.client import Client
from tests.clients.work import Work

STORY = "openapi-python-client.py"


def generate(work: Work) -> None:
    for api in work.descriptions:
        made = ["--path", work.description(api), "--output-path", work.folder / f"{api}_client"]
        work.run("openapi-python-client", "generate", *made, "--meta", "none", "--fail-on-warning")


CLIENT = Client(
    name="openapi-python-client",
    offline={"generated": generate, "compiled": lambda work: python.compile_strictly(work, STORY)},
    live={"story told": python.run_story},
)
