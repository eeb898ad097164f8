"""A command that fails: its exit code, its two sentences, and its JSON."""

import json
import sys
from pathlib import Path

import pytest

from unicorn_cli import app
from unicorn_cli.terminal.report import RUN_AGAIN


@pytest.fixture(autouse=True)
def nothing_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNICORN_HOME", str(tmp_path))


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["unicorn", *words])
    with pytest.raises(SystemExit) as end:
        app.main()
    return int(end.value.code or 0)


def test_a_problem_is_two_sentences_on_standard_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "outputs") == 1
    assert capsys.readouterr() == ("", "✗ No local system is running.\n  Run `make start`.\n")


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (["outputs"], 1, "No local system is running."),
        (["outputs", "--stage", "No Stage"], 1, "No stage can be named 'No Stage'."),
        (["outputs", "--what"], 2, "No such option: --what"),
        (["timeline"], 2, "Missing argument"),
        (["outputs", "--stage"], 2, "Option '--stage' requires an argument."),
    ],
)
def test_with_json_a_failure_is_an_object_too(
    words: list[str], code: int, error: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, *[words[0], "--json", *words[1:]]) == code
    output, messages = capsys.readouterr()
    assert messages == ""
    found = json.loads(output)
    assert found.keys() == {"error", "fix"}
    assert error in found["error"]
    assert found["fix"]


def test_ctrl_c_is_an_object_too(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(_: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("unicorn_cli.commands.deployed.cloud_of", interrupted)
    assert run(monkeypatch, "outputs", "--json") == 130
    assert json.loads(capsys.readouterr().out) == {"error": "Interrupted.", "fix": RUN_AGAIN}
