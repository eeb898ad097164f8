"""docs/where.md: each question leads to a file that defines the name beside it."""

import re

import pytest

from tests.templates import PROJECT

WHERE = PROJECT / "docs" / "where.md"
QUESTIONS = re.findall(r"^\| (.+\?) \| \[[\w.]+\]\(\.\./([\w./-]+)\) \| `(\w+)` \|$", WHERE.read_text(), re.MULTILINE)


@pytest.mark.parametrize(("question", "file", "name"), QUESTIONS, ids=[question for question, *_ in QUESTIONS])
def test_the_answer_to_a_question_is_in_its_file(question: str, file: str, name: str) -> None:
    definition = rf'(?:def|class) {name}\b|"{name}"|^ *{name}:'
    assert re.search(definition, (PROJECT / file).read_text(), re.MULTILINE), f"{file} does not define {name}"


def test_every_row_of_the_questions_is_read() -> None:
    rows = [line for line in WHERE.read_text().splitlines() if line.startswith("| ")]
    headings = [line for line in rows if line == "| question | file | name |"]
    assert len(QUESTIONS) == len(rows) - len(headings) > 30
    asked = " ".join(question for question, *_ in QUESTIONS)
    assert all(words in asked for words in ("GPS", "approval refused", "contract expire"))
