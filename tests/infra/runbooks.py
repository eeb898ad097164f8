"""The runbooks: their titles, headings and commands, as they are written."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.main import get_command

from tests.templates import PROJECT
from unicorn_cli import app

FOLDER = PROJECT / "docs" / "runbooks"
PAGES = sorted(file for file in FOLDER.glob("*.md") if file.name != "README.md")
TITLE = re.compile(r"# (\w+): .+")
COMMAND = re.compile(r"(?:\.venv/bin/)?unicorn (?!properties\b)(.+)")
HELP = {"--help"}


@dataclass(frozen=True)
class Runbook:
    file: Path

    @property
    def text(self) -> str:
        return self.file.read_text()

    @property
    def subject(self) -> str:
        """What rings: an alarm, or a failure of the queue watch."""
        found = TITLE.match(self.text)
        assert found, f"{self.file.name} does not begin with a name and what it means"
        return found[1]

    @property
    def headings(self) -> list[str]:
        return re.findall(r"^## (.+)$", self.text, re.MULTILINE)


RUNBOOKS = [Runbook(file) for file in PAGES]


def commands(text: str) -> Iterator[str]:
    """Yield the arguments of each `unicorn` command in the code of a document, blocks and inline."""
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    for line in "".join(blocks).splitlines():
        if found := COMMAND.match(line.strip()):
            yield found[1].partition(" #")[0].strip()
    outside = re.sub(r"^ *```.*?^ *```", "", text, flags=re.MULTILINE | re.DOTALL)
    for code in re.findall(r"`([^`]+)`", outside):
        if found := COMMAND.fullmatch(" ".join(code.split())):
            yield found[1]


def unknown(arguments: str) -> str | None:
    """Return what the command line does not know of a command as it is documented; None if it knows all."""
    words = shlex.split(arguments)
    command: Any = get_command(app.app)
    while words and (inner := getattr(command, "commands", {}).get(words[0])):
        command, words = inner, words[1:]
    if getattr(command, "commands", None) and words and not words[0].startswith("-"):
        return words[0]
    options = {name for parameter in command.params for name in getattr(parameter, "opts", [])} | HELP
    return next((word for word in words if word.startswith("--") and word.partition("=")[0] not in options), None)
