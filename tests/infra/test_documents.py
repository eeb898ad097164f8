"""Documents: links resolve, paths in the glossary exist, decision records have a date, a status and an index entry."""

import re
from pathlib import Path

import pytest

from tests.templates import PROJECT

DECISIONS = PROJECT / "docs" / "adr"
RECORDS = sorted(DECISIONS.glob("[0-9]*.md"))
INSTALLED = {"node_modules", "build", "dist"}
FOLDERS = [folder for folder in PROJECT.iterdir() if folder.is_dir() and not folder.name.startswith(".")]
DOCUMENTS = sorted(
    document
    for document in (*PROJECT.glob("*.md"), *(found for folder in FOLDERS for found in folder.rglob("*.md")))
    if not INSTALLED & {*document.parts}
)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
MERGE = re.compile(r"^(?:<{7} |>{7} |={7}$)", re.MULTILINE)
RECORD = re.compile(r"# (\d+)\. (.+)\n\n- Date: (\d{4}-\d\d-\d\d)\n- Status: (.+)\n\n\*\*Decision\.\*\*")


def broken_links(document: Path) -> list[str]:
    return [link for link in LINK.findall(document.read_text()) if not (document.parent / link).exists()]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_every_relative_link_resolves(document: Path) -> None:
    assert broken_links(document) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_no_document_has_both_sides_of_a_merge(document: Path) -> None:
    assert not MERGE.findall(document.read_text())


def test_every_path_in_the_glossary_exists() -> None:
    rows = [line for line in (PROJECT / "docs" / "glossary.md").read_text().splitlines() if line.startswith("|")]
    paths = {path for row in rows for path in re.findall(r"\| `([\w./-]+)` \|$", row) if "/" in path or "." in path}
    assert len(paths) > 30
    assert [path for path in sorted(paths) if not (PROJECT / path).exists()] == []


@pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.stem)
def test_a_decision_record_has_number_title_date_status_and_decision(record: Path) -> None:
    header = RECORD.match(record.read_text())
    assert header is not None
    assert int(header[1]) == int(record.name[:4])


def test_the_index_of_decisions_lists_every_record_with_its_title_date_and_status() -> None:
    headers = [(record, RECORD.match(record.read_text())) for record in RECORDS]
    rows = [
        f"| [{file.name[:4]}]({file.name}) | {found[2]} | {found[3]} | {found[4]} |" for file, found in headers if found
    ]
    listed = [line for line in (DECISIONS / "README.md").read_text().splitlines() if line.startswith("| [")]
    assert listed == rows
