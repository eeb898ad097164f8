"""The snapshot of a deployed system."""

import json
from pathlib import Path

import pytest

from unicorn_cli.local import snapshot
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.terminal.problems import Problem

DEPLOYED = {"unicorn-local": "digest"}
FUNCTIONS = {
    "functions": {"data": {"a": {}}},
    "dynamodb_stream_positions": {"scoped": True, "data": {"a mapping": 6}},
}


@pytest.fixture
def system(tmp_path: Path) -> LocalSystem:
    """Return a system whose engine has stopped and left its data."""
    system = LocalSystem(tmp_path)
    (system.data / "state").mkdir(parents=True)
    (system.data / "state" / "cloudformation.json").write_text("stacks")
    (system.data / "state" / "lambda.json").write_text(json.dumps({"payload": FUNCTIONS}))
    return system


def state_of(system: LocalSystem) -> Path:
    return system.data / "state" / "cloudformation.json"


def test_a_restored_snapshot_has_no_later_changes(system: LocalSystem) -> None:
    snapshot.keep(system, 4566, deployed=DEPLOYED)
    state_of(system).write_text("stacks and a listing")
    assert snapshot.restore(system, 4566) == DEPLOYED
    assert state_of(system).read_text() == "stacks"


def test_a_snapshot_of_another_port_is_not_used(system: LocalSystem) -> None:
    snapshot.keep(system, 4566, deployed=DEPLOYED)
    assert snapshot.restore(system, 4567) == {}
    assert not state_of(system).exists()


def test_a_snapshot_of_another_engine_is_not_used(system: LocalSystem, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot.keep(system, 4566, deployed=DEPLOYED)
    monkeypatch.setattr(snapshot, "content", lambda: "a newer one")
    assert snapshot.restore(system, 4566) == {}


def test_streams_are_read_from_their_begin_again(system: LocalSystem) -> None:
    """The engine loses the records of streams when it ends, but not how many it had read."""
    snapshot.keep(system, 4566, deployed=DEPLOYED)
    for data in (system.data, system.snapshot):  # the engine that goes on, and each later one
        saved = json.loads((data / "state" / "lambda.json").read_text())
        assert saved["payload"] == FUNCTIONS | {"dynamodb_stream_positions": {"scoped": True, "data": {}}}


def test_a_snapshot_of_an_earlier_form_is_not_used(system: LocalSystem, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot.keep(system, 4566, deployed=DEPLOYED)
    monkeypatch.setattr(snapshot, "FORM", snapshot.FORM + 1)
    assert snapshot.restore(system, 4566) == {}


@pytest.mark.parametrize("facts", [None, "", "[]", '{"port": 45'])
def test_an_incomplete_snapshot_is_not_used(system: LocalSystem, facts: str | None) -> None:
    snapshot.keep(system, 4566, deployed=DEPLOYED)
    (system.snapshot / snapshot.FACTS).unlink()
    if facts is not None:
        (system.snapshot / snapshot.FACTS).write_text(facts)
    assert snapshot.restore(system, 4566) == {}


def test_an_engine_that_left_no_data_is_a_problem(system: LocalSystem) -> None:
    state_of(system).unlink()
    with pytest.raises(Problem, match="did not save its state"):
        snapshot.keep(system, 4566, deployed=DEPLOYED)
