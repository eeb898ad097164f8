"""Show the steps of a long command: bars on a terminal, plain lines elsewhere."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from rich.console import Console, RenderableType
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, Task, TextColumn, TimeElapsedColumn
from rich.table import Column
from rich.text import Text

from unicorn_cli.terminal.problems import as_problem

HELD, BROKEN = "✓", "✗"


class MarkColumn(SpinnerColumn):
    """Spins while a step runs, then shows how it ended."""

    def render(self, task: Task) -> RenderableType:
        mark = task.fields["mark"]
        return Text(mark, style="green" if mark == HELD else "red") if mark else super().render(task)


class Step:
    """One step as it runs; threads may advance it."""

    def __init__(self, progress: Progress, title: str, total: int) -> None:
        self._progress, self._total = progress, total
        self._task = progress.add_task(escape(title), total=total, note="", mark="")

    def advance(self, note: str = "") -> None:
        """Count one part of the step as done; `note` names it."""
        self._progress.update(self._task, advance=1, note=escape(note))
        if note and self._progress.disable:
            self._progress.console.print(f"  · {escape(note)}")

    def tick(self, note: str) -> None:
        """One part of the step held; the line stays on the screen."""
        self._progress.update(self._task, advance=1)
        self._progress.console.print(f"  [green]{HELD}[/] {escape(note)}")

    def finish(self, mark: str) -> None:
        """Stop the bar; a step that held shows it full."""
        held = mark == HELD
        self._progress.update(self._task, completed=self._total if held else None, mark=mark, note="")
        self._progress.stop_task(self._task)


class Steps:
    """The steps of one command, in order. Used as a context manager, so that the terminal is left as it was."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._progress = Progress(
            MarkColumn(),
            TextColumn("{task.description}", table_column=Column(min_width=28)),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("[dim]{task.fields[note]}"),
            console=console,
            disable=not console.is_terminal,
        )

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    @contextmanager
    def step(self, title: str, total: int = 1) -> Iterator[Step]:
        """Run one step. An error that the machine or a user can cause becomes a Problem that names the step."""
        began = time.monotonic()
        step = Step(self._progress, title, total)
        try:
            yield step
        except BaseException as error:
            step.finish(BROKEN)
            self._say(BROKEN, title, began)
            problem = as_problem(error) if isinstance(error, Exception) else None
            if problem is None:
                raise
            problem.step = problem.step or title
            raise problem from error
        step.finish(HELD)
        self._say(HELD, title, began)

    def remark(self, text: str) -> None:
        """Print a line between the steps; it stays on the screen."""
        self._progress.console.print(escape(text))

    def _say(self, mark: str, title: str, began: float) -> None:
        if self._progress.disable:
            self._console.print(f"{mark} {escape(title)} ({time.monotonic() - began:.1f} s)")
