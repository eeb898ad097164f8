"""The line of a client says no once a step fails, and every client is in the table of the README."""

import re
from pathlib import Path

import pytest
import yaml

from tests.clients import story
from tests.clients.all import CLIENTS
from tests.clients.client import Client, examine
from tests.clients.readers import EXPLAINED, RULES
from tests.clients.work import HERE, Failed, Work
from unicorn_cli.stages.access import Access


def fail(work: Work) -> None:
    raise Failed("said no\nand why")


def work(folder: Path, access: Access | None = None) -> Work:
    return Work(folder=folder / "client", descriptions={"web": {"openapi": "3.1.0"}}, access=access)


@pytest.fixture
def access() -> Access:
    outputs = {"ContractsApiUrl": "http://127.0.0.1:1", "WebApiUrl": "http://127.0.0.1:1"}
    return Access(outputs, lambda agent: f"token of {agent}")


def test_a_step_that_fails_is_a_no_and_those_after_it_are_not_tried(tmp_path: Path, access: Access) -> None:
    client = Client(name="some", offline={"generated": Work.clear, "compiled": fail}, live={"story told": Work.clear})
    line = examine(client, work(tmp_path, access))
    assert not line.is_good
    assert line.answers == {"generated": "yes", "compiled": "no", "story told": "-"}
    assert str(line).endswith("generated: yes  compiled: no   story told: -\n    said no\n    and why")


def test_without_a_system_no_story_is_told(tmp_path: Path) -> None:
    line = examine(Client(name="some", offline={"generated": Work.clear}, live={"story told": fail}), work(tmp_path))
    assert (line.is_good, line.answers) == (True, {"generated": "yes", "story told": "-"})


def test_a_command_that_ends_with_an_error_is_a_no(tmp_path: Path) -> None:
    line = examine(Client(name="some", offline={"generated": lambda one: _run(one, "ls absent")}), work(tmp_path))
    assert (line.is_good, "absent" in line.why) == (False, True)


def _run(one: Work, command: str) -> None:
    one.run(*command.split())


@pytest.mark.parametrize("told", [story.STEPS[:-1], story.STEPS[1:], (*story.STEPS, "and more"), story.STEPS[::-1]])
def test_a_client_that_tells_another_story_is_a_no(told: tuple[str, ...], tmp_path: Path, access: Access) -> None:
    one = work(tmp_path, access)
    one.clear()
    with pytest.raises(Failed, match="told another story"):
        story.tell(one, "printf", "\\n".join(told))


def test_every_client_is_in_the_table_once() -> None:
    rows = re.findall(r"^\| ([^|`]+?) \|", (HERE / "README.md").read_text(), re.MULTILINE)
    assert rows[1:] == [client.name for client in CLIENTS]


def test_every_step_is_in_every_story() -> None:
    stories = [path for path in (HERE / "stories").iterdir() if "told(" in path.read_text()]
    assert len(stories) == sum(bool(client.live) for client in CLIENTS)
    assert [(path.name, step) for path in stories for step in story.STEPS if step not in path.read_text()] == []


@pytest.mark.parametrize("path", sorted((HERE / "stories").iterdir()), ids=lambda path: path.name)
def test_no_story_writes_an_address_of_ours(path: Path) -> None:
    """Paths of openapi-fetch are keys of a generated type: the compiler knows each."""
    assert re.findall(r"https?://", path.read_text()) == []


def test_a_rule_of_spectral_is_off_with_a_reason() -> None:
    off = yaml.safe_load(RULES.read_text())["rules"]
    assert set(off) == set(EXPLAINED.findall(RULES.read_text()))
