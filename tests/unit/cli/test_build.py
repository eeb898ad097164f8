"""The changes after which a context is built again."""

from pathlib import Path

import pytest

from unicorn_cli.local import build
from unicorn_cli.local.system import LocalSystem


@pytest.fixture
def context(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "unicorn_web"
    (folder / "src" / "__pycache__").mkdir(parents=True)
    (folder / "src" / "app.py").write_text("one")
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "package").write_text("#!")
    monkeypatch.setattr(build, "PROJECT", tmp_path)
    monkeypatch.setattr(build, "context_folder", lambda name: tmp_path / f"unicorn_{name}")
    return folder


def test_changed_code_is_another_build(context: Path) -> None:
    before = build.digest("web")
    (context / "src" / "app.py").write_text("two")
    assert build.digest("web") != before


def test_changed_shared_code_is_another_build(context: Path) -> None:
    before = build.digest("web")
    kit = context.parent / "unicorn_kit"
    kit.mkdir()
    (kit / "http.py").write_text("one")
    assert build.digest("web") != before


def test_a_moved_file_is_another_build(context: Path) -> None:
    before = build.digest("web")
    (context / "src" / "app.py").rename(context / "src" / "api.py")
    assert build.digest("web") != before


@pytest.mark.parametrize("file", ["README.md", "src/__pycache__/app.cpython-313.pyc"])
def test_a_file_that_is_not_shipped_changes_no_build(context: Path, file: str) -> None:
    before = build.digest("web")
    (context / file).write_text("anything")
    assert build.digest("web") == before


def test_nothing_is_built_before_the_first_build(tmp_path: Path) -> None:
    assert build.built_digest(LocalSystem(tmp_path), "web") is None
