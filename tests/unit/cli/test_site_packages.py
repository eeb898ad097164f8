"""The site's packages: a build installs few, checks and tests all, and neither twice."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from unicorn_cli.local.programs import Programs
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.site import bundle, node


class Npm(Programs):
    """Notes how npm is called."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[list[str]] = []

    def run(self, name: str, command: Sequence[str], system: LocalSystem, *, folder: Path | None = None) -> None:
        self.calls.append(list(command)[3:])


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Npm:
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "package-lock.json").write_text("first")
    monkeypatch.setattr(bundle, "SOURCES", tmp_path)
    monkeypatch.setattr(bundle, "_PACKAGES_MARK", tmp_path / "node_modules" / ".made-from")
    monkeypatch.setattr(node, "folder", lambda _: tmp_path)
    return Npm()


BUILD, ALL = ["ci", "--omit=dev"], ["ci"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ([False, False], [BUILD]),
        ([True, True], [ALL]),
        ([False, True, False], [BUILD, ALL]),  # what checks have installed is enough to build
    ],
)
def test_what_is_there_is_not_installed_again(
    npm: Npm, tmp_path: Path, asked: list[bool], expected: list[list[str]]
) -> None:
    for with_tools in asked:
        bundle.install(LocalSystem(tmp_path), npm, with_tools=with_tools)
    assert npm.calls == expected


def test_another_lock_is_installed(npm: Npm, tmp_path: Path) -> None:
    bundle.install(LocalSystem(tmp_path), npm)
    (tmp_path / "package-lock.json").write_text("second")
    bundle.install(LocalSystem(tmp_path), npm)
    assert npm.calls == [BUILD, BUILD]
