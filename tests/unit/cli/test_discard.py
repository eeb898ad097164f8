"""Deleting a folder in the background."""

from pathlib import Path

import pytest

from unicorn_cli.local import discard as module
from unicorn_cli.local.discard import PREFIX, discard
from unicorn_cli.terminal.waiting import eventually


def folder_of(home: Path, name: str) -> Path:
    folder = home / name
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "file").write_text("content")
    return folder


def test_a_folder_is_gone_at_once_and_deleted_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, first, second = (folder_of(tmp_path, name) for name in ("kept", "data", "tmp"))
    monkeypatch.setattr(module, "IN_BACKGROUND", "exit 0")  # a deletion that does not come to its end
    discard(tmp_path, first, second, tmp_path / "absent")
    assert not first.exists()
    assert not second.exists()
    [aside] = tmp_path.glob(f"{PREFIX}*")
    assert sorted(folder.name for folder in aside.iterdir()) == ["data", "tmp"]
    monkeypatch.undo()
    discard(tmp_path)
    assert eventually(lambda: not aside.exists(), every=0.01)
    assert (kept / "inner" / "file").exists()


def test_nothing_is_run_where_nothing_is_to_be_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "IN_BACKGROUND", "exit 1")
    discard(tmp_path, tmp_path / "absent")
    assert list(tmp_path.iterdir()) == []
