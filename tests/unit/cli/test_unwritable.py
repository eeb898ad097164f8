"""A folder of the system that cannot be written: every command says so in one sentence, with its fix."""

import errno
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from unicorn_cli import app
from unicorn_cli.local import engine, machine, snapshot, state
from unicorn_cli.local.passwords import local_passwords
from unicorn_cli.local.state import Engine, State
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.terminal.problems import Problem, as_problem

WRITES = ("chmod", "mkdir", "open", "unlink")
GONE = Engine(pid=2**22 + 1, created=1.0, port=4566)


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LocalSystem:
    """Return a system whose engine has ended."""
    system = LocalSystem(tmp_path / "home")
    system.make()
    state.save(State(engine=GONE), system.state)
    monkeypatch.setenv("UNICORN_HOME", str(system.home))
    return system


def refuse_writes(system: LocalSystem, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Let the operating system answer every write below the system's folder with an error."""

    def refusing(known: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, *more: Any, **named: Any) -> Any:
            if isinstance(path, str | Path) and Path(path).is_relative_to(system.home):
                raise OSError(number, os.strerror(number), str(path))
            return known(path, *more, **named)

        return call

    for name in WRITES:
        monkeypatch.setattr(os, name, refusing(getattr(os, name)))


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["unicorn", *words])
    with pytest.raises(SystemExit) as end:
        app.main()
    return int(end.value.code or 0)


@pytest.mark.parametrize("words", [("up", "--detach"), ("down",), ("site", "build")], ids=" ".join)
@pytest.mark.parametrize(
    ("number", "why", "fix"),
    [
        (errno.EROFS, "is on a read-only disk.", "set UNICORN_HOME to another folder"),
        (errno.EACCES, "is not writable.", "Make yourself its owner"),
        (errno.ENOSPC, "The disk is full.", "Free at least 1 GB"),
    ],
    ids=lambda value: errno.errorcode[value] if isinstance(value, int) else "",
)
def test_every_command_that_writes_says_why_it_cannot(
    number: int,
    why: str,
    fix: str,
    words: tuple[str, ...],
    system: LocalSystem,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    refuse_writes(system, monkeypatch, number)
    assert run(monkeypatch, *words) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    first, second = shown.err.splitlines()
    assert first.startswith("✗ ")
    assert first.endswith(why)
    assert fix in second


@pytest.mark.parametrize("words", [("up", "--detach"), ("status",), ("doctor",), ("env",), ("down",)], ids=" ".join)
def test_a_file_in_place_of_the_folder_is_a_problem_of_every_command(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "home").write_text("")
    monkeypatch.setenv("UNICORN_HOME", str(tmp_path / "home"))
    assert run(monkeypatch, *words) == 1
    assert "UNICORN_HOME" in "".join(capsys.readouterr())


def test_a_folder_that_cannot_be_created_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(*_: object) -> None:
        raise FileNotFoundError(errno.ENOENT, "No such file or directory", "/proc/home")

    monkeypatch.setattr(os, "mkdir", absent)
    with pytest.raises(Problem, match="cannot be created: No such file or directory") as problem:
        LocalSystem(tmp_path / "home").make()
    assert "UNICORN_HOME" in problem.value.fix


def test_missing_passwords_that_cannot_be_saved_are_a_problem(
    system: LocalSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_writes(system, monkeypatch, errno.EROFS)
    with pytest.raises(OSError, match="Read-only") as error:
        local_passwords(system)
    assert "is on a read-only disk" in str(as_problem(error.value))


def test_stopping_what_does_not_run_writes_nothing(system: LocalSystem, monkeypatch: pytest.MonkeyPatch) -> None:
    state.save(State(port=4566), system.state)
    refuse_writes(system, monkeypatch, errno.EROFS)
    assert engine.stop(system) == 0


def test_a_disk_that_is_full_while_a_folder_is_copied_is_a_problem(
    system: LocalSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    (system.data / "state").mkdir(parents=True)
    (system.data / "state" / "cloudformation.json").write_text("stacks")
    (system.data / "state" / "lambda.json").write_text('{"payload": {"dynamodb_stream_positions": {}}}')

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(shutil.Error) as error:
        snapshot.keep(system, 4566, deployed={})
    problem = as_problem(error.value)
    assert problem is not None
    assert "No space left on device" in problem.why
    assert "Free at least 1 GB" in problem.fix


def test_doctor_finds_a_folder_in_which_nobody_can_write(system: LocalSystem, monkeypatch: pytest.MonkeyPatch) -> None:
    def problems() -> list[str]:
        return [found.problem.why for found in machine.examine(system) if found.problem]

    assert not problems()
    monkeypatch.setattr(os, "access", lambda folder, _: folder != system.home)
    assert problems() == [f"{system.home} is not a folder in which you can write"]
