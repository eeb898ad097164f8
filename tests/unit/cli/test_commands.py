"""Running other programs."""

import sys
import threading
from pathlib import Path

import psutil
import pytest

from unicorn_cli.local.programs import Commands, last_words
from unicorn_cli.local.system import Place
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.waiting import eventually


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path)
    place.make()
    return place


def test_a_failing_program_is_a_problem_with_its_own_words_and_the_log(place: Place) -> None:
    with pytest.raises(Problem, match="No such thing") as problem:
        Commands().run("fail", ["/bin/sh", "-c", "echo 'Error: No such thing.'; echo bye; exit 2"], place)
    assert "fail.log" in problem.value.mend


def test_the_words_of_a_program_stay_in_its_log(place: Place, capfd: pytest.CaptureFixture[str]) -> None:
    Commands().run("talk", [sys.executable, "-c", "print('hello')"], place)
    assert place.log("talk").read_text() == "hello\n"
    assert capfd.readouterr() == ("", "")


def test_no_program_outlives_the_end(place: Place) -> None:
    commands = Commands()
    failed: list[Problem] = []

    def run() -> None:
        with pytest.raises(Problem) as problem:
            commands.run("long", ["/bin/sh", "-c", "sleep 60 & wait"], place)
        failed.append(problem.value)

    thread = threading.Thread(target=run)
    thread.start()
    assert eventually(psutil.Process().children, every=0.01)
    commands.end()
    thread.join(timeout=5)
    assert failed
    with pytest.raises(Problem):
        commands.run("late", ["/bin/true"], place)


def test_the_last_error_says_more_than_the_last_line() -> None:
    assert last_words("one\nError: bad template.\nSee the docs\n") == "Error: bad template"
    assert last_words("one\ntwo") == "two"
    assert last_words("") == "it said nothing"
