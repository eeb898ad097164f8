"""Committed files use the words of docs/glossary.md, and name no registry's host and no folder of one machine."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.templates import PROJECT

SOURCES = (".css", ".html", ".js", ".json", ".md", ".mjs", ".py", ".toml", ".yaml", ".yml")
WORDS = {
    "an idiom for 'fix'": r"\bme(?:nd)",
    "a number of a list outside the repository": r"# (?:traps?|rows?) [0-9]",
}
ADDRESSES = {
    "a package registry's host": r"(?:pypi|pythonhosted|npmjs|deb\.debian)\.or[g]|(?:npmjs|yarnpkg)\.co[m]",
    "a folder of one machine": r"(?<![\w.}$])/(?:wor[k]|hom[e]/\w|Us[e]rs/|roo[t]/|tm[p]/w/)",
}


def committed() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.split("\0") if name and (path := PROJECT / name).is_file()]


FILES = committed()


def lines_with(pattern: str, files: list[Path]) -> list[str]:
    found: list[str] = []
    searched = re.compile(pattern, re.IGNORECASE)
    for path in files:
        try:
            text = path.read_text()
        except UnicodeDecodeError:  # an image
            continue
        if searched.search(text):
            numbered = enumerate(text.splitlines(), start=1)
            name = path.relative_to(PROJECT)
            found += [f"{name}:{number}: {line.strip()[:120]}" for number, line in numbered if searched.search(line)]
    return found


@pytest.mark.parametrize("word", WORDS)
def test_a_source_has_no_word_that_engineers_do_not_search_for(word: str) -> None:
    assert "\n".join(lines_with(WORDS[word], [path for path in FILES if path.suffix in SOURCES])) == ""


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_file_depends_on_an_address_of_one_workplace(address: str) -> None:
    assert "\n".join(lines_with(ADDRESSES[address], FILES)) == ""


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (WORDS["an idiom for 'fix'"], "Me" + "nd: run make"),
        (WORDS["a number of a list outside the repository"], "# tra" + "ps 3, 4"),
        (ADDRESSES["a package registry's host"], "https://pypi" + ".org/simple"),
        (ADDRESSES["a folder of one machine"], "cd /ho" + "me/ada/unicorn"),
    ],
)
def test_each_pattern_finds_its_line(pattern: str, line: str) -> None:
    assert re.search(pattern, line, re.IGNORECASE)
