"""Errors that a person can fix: what is wrong and how to fix it, each in one sentence."""

import errno

import httpx
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError, NoRegionError

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
    return _remote_problem(error)


def _remote_problem(error: Exception) -> Problem | None:
    match error:
        case NoCredentialsError():
            return Problem("This shell has no AWS credentials", "Sign in, for example with `aws sso login`")
        case NoRegionError():
            return Problem("No AWS region is set", "Set it, for example with `export AWS_DEFAULT_REGION=eu-west-1`")
        case ClientError():
            message = error.response["Error"].get("Message", str(error)).rstrip(".")
            return Problem(f"{error.operation_name} failed: {message}", "Fix the cause that it names and try again")
        case BotoCoreError() | httpx.HTTPError():
            return Problem(f"A request got no answer: {str(error).rstrip('.')}", "Run `unicorn status` and try again")
    return None
