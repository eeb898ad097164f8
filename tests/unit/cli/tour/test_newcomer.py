"""The timed paths: every step of the tour, and a newcomer's way from a clone to the end of it."""

import os
import shutil
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from tests.templates import PROJECT
from unicorn_cli.commands import tour
from unicorn_cli.tour import run
from unicorn_cli.tour.pages import read

MAKEFILE = "start:\n\techo start >> $(LOG)\n\tif [ -n '$(FAILS)' ]; then exit 1; fi\nstop:\n\techo stop >> $(LOG)\n"


def test_all_steps_are_run_each_with_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = []
    for number in (1, 2):
        path = tmp_path / f"0{number}-a.md"
        path.write_text(
            f"# {number}. Title {number}\n\n```sh\necho step {number}\n```\n\n```text\nstep {number}\n```\n"
        )
        steps.append(read(path))
    shown = StringIO()
    monkeypatch.setattr(run, "PROJECT", tmp_path)
    monkeypatch.setattr(tour, "pages", lambda: steps)
    monkeypatch.setattr(tour, "output", Console(file=shown, soft_wrap=True, highlight=False))
    tour.run_tour(None, all_=True)
    ends = [line.partition(" (")[0] for line in shown.getvalue().splitlines() if line.startswith(("step", "✓"))]
    assert ends == ["step 1", "✓ 1. Title 1", "step 2", "✓ 2. Title 2"]


def newcomer(tmp_path: Path, *arguments: str, fails: str = "") -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """Run the script on a small project, and return its answer and what was called."""
    project, log = tmp_path / "project", tmp_path / "log"
    (project / "scripts").mkdir(parents=True)
    shutil.copy(PROJECT / "scripts" / "newcomer", project / "scripts")
    (project / "Makefile").write_text(MAKEFILE)
    command = project / ".venv" / "bin" / "unicorn"
    command.parent.mkdir(parents=True)
    command.write_text('#!/bin/sh\necho "$@" >> "$LOG"\n')
    command.chmod(0o755)
    author = {f"GIT_{who}_{what}": "a@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = os.environ | author | {"LOG": str(log), "FAILS": fails, "TMPDIR": str(tmp_path / "temporary")}
    (tmp_path / "temporary").mkdir()
    for call in (["init", "--quiet"], ["add", "--all", "--force"], ["commit", "--quiet", "--message", "a"]):
        subprocess.run(["git", *call], cwd=project, env=environment, check=True)
    script = [str(project / "scripts" / "newcomer"), *arguments]
    answer = subprocess.run(script, env=environment, capture_output=True, text=True, check=False, timeout=60)
    return answer, log.read_text().splitlines()


@pytest.mark.slow  # starts git, make and the script
def test_a_newcomers_path_is_timed_and_leaves_nothing(tmp_path: Path) -> None:
    answer, called = newcomer(tmp_path)
    assert answer.returncode == 0, answer.stderr
    assert called == ["start", "tour --all", "stop"]
    names = [line.partition(": ")[0] for line in answer.stdout.splitlines() if line.endswith(" s")]
    assert names == ["clone", "make start", "unicorn tour --all"]
    assert [*(tmp_path / "temporary").iterdir()] == []


@pytest.mark.slow
def test_a_path_that_ends_early_fails_and_stops_what_it_started(tmp_path: Path) -> None:
    answer, called = newcomer(tmp_path, str(tmp_path / "kept"), fails="1")
    assert answer.returncode != 0
    assert called == ["start", "stop"]
    assert (tmp_path / "kept").exists()
