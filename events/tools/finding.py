"""One thing that is wrong with the language: in which file, and how to mend it."""

from dataclasses import dataclass
from pathlib import Path

from events.tools.schemas import PROJECT

WRITE = "run `make events` and look at the diff"


@dataclass(frozen=True, slots=True)
class Finding:
    file: Path
    problem: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file.relative_to(PROJECT)}: {self.problem}. Mend: {self.mend}."
