"""A program named `sam` that records how it was called, and fails as it is asked to."""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

PROGRAM = """#!{python}
import json, os, pathlib, sys, time
home = pathlib.Path({home!r})
with (home / "calls").open("a") as calls:
    seen = {{name: os.environ.get(name) for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "UNICORN_BUILD_TARGET")}}
    print(json.dumps({{"words": sys.argv[1:], "environment": seen, "pid": os.getpid()}}), file=calls)
plan = json.loads((home / "plan").read_text()).get(sys.argv[1], {{}})
print(plan.get("output", "done"), flush=True)
time.sleep(plan.get("seconds", 0))
sys.exit(plan.get("status", 0))
"""


@dataclass
class FakeSam:
    """`deployed` is called after each `sam deploy` that succeeds, with its words."""

    home: Path
    deployed: Callable[[Sequence[str]], object] = lambda _: None
    plan: dict[str, Any] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return self.home / "bin"

    def install(self) -> None:
        """Write the program; a plan that another process has made stays."""
        self.folder.mkdir(parents=True, exist_ok=True)
        program = self.folder / "sam"
        program.write_text(PROGRAM.format(python=sys.executable, home=str(self.home)))
        program.chmod(0o700)
        if not (self.home / "plan").exists():
            self._write_plan()

    def fail(self, word: str, output: str, status: int = 1) -> None:
        self.plan[word] = {"output": output, "status": status}
        self._write_plan()

    def hang(self, word: str, seconds: float) -> None:
        self.plan[word] = {"seconds": seconds}
        self._write_plan()

    def succeed(self) -> None:
        self.plan = {}
        self._write_plan()

    def calls(self) -> list[dict[str, Any]]:
        file = self.home / "calls"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    def words(self) -> list[str]:
        return [call["words"][0] for call in self.calls()]

    def runs(self) -> bool:
        return any(_is_alive(call["pid"]) for call in self.calls())

    def _write_plan(self) -> None:
        (self.home / "plan").write_text(json.dumps(self.plan))


def option(words: Sequence[str], name: str) -> list[str]:
    """Return the values of an option that may have several."""
    begin = words.index(name) + 1
    end = next((i for i in range(begin, len(words)) if words[i].startswith("--")), len(words))
    return list(words[begin:end])


def _is_alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
