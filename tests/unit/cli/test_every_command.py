"""What every command has: JSON on request, also of a failure; and what the whole has: a version, and completion."""

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from tests.templates import PROJECT
from unicorn_cli import app
from unicorn_cli.stages.cloud import LOCAL

UNICORN = Path(sys.executable).parent / "unicorn"


def commands(group: Any, *path: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, *path, name)
        else:
            yield (*path, name), command


COMMANDS = dict(commands(get_command(app.app)))
OF_A_STAGE = [
    path
    for path, command in COMMANDS.items()
    if any(one.name == "stage" and one.default == LOCAL for one in command.params)
]
VALUES = {"begin": "1h ago", "agent": "agent1"}  # of what a command line must have; others take a property's id
every_command = pytest.mark.parametrize("path", COMMANDS, ids=" ".join)


def test_all_commands_are_found() -> None:
    assert {("status",), ("dlq", "delete"), ("workflow", "list"), ("failures",)} <= COMMANDS.keys()
    assert len(COMMANDS) > 25


@every_command
def test_every_command_prints_json_on_request(path: tuple[str, ...]) -> None:
    assert "--json" in {name for parameter in COMMANDS[path].params for name in parameter.opts}


@every_command
def test_a_wrong_command_line_is_an_object_too(
    path: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["unicorn", *path, "--json", "--no-such-option"])
    with pytest.raises(SystemExit) as end:
        app.main()
    assert end.value.code == 2
    assert "--no-such-option" in json.loads(capsys.readouterr().out)["error"]


@pytest.mark.parametrize("path", OF_A_STAGE, ids=" ".join)
def test_without_a_system_a_command_fails_with_an_object(
    path: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("UNICORN_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["unicorn", *path, "--json", *required_words(path)])
    with pytest.raises(SystemExit) as end:
        app.main()
    output, messages = capsys.readouterr()
    assert (end.value.code, messages) == (1, "")
    assert "Run `make start`" in json.loads(output)["fix"]


def required_words(path: tuple[str, ...]) -> Iterator[str]:
    """Yield what a command line must have beside the command."""
    for parameter in COMMANDS[path].params:
        if parameter.required:
            yield from [parameter.opts[0]] * (parameter.param_type_name == "option")
            yield VALUES.get(parameter.name, "usa/a/b/1")


def test_what_is_installed_and_what_ended_is_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNICORN_HOME", str(tmp_path))
    assert CliRunner().invoke(app.app, ["down", "--json"]).output == '{\n  "processes_ended": 0\n}\n'
    found = json.loads(CliRunner().invoke(app.app, ["doctor", "--json"]).output)
    assert {one["subject"] for one in found} >= {"Python 3.13", "disk"}
    assert {frozenset(one) for one in found} == {frozenset(("subject", "problem", "fix", "remark"))}


@pytest.mark.parametrize("words", [["dlq", "--help"], ["dlq", "--no-such-option"]])
def test_help_and_errors_in_a_pipe_have_no_boxes(words: list[str]) -> None:
    done = subprocess.run([UNICORN, *words], capture_output=True, text=True, check=False)
    shown = done.stdout + done.stderr
    assert "dlq" in shown
    assert not set("╭│╰─") & set(shown)


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    shown = CliRunner().invoke(app.app, ["--version"])
    assert (shown.exit_code, shown.output) == (0, f"unicorn {project['version']}\n")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("unicorn dl", {"dlq"}), ("unicorn dlq re", {"redrive"}), ("unicorn workflow list --pro", {"--property"})],
)
def test_a_shell_completes_commands_and_options(typed: str, offered: set[str]) -> None:
    words = {"COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split()) - 1), "_UNICORN_COMPLETE": "complete_bash"}
    done = subprocess.run([UNICORN], env=os.environ | words, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == offered
