"""OpenAPI Generator's Python client: https://openapi-generator.tech; its Java comes from PyPI too."""

from tests.clients import python
from tests.clients.client import Client
from tests.clients.work import Work

STORY = "openapi-generator.py"


def generate(work: Work) -> None:
    for api in work.descriptions:
        name = f"{api}_client"
        options = ["--additional-properties", f"packageName={name}", "--output", work.folder / api]
        work.run("openapi-generator-cli", "generate", "-g", "python", "-i", work.description(api), *options)
        (work.folder / name).symlink_to(work.folder / api / name)


def compile_strictly(work: Work) -> None:
    """Check each package as strictly as its own pyproject.toml says, and the story with all that mypy has."""
    for api in work.descriptions:
        own = ["--config-file", work.folder / api / "pyproject.toml"]
        work.run(python.PYTHON, "-m", "mypy", *own, work.folder / api / f"{api}_client")
    python.add_story(work, STORY)
    work.run(python.PYTHON, "-m", "mypy", "--config-file=", "--strict", "--follow-imports", "silent", "story.py")


CLIENT = Client(
    name="openapi-generator",
    offline={"generated": generate, "compiled": compile_strictly},
    live={"story told": python.run_story},
)
