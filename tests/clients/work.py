"""One client's work: a folder of its own, and the tools that generate, compile and run it there."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.templates import PROJECT
from unicorn_cli.stages.access import Access
from unicorn_cli.stages.engine_address import HOST

HERE = Path(__file__).parent
TOOLS = PROJECT / ".tools" / "clients" / "bin"
PACKAGES = HERE / "node_modules"
LIMIT = 300  # seconds, for one command

type Json = dict[str, Any]


class Failed(Exception):
    """Raised when a generator, a compiler or a client says no; the text is what it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    folder: Path
    descriptions: dict[str, Json]  # the OpenAPI documents, by API
    access: Access | None = None  # to the running system, if the story is to be told

    def clear(self) -> None:
        """Make the folder with the descriptions and nothing else."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        for api in self.descriptions:
            self.description(api).write_text(json.dumps(self.descriptions[api]))

    def description(self, api: str) -> Path:
        return self.folder / f"{api}.json"

    def run(self, *command: object, given: str = "") -> str:
        """Run a command in the folder, and return what it prints. Raises Failed unless its status is 0."""
        path = os.pathsep.join([str(TOOLS), str(PACKAGES / ".bin"), os.environ["PATH"]])
        environment = os.environ | {"PATH": path, "NO_PROXY": HOST, "NO_COLOR": "1"}
        done = subprocess.run(
            [str(part) for part in command],
            cwd=self.folder,
            env=environment,
            input=given,
            capture_output=True,
            text=True,
            check=False,
            timeout=LIMIT,
        )
        if done.returncode:
            raise Failed(f"{Path(str(command[0])).name} ended with {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout
