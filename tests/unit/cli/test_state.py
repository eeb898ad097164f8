"""The state that `up` stores."""

from pathlib import Path

import pytest

from unicorn_cli.local import state
from unicorn_cli.local.state import Engine, State
from unicorn_cli.terminal.problems import Problem


def test_a_saved_state_is_loaded_unchanged(tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    known = State(engine=Engine(pid=7, created=1.5, port=4566), port=4566, passwords={"agent1": "s"}, seeded=True)
    state.save(known, file)
    assert state.load(file) == known


def test_only_the_owner_can_read_the_passwords(tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    file.write_text("{}")
    file.chmod(0o644)
    state.save(State(), file)
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_missing_file_is_an_empty_state(tmp_path: Path) -> None:
    assert state.load(tmp_path / "state.json") == State()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"engine": {"pid": 1}}', '{"engine": null, "surprise": 1}'])
def test_a_damaged_file_is_a_problem_with_a_fix(tmp_path: Path, content: str) -> None:
    file = tmp_path / "state.json"
    file.write_text(content)
    with pytest.raises(Problem, match="damaged") as problem:
        state.load(file)
    assert str(file) in problem.value.fix


def test_forgetting_the_engine_keeps_the_passwords() -> None:
    known = State(engine=Engine(1, 1.0, 4566), port=4566, passwords={"agent1": "s"}, deployed={"a": "b"}, seeded=True)
    known.forget_engine()
    assert known == State(port=4566, passwords={"agent1": "s"})
