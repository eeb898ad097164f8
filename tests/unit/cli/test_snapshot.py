"""The kept system."""

from pathlib import Path

import pytest

from unicorn_cli.local import snapshot
from unicorn_cli.local.system import Place
from unicorn_cli.terminal.problems import Problem

DEPLOYED = {"unicorn-local": "digest"}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A place with an engine that has stopped and left its data."""
    place = Place(tmp_path)
    (place.data / "state").mkdir(parents=True)
    (place.data / "state" / "cloudformation.json").write_text("stacks")
    return place


def state_of(place: Place) -> Path:
    return place.data / "state" / "cloudformation.json"


def test_what_was_kept_comes_back_and_not_what_came_after(place: Place) -> None:
    snapshot.keep(place, 4566, 5173, deployed=DEPLOYED)
    state_of(place).write_text("stacks and a listing")
    assert snapshot.restore(place, 4566, 5173) == DEPLOYED
    assert state_of(place).read_text() == "stacks"


@pytest.mark.parametrize("ports", [(4567, 5173), (4566, 5174)])
def test_a_system_kept_on_other_ports_is_not_used(place: Place, ports: tuple[int, int]) -> None:
    snapshot.keep(place, 4566, 5173, deployed=DEPLOYED)
    assert snapshot.restore(place, *ports) == {}
    assert not state_of(place).exists()


def test_a_system_kept_by_another_engine_is_not_used(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot.keep(place, 4566, 5173, deployed=DEPLOYED)
    monkeypatch.setattr(snapshot, "content", lambda: "a newer one")
    assert snapshot.restore(place, 4566, 5173) == {}


@pytest.mark.parametrize("facts", [None, "", "[]", '{"port": 45'])
def test_a_copy_that_was_never_finished_is_not_used(place: Place, facts: str | None) -> None:
    snapshot.keep(place, 4566, 5173, deployed=DEPLOYED)
    (place.snapshot / snapshot.FACTS).unlink()
    if facts is not None:
        (place.snapshot / snapshot.FACTS).write_text(facts)
    assert snapshot.restore(place, 4566, 5173) == {}


def test_an_engine_that_left_no_data_is_a_problem(place: Place) -> None:
    state_of(place).unlink()
    with pytest.raises(Problem, match="did not put its state away"):
        snapshot.keep(place, 4566, 5173, deployed=DEPLOYED)
