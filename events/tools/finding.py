"""One finding of a check: the file, the problem, and how to fix it."""

from dataclasses import dataclass
from pathlib import Path

from events.tools.schemas import PROJECT

WRITE = "run `make events` and review the diff"


@dataclass(frozen=True, slots=True)
class Finding:
    file: Path
    problem: str
    fix: str

    def __str__(self) -> str:
        return f"{self.file.relative_to(PROJECT)}: {self.problem}. Fix: {self.fix}."
