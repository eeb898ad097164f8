"""A client, or a reader of the descriptions: what is asked of it, and the line that is printed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.clients.work import Failed, Work

NAME_WIDTH = 34
LINES = 30  # at most, of what a tool said

type Step = Callable[[Work], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """`offline` needs the descriptions alone, `live` the running system too; each step raises Failed for a no."""

    name: str
    offline: Mapping[str, Step]
    live: Mapping[str, Step] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        return re.sub(r"\W+", "-", self.name).strip("-")


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    answers: Mapping[str, str]  # yes, no, or a dash: not tried
    why: str = ""

    @property
    def is_good(self) -> bool:
        return not self.why

    def __str__(self) -> str:
        answers = "  ".join(f"{step}: {answer:3}" for step, answer in self.answers.items())
        reason = "".join(f"\n    {line}" for line in self.why.splitlines()[:LINES])
        return f"{self.name:{NAME_WIDTH}}{answers.rstrip()}{reason}"


def examine(client: Client, work: Work) -> Line:
    """Take a client's steps until one fails; those after it are not tried."""
    steps = {**client.offline, **(client.live if work.access else {})}
    answers = dict.fromkeys({**client.offline, **client.live}, "-")
    work.clear()
    for name, step in steps.items():
        try:
            step(work)
        except Failed as failed:
            return Line(client.name, answers | {name: "no"}, str(failed) or "no reason was given")
        answers[name] = "yes"
    return Line(client.name, answers)
