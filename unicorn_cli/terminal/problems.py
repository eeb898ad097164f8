"""Errors that a person can fix: what is wrong and how to fix it, each in one sentence."""

from unicorn_cli.terminal.aws_errors import remote_error
from unicorn_cli.terminal.disk_errors import disk_error

START_FIRST = "Run `make start`"


class Problem(Exception):
    """A command cannot continue; `why` and `fix` are each one sentence without the full stop."""

    def __init__(self, why: str, fix: str) -> None:
        super().__init__(why)
        self.why, self.fix = why, fix
        self.step: str | None = None

    def __str__(self) -> str:
        step = f"{self.step}: " if self.step else ""
        return f"{step}{self.why.rstrip('.!')}."


def as_problem(error: Exception) -> Problem | None:
    """Return the Problem behind an ordinary error of the machine, the network or AWS; None means a bug of ours."""
    if isinstance(error, Problem):
        return error
    found = disk_error(error) or remote_error(error)
    return Problem(*found) if found else None
