"""A step of the tour: its commands are run, and what they show is compared with the page."""

import os
import signal
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import typer
from rich.console import Console

from unicorn_cli.terminal.problems import Problem
from unicorn_cli.tour import run
from unicorn_cli.tour.pages import Page, read
from unicorn_cli.tour.run import run_step


@pytest.fixture(autouse=True)
def pages_are_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "PROJECT", tmp_path)


def a_page(tmp_path: Path, *blocks: tuple[str, str]) -> Page:
    texts = [f"text\n\n```sh\n{commands}\n```\n\n```text\n{shown}\n```\n" for commands, shown in blocks]
    path = tmp_path / "07-a.md"
    path.write_text("# 7. A title\n\n" + "\n".join(texts))
    return read(path)


def output_of(page: Page, pause: Any = lambda: None) -> str:
    target = StringIO()
    try:
        run_step(page, Console(file=target, soft_wrap=True, highlight=False), pause)
    finally:
        page.path.with_suffix(".out").write_text(target.getvalue())
    return target.getvalue()


def test_text_commands_and_output_are_shown_in_their_order_without_boxes(tmp_path: Path) -> None:
    page = a_page(tmp_path, ("echo one [x]\necho two", "one [x]"), ("echo three", "three"))
    assert output_of(page).split("\n") == [
        *("", "7. A title", "", "text", "", "$ echo one [x]", "$ echo two", "one [x]", "two", "", "text", ""),
        *("$ echo three", "three", "", ""),
    ]


def test_a_line_that_is_not_shown_is_a_problem_and_the_last_block_is_run(tmp_path: Path) -> None:
    page = a_page(tmp_path, ("echo a", "b"), ("touch never", ""), (f"touch {tmp_path}/removed", ""))
    with pytest.raises(Problem, match=r"Step 7 did not show a line of 07-a\.md: b"):
        output_of(page)
    assert (tmp_path / "removed").exists()
    assert not (tmp_path / "never").exists()


@pytest.mark.parametrize("failing", ["false", "false\necho a", "false | cat", "echo $unknown"])
def test_a_command_that_fails_is_a_problem_and_the_last_block_is_run(failing: str, tmp_path: Path) -> None:
    page = a_page(tmp_path, (failing, ""), (f"touch {tmp_path}/removed", ""))
    with pytest.raises(Problem, match="A command of step 7 failed"):
        output_of(page)
    assert (tmp_path / "removed").exists()


def test_the_last_block_is_run_once_also_if_it_fails(tmp_path: Path) -> None:
    page = a_page(tmp_path, ("true", ""), (f"echo x >> {tmp_path}/runs; false", ""))
    with pytest.raises(Problem, match="A command of step 7 failed"):
        output_of(page)
    assert (tmp_path / "runs").read_text() == "x\n"


def test_an_interrupt_runs_the_last_block_too(tmp_path: Path) -> None:
    page = a_page(tmp_path, (f"kill -INT {os.getpid()}; sleep 5", ""), (f"touch {tmp_path}/removed", ""))
    with pytest.raises(KeyboardInterrupt):
        output_of(page)
    assert (tmp_path / "removed").exists()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_whoever_does_not_go_on_runs_nothing_but_the_last_block(tmp_path: Path) -> None:
    def stop() -> None:
        raise typer.Abort

    page = a_page(tmp_path, (f"touch {tmp_path}/run", ""), (f"touch {tmp_path}/removed", ""))
    with pytest.raises(typer.Abort):
        output_of(page, stop)
    assert ((tmp_path / "run").exists(), (tmp_path / "removed").exists()) == (False, True)


def test_commands_find_the_tools_beside_this_python(tmp_path: Path) -> None:
    here = Path(sys.executable).parent
    assert f"{here}/python" in output_of(a_page(tmp_path, ("command -v python", "…python…")))
