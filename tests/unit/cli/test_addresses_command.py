"""`unicorn addresses`: what it shows, when it moves, and what it exits with."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import typer

from unicorn_cli.addresses.store import CannotMove
from unicorn_cli.addresses.survey import Home, Obstacle, Survey
from unicorn_cli.commands import addresses

HOME = Home(old="usa/a/old/1", new="usa/a/new/1", why="its [street]", contract_ids=["c1", "c2"])
STUCK = Home(old="usa/a/old/2", new="usa/a/new/2", why="its street")
TWO = Obstacle(old="usa/a/old/3", new="usa/a/new/3", why="two homes have it", is_serious=True)


@pytest.fixture
def moved(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the homes that were moved; the second one cannot be."""
    done: list[str] = []

    def move(_: object, home: Home) -> None:
        if home is STUCK:
            raise CannotMove("its request is PENDING")
        done.append(home.old)

    monkeypatch.setattr(addresses, "move_home", move)
    monkeypatch.setattr(addresses, "_store", lambda _: object())
    return done


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch, moved: list[str]) -> Callable[..., None]:
    def find(*homes: Home, obstacles: list[Obstacle]) -> None:
        survey = Survey(homes=list(homes), obstacles=obstacles)
        monkeypatch.setattr(addresses, "survey", lambda _: survey)

    return find


def status_of(command: Callable[..., None], **given: Any) -> int:
    try:
        command(**given)
    except typer.Exit as ended:
        return ended.exit_code
    return 0


def test_a_check_fails_while_something_is_to_be_done(
    found: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    found(obstacles=[])
    assert status_of(addresses.check) == 0
    found(obstacles=[TWO])
    assert status_of(addresses.check) == 1
    assert "✗ TWO HOMES usa/a/old/3 → usa/a/new/3\n  stays: two homes have it." in capsys.readouterr().out
    found(HOME, obstacles=[])
    assert status_of(addresses.check) == 1
    assert "usa/a/old/1 → usa/a/new/1 (2 contracts)\n  because of its [street]" in capsys.readouterr().out


def test_json_is_one_document_of_what_is_found_and_of_what_is_left(
    found: Callable[..., None], moved: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    found(HOME, STUCK, obstacles=[TWO])
    home = {"old": HOME.old, "new": HOME.new, "why": HOME.why, "parts": "2 contracts"}
    for command in (addresses.check, addresses.move):
        status_of(command, as_json=True)
        document = json.loads(capsys.readouterr().out)
        assert document["to_move"][0] == home
        assert [obstacle["old"] for obstacle in document["obstacles"]] == [TWO.old]
    assert moved == []
    assert status_of(addresses.move, apply=True, as_json=True) == 1
    document = json.loads(capsys.readouterr().out)
    assert (document["moved"], [home["old"] for home in document["left"]]) == (1, [TWO.old, STUCK.old])


def test_nothing_moves_without_the_option(
    found: Callable[..., None], moved: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    found(HOME, obstacles=[])
    assert status_of(addresses.move) == 0
    assert moved == []
    assert "Nothing was moved" in capsys.readouterr().out


def test_what_cannot_be_moved_is_named_and_is_a_failure(
    found: Callable[..., None], moved: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    found(HOME, STUCK, obstacles=[TWO])
    assert status_of(addresses.move, apply=True) == 1
    assert moved == ["usa/a/old/1"]
    said = capsys.readouterr().out
    assert "! usa/a/old/2 → usa/a/new/2\n  stays: its request is PENDING." in said
    assert said.endswith("1 moved, 2 left.\n")
    found(HOME, obstacles=[])
    assert status_of(addresses.move, apply=True) == 0
    assert capsys.readouterr().out.endswith("1 moved, 0 left.\n")
