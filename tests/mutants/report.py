"""The table of the safeguards in docs/guarantees.md, written by a run that has killed every mutant."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.mutants.mutant import Area

BEGIN, END = "<!-- safeguards: written by `make mutants` -->", "<!-- end of the safeguards -->"


def table(areas: Sequence[Area]) -> str:
    number = sum(len(area.mutants) for area in areas)
    lines = [f"{number} of {number} safeguards are held by a test: broken in a copy, each makes its test fail."]
    for area in areas:
        lines += ["", f"### {area.title}", "", *_rows(area)]
    return "\n".join(lines)


def write(document: Path, areas: Sequence[Area]) -> None:
    """Put the table between its marks in the document. Raises ValueError if they are missing."""
    before, _, rest = document.read_text().partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"{document} lacks the lines {BEGIN} and {END}")
    document.write_text(f"{before}{BEGIN}\n\n{table(areas)}\n\n{END}{after}")


def written(document: Path) -> str:
    """Return the table as it stands in the document."""
    return document.read_text().partition(BEGIN)[2].partition(END)[0].strip()


def _rows(area: Area) -> Iterator[str]:
    yield "| safeguard | where it is broken | the test that fails then |"
    yield "|---|---|---|"
    for mutant in area.mutants:
        file, _, test = mutant.test.partition("::")
        yield f"| {mutant.safeguard} | {_link(mutant.path)} | `{test}` in {_link(file)} |"
    if area.equivalents:
        yield ""
        yield "Equivalent, so that no test can fail:"
        yield ""
        yield from (f"- {found.patch} ({_link(found.path)}): {found.reason}" for found in area.equivalents)


def _link(path: str) -> str:
    return f"[{path.rpartition('/')[2]}](../{path})"
