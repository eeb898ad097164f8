"""Code that two contexts need stands once, in the kit or the kernel: no long run of lines is written twice."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from tests.templates import PROJECT

RUN = 10  # lines that are not blank
SOURCES = {
    "contracts": "unicorn_contracts/src",
    "properties": "unicorn_properties/src",
    "web": "unicorn_web/src",
    "live_feed": "unicorn_web/live_feed",
}


def runs(lines: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield every run of lines, without their indentation."""
    plain = [line.strip() for line in lines if line.strip()]
    return (tuple(plain[first : first + RUN]) for first in range(len(plain) - RUN + 1))


def runs_of(context: str) -> dict[tuple[str, ...], Path]:
    files = sorted((PROJECT / SOURCES[context]).rglob("*.py"))
    return {run: file.relative_to(PROJECT) for file in files for run in runs(file.read_text().splitlines())}


@pytest.mark.parametrize("pair", list(combinations(SOURCES, 2)), ids=" and ".join)
def test_no_run_of_lines_stands_in_two_contexts(pair: tuple[str, str]) -> None:
    one, other = map(runs_of, pair)
    shared = {(str(one[run]), str(other[run])): run for run in one.keys() & other.keys()}
    assert not shared, "\n".join(f"{files[0]} and {files[1]}, from {run[0]!r} on" for files, run in shared.items())


def test_every_context_is_read() -> None:
    assert all(len(runs_of(context)) > RUN for context in SOURCES)


def test_a_run_is_found_at_any_indentation() -> None:
    lines = [f"line({number})" for number in range(RUN + 1)]
    assert set(runs(lines)) == set(runs(["", *("    " + line for line in lines)]))
