"""Run a step of the tour: show its page, run its commands, compare what they show with the page."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.markdown import Markdown
from rich.markup import escape

from unicorn_cli.local.system import PROJECT
from unicorn_cli.terminal.interrupts import interruptible, uninterrupted
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.tour.pages import Block, Page

type Pause = Callable[[], None]  # before a block is run; may raise Abort


def run_step(page: Page, console: Console, pause: Pause) -> None:
    """Show a page and run its blocks. Raises Problem if one fails, or shows something else than the page says.

    The last block removes what the step made, so it is run after a failure and after Ctrl-C as well.
    """
    console.print(f"\n[bold]{page.number}. {escape(page.title)}[/]\n")
    last = page.blocks[-1]
    try:
        with interruptible():
            for part in page.parts:
                if part is last:
                    break
                _take(part, page, console, pause)
    except BaseException:
        with uninterrupted():
            _run(last, console)
        raise
    for part in page.parts[page.parts.index(last) :]:
        _take(part, page, console, pause)


def _take(part: str | Block, page: Page, console: Console, pause: Pause) -> None:
    if isinstance(part, str):
        _show(part, console)
        return
    _show_commands(part, console)
    pause()
    status, output = _run(part, console)
    name = page.path.relative_to(PROJECT)
    if status:
        raise Problem(f"A command of step {page.number} failed", "Check `unicorn status`, then run the step again")
    if missing := part.missing_in(output):
        raise Problem(f"Step {page.number} did not show a line of {name}: {missing}", "Run the step again")
    console.print()


def _show(text: str, console: Console) -> None:
    if text:
        console.print(Markdown(text) if console.is_terminal else escape(text))
        console.print()


def _show_commands(block: Block, console: Console) -> None:
    for line in block.commands.splitlines():
        console.print(f"[bold]$ {escape(line)}[/]")


def _run(block: Block, console: Console) -> tuple[int, str]:
    """Run the commands as one script of bash, and return its exit status and what it printed."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    lines: list[str] = []
    with subprocess.Popen(
        ["bash", "-euo", "pipefail", "-c", block.commands],
        cwd=PROJECT,
        env=os.environ | {"PATH": path, "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        process_group=0,  # Ctrl-C comes to this process, which passes it on and waits
    ) as running:
        try:
            for line in running.stdout or ():
                lines.append(line)
                console.print(escape(line.rstrip("\n")))
        except BaseException:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGINT)
            running.communicate()
            raise
    return running.returncode, "".join(lines)
