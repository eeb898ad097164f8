"""What happened in a history, line by line; the lines are written when somebody reads them."""

from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256


@dataclass
class Trace:
    """`notes` are moments with facts that do not change any more."""

    notes: list[tuple[float, tuple[object, ...]]] = field(default_factory=list)

    @cached_property
    def lines(self) -> list[str]:
        return [f"{at:.3f} " + " ".join(map(str, facts)) for at, facts in self.notes]

    @property
    def digest(self) -> str:
        return sha256("\n".join(self.lines).encode()).hexdigest()
