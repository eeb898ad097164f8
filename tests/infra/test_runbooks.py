"""Every alarm has a runbook and every runbook an alarm; what they name exists."""

import re
from types import SimpleNamespace
from typing import Any

import pytest

from tests.infra.alarms import ON_AWS, Stage
from tests.infra.runbooks import FOLDER, RUNBOOKS, Runbook, commands, unknown
from tests.infra.stacks import CONTEXTS
from tests.infra.test_documents import DOCUMENTS
from tests.templates import PROJECT, template
from unicorn_cli.bus.dead_letter_queues import dead_letter_queues

HEADINGS = ["What it means", "How to see it", "How to fix it", "How to know that it is fixed"]
LOGGED = re.compile(r"`([a-z]+(?:_[a-z]+)+)`")  # the message of a log line
NO_MESSAGES = {"correlation_id"}
# Records of decisions and of changes tell what was, and name commands of their time.
HISTORY = {PROJECT / "CHANGELOG.md", *(PROJECT / "docs" / "adr").glob("*.md")}

every_runbook = pytest.mark.parametrize("runbook", RUNBOOKS, ids=lambda runbook: runbook.file.stem)


def alarms() -> set[str]:
    return {name for place in ON_AWS for name in Stage(place).alarms}


def failures_of_the_watch() -> set[str]:
    states = template(".")["Resources"]["QueueWatch"]["Properties"]["Definition"]["States"]
    return {state["Error"] for state in states.values() if state["Type"] == "Fail"}


def test_every_alarm_and_every_failure_of_the_watch_has_one_runbook_and_no_other_has() -> None:
    subjects = [runbook.subject for runbook in RUNBOOKS]
    assert sorted(subjects) == sorted(alarms() | failures_of_the_watch())


@pytest.mark.parametrize("place", ON_AWS, ids=lambda place: place.stage)
def test_the_description_of_an_alarm_names_its_runbook(place: Any) -> None:
    for name, alarm in Stage(place).alarms.items():
        named = re.findall(r"docs/runbooks/[\w-]+\.md", alarm["AlarmDescription"])
        assert [Runbook(PROJECT / page).subject for page in named] == [name]


def test_the_index_links_every_runbook_beside_what_rings() -> None:
    rows = re.findall(
        r"^\| (?:of these: )?`(\w+)` \| \[([\w.-]+)\]\(([\w.-]+)\)", (FOLDER / "README.md").read_text(), re.M
    )
    assert {(name, page) for name, page, _ in rows} == {(one.subject, one.file.name) for one in RUNBOOKS}
    assert [page for _, page, link in rows if page != link] == []


@every_runbook
def test_a_runbook_says_what_it_means_how_to_see_it_how_to_fix_it_and_when_it_is_fixed(runbook: Runbook) -> None:
    assert runbook.headings == HEADINGS
    sections = re.split(r"^## .+$", runbook.text, flags=re.MULTILINE)[1:]
    assert [section for section in sections if len(section.split()) < 20] == []
    assert list(commands(runbook.text))


@every_runbook
def test_a_log_message_that_a_runbook_names_is_logged(runbook: Runbook) -> None:
    code = "".join(file.read_text() for folder in CONTEXTS for file in (PROJECT / folder / "src").rglob("*.py"))
    assert [name for name in LOGGED.findall(runbook.text) if name not in NO_MESSAGES and f'"{name}"' not in code] == []


def test_every_dead_letter_queue_has_its_consequence_in_the_runbook() -> None:
    outputs = {name: "" for folder in (".", *CONTEXTS) for name in template(folder)["Outputs"]}
    stage: Any = SimpleNamespace(stage="ana")
    queues = {queue.name for queue in dead_letter_queues(stage, outputs)}
    [runbook] = [one for one in RUNBOOKS if one.subject == "DeadLetters"]
    assert set(re.findall(r"^\| `(\w+)`", runbook.text, re.MULTILINE)) == queues


@pytest.mark.parametrize(
    "document", [one for one in DOCUMENTS if one not in HISTORY], ids=lambda path: str(path.relative_to(PROJECT))
)
def test_every_documented_command_and_option_exists(document: Any) -> None:
    assert [line for line in commands(document.read_text()) if unknown(line)] == []


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("dlq list --stage ana", None),
        ("dlq redrive NAME --dry-run", None),
        ("workflow list --status=running", None),
        ("dlq restore NAME", "restore"),
        ("no-such-command", "no-such-command"),
        ("dlq list --queue", "--queue"),
        ("events --folow", "--folow"),
    ],
)
def test_a_command_or_option_that_does_not_exist_is_found(line: str, wrong: str | None) -> None:
    assert unknown(line) == wrong


def test_commands_are_found_in_blocks_and_in_sentences() -> None:
    block = "   ```sh\n   .venv/bin/unicorn dlq list  # all\n   ls\n   ```\n"
    text = f"Run `unicorn\nstatus`:\n\n{block}The `unicorn` command.\n"
    assert sorted(commands(text)) == ["dlq list", "status"]
