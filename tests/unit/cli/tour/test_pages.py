"""The pages of the tour: what they are read as, and that they say what they have to."""

import re
from pathlib import Path

import pytest

from tests.templates import PROJECT
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.tour.pages import FOLDER, Block, Page, page_of, pages, read

PAGES = pages()
INDEX = (FOLDER / "README.md").read_text()
ROW = re.compile(r"^\| (?P<name>[^|`]+) \| [^|]+ \| \[(?P<step>\d+)\]\((?P<file>[\w-]+\.md)\) \|$", re.MULTILINE)

# Whoever learns the field looks for these names. Each has a step, and the step says it.
NAMES = (
    "synchronous coupling",
    "producer",
    "broker",
    "consumer",
    "point-to-point",
    "publish/subscribe",
    "topic",
    "message filter",
    "immutable",
    "fact",
    "sparse event",
    "full-state event",
    "event-carried state transfer",
    "outbox",
    "idempotency key",
    "duplicate",
    "out-of-order delivery",
    "saga",
    "orchestration",
    "choreography",
    "task token",
    "dead-letter queue",
    "redrive",
    "archive",
    "replay",
    "read model",
    "subscriber",
    "stream",
    "managed broker",
    "Kafka",
    "MQ",
    "containers",
    "Kubernetes",
)


@pytest.mark.parametrize("name", NAMES)
def test_each_name_of_the_field_has_a_step_that_says_it(name: str) -> None:
    [row] = [row for row in ROW.finditer(INDEX) if row["name"] == name]
    step = page_of(int(row["step"]))
    assert step.path.name == row["file"]
    assert _words(name) in _words(step.path.read_text())


def test_the_list_of_names_is_that_of_the_index() -> None:
    assert sorted(row["name"] for row in ROW.finditer(INDEX)) == sorted(NAMES)


def test_the_index_lists_every_step_with_its_title() -> None:
    listed = re.findall(r"^(\d+)\. \[(.+)\]\(([\w-]+\.md)\)$", INDEX, re.MULTILINE)
    assert listed == [(str(page.number), page.title, page.path.name) for page in PAGES]
    assert [page.number for page in PAGES] == [*range(1, len(PAGES) + 1)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path.stem)
def test_a_step_shows_something_and_says_where_it_stands_and_what_was_not_taken(page: Page) -> None:
    text = page.path.read_text()
    assert any(block.shown for block in page.blocks)
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings == ["Where it stands", "Not taken"]
    stands = text.partition("## Where it stands")[2].partition("## Not taken")[0]
    assert re.search(r"\]\(\.\./\.\./unicorn_\w+/", stands), "no file of the sources"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path.stem)
def test_a_step_that_makes_a_house_removes_it_in_its_last_block(page: Page) -> None:
    blocks = page.blocks
    made = {found for block in blocks for found in re.findall(r"unicorn house (\d+) draft", block.commands)}
    assert made <= {str(page.number)}
    for number in made:
        assert re.search(rf"unicorn house {number} (\S+ )*remove", blocks[-1].commands)


def test_a_step_that_does_not_exist_is_a_problem() -> None:
    with pytest.raises(Problem, match="no step 99"):
        page_of(99)


def a_page(tmp_path: Path, text: str) -> list[str | Block]:
    path = tmp_path / "01-a.md"
    path.write_text(f"# 1. A title\n\n{text}")
    page = read(path)
    assert (page.number, page.title) == (1, "A title")
    return [part for part in page.parts if part]


def test_commands_and_the_lines_after_them_are_a_block(tmp_path: Path) -> None:
    text = "before\n\n```sh\necho a\n```\n\n```text\na\n…\n```\n\nbetween\n\n```sh\necho b\n```\n\nafter\n"
    assert a_page(tmp_path, text) == ["before", Block("echo a\n", ("a",)), "between", Block("echo b\n"), "after"]


def test_other_fences_and_tables_are_text(tmp_path: Path) -> None:
    drawing, table = "```mermaid\nflowchart\n```", "| a |\n\n```text\nno commands before\n```"
    assert a_page(tmp_path, f"{drawing}\n\n{table}\n") == [drawing, table]


def test_a_text_between_commands_and_lines_makes_the_lines_text(tmp_path: Path) -> None:
    found = a_page(tmp_path, "```sh\necho a\n```\n\nfor example\n\n```text\nb\n```\n")
    assert found[0] == Block("echo a\n")


@pytest.mark.parametrize(
    ("shown", "output", "missing"),
    [
        (("a", "b"), "a\nx\nb\n", None),
        (("a", "b"), "b\na\n", "b"),
        (("a",), "ab\n", "a"),
        (("a…",), "ab\n", None),
        (("…a",), "ba\n", None),
        (("1.… s, b",), "1.25   s,  b\n", None),
        (("1.… s, b",), "0.25 s, b\n", "1.… s, b"),
        (("a b",), "  a     b  \n", None),
        (("a", "a"), "a\n", "a"),
        ((), "", None),
    ],
)
def test_lines_are_looked_for_in_their_order(shown: tuple[str, ...], output: str, missing: str | None) -> None:
    assert Block("", shown).missing_in(output) == missing


LIVE_MAP = (PROJECT / "unicorn_site" / "src" / "texts" / "live.js").read_text()
PATTERNS = re.findall(r"^      \['([^']+)', '[^']+', (\d+)\],$", LIVE_MAP, re.MULTILINE)


def test_the_live_map_names_patterns_with_their_steps() -> None:
    steps = {row["name"]: row["step"] for row in ROW.finditer(INDEX)}
    assert {"publish/subscribe", "point-to-point", "choreography", "orchestration"} <= {name for name, _ in PATTERNS}
    assert [(name, steps.get(name)) for name, _ in PATTERNS] == PATTERNS


def _words(text: str) -> str:
    return re.sub(r"[\s*_]+", " ", text).lower()
