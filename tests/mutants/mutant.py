"""A mutant: one safeguard, broken by a small patch, and the test that has to fail then."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


class DoesNotApply(Exception):
    """Raised when the text that a patch replaces is not in its file exactly once."""


@dataclass(frozen=True, slots=True)
class Mutant:
    safeguard: str  # what holds, in plain words; the patch breaks it
    path: str  # of the file, from the root of the repository
    old: str  # text that occurs in the file once
    new: str
    test: str  # pytest's id of the test that has to fail

    def patched(self, root: Path) -> str:
        """Return the file's text with the patch. Raises DoesNotApply."""
        text = (root / self.path).read_text()
        if (found := text.count(self.old)) != 1:
            raise DoesNotApply(f"{self.path}: {found} times {self.old!r} in place of once, for: {self.safeguard}")
        return text.replace(self.old, self.new)

    @property
    def test_file(self) -> str:
        return self.test.partition("::")[0]


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A patch that looks as if it broke something, and does not: no test can fail."""

    patch: str
    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Area:
    """The safeguards of one part of the system."""

    title: str
    mutants: tuple[Mutant, ...]
    equivalents: tuple[Equivalent, ...] = ()


def part_of(areas: tuple[Area, ...], part: int, of: int) -> Iterator[Mutant]:
    """Yield every so many mutants, beginning at another one for each part: together the parts are all of them."""
    mutants = [mutant for area in areas for mutant in area.mutants]
    yield from mutants[part % of :: of]
