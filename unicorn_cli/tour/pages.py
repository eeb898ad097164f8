"""The pages of docs/tour: each is a step, with blocks of commands and the lines that they show."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from unicorn_cli.local.system import PROJECT
from unicorn_cli.terminal.problems import Problem

FOLDER = PROJECT / "docs" / "tour"
FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<content>.*?)^```\n", re.MULTILINE | re.DOTALL)
COMMANDS, SHOWN = "sh", "text"


@dataclass(frozen=True, slots=True)
class Block:
    """Commands, and the lines that they show, in order; `…` in a line stands for any text, alone for any lines."""

    commands: str
    shown: tuple[str, ...] = ()

    def missing_in(self, output: str) -> str | None:
        """Return the first line that the output does not have after those before it, or None."""
        lines = iter(output.splitlines())
        for wanted in self.shown:
            pattern = _pattern(wanted)
            if not any(pattern.fullmatch(_spaced(line)) for line in lines):
                return wanted
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    number: int
    path: Path
    title: str
    parts: tuple[str | Block, ...]  # in their order, without the title

    @property
    def blocks(self) -> list[Block]:
        return [part for part in self.parts if isinstance(part, Block)]


def pages() -> list[Page]:
    """Return all steps in their order."""
    return [read(path) for path in sorted(FOLDER.glob("[0-9][0-9]-*.md"))]


def page_of(number: int) -> Page:
    """Return one step. Raises Problem if there is none of that number."""
    found = pages()
    for page in found:
        if page.number == number:
            return page
    raise Problem(f"The tour has no step {number}", f"Take one from 1 to {len(found)}; `unicorn tour` lists them")


def read(path: Path) -> Page:
    """Return the step that a page describes: its first line is the title, `# 3. Queues`."""
    heading, _, text = path.read_text(encoding="utf-8").partition("\n")
    number, _, title = heading.removeprefix("# ").partition(". ")
    return Page(number=int(number), path=path, title=title, parts=tuple(_parts(text)))


def _parts(text: str) -> Iterator[str | Block]:
    """Yield texts and blocks. Commands that are followed by shown lines make one block with them."""
    commands: str | None = None
    after = 0
    for fence in FENCE.finditer(text):
        between = text[after : fence.start()]
        if commands is not None and not (fence["language"] == SHOWN and not between.strip()):
            yield Block(commands)
            commands = None
        if fence["language"] == SHOWN and commands is not None:
            yield Block(commands, tuple(line for line in fence["content"].splitlines() if line.strip(" …")))
            commands = None
        elif fence["language"] == COMMANDS:
            yield between.strip("\n")
            commands = fence["content"]
        else:
            yield (between + fence[0]).strip("\n")
        after = fence.end()
    if commands is not None:
        yield Block(commands)
    yield text[after:].strip("\n")


def _pattern(line: str) -> re.Pattern[str]:
    return re.compile(".*?".join(re.escape(text) for text in _spaced(line).split("…")))


def _spaced(line: str) -> str:
    return " ".join(line.split())
