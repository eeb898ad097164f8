"""Errors that a person can fix: what is wrong and how to fix it, each in one sentence."""

import errno

from unicorn_cli.terminal.aws_errors import remote_error

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
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return Problem("The disk is full", "Free at least 1 GB and try again; `make clean` removes what was built here")
    if isinstance(error, PermissionError):
        return Problem(f"{error.filename} is not writable", "Make yourself its owner and try again")
    remote = remote_error(error)
    return Problem(*remote) if remote else None
