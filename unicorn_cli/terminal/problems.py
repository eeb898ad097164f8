"""What went wrong, and the mend, each in one sentence."""

import errno

import httpx
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError

ENGINE_MEND = "Run `make start`"


class Problem(Exception):
    """A command cannot go on; `why` and `mend` are each a sentence without a full stop."""

    def __init__(self, why: str, mend: str) -> None:
        super().__init__(why)
        self.why, self.mend = why, mend
        self.step: str | None = None

    def __str__(self) -> str:
        place = f"{self.step}: " if self.step else ""
        return f"{place}{self.why.rstrip('.!')}."


def explained(error: Exception) -> Problem | None:
    """Return the Problem that an ordinary error of the machine amounts to, or None: then it is a defect of ours."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return Problem("The disk is full", "Free at least 1 GB and try again; `make clean` removes what was built here")
    if isinstance(error, PermissionError):
        return Problem(f"{error.filename} may not be written", "Make yourself its owner and try again")
    return _of_the_network(error)


def _of_the_network(error: Exception) -> Problem | None:
    if isinstance(error, NoCredentialsError):
        return Problem("This shell has no AWS credentials", "Sign in, for example with `aws sso login`, and try again")
    if isinstance(error, ClientError):
        words = error.response["Error"].get("Message", str(error)).rstrip(".")
        return Problem(f"{error.operation_name} was refused: {words}", "Mend what it names and try again")
    if isinstance(error, BotoCoreError | httpx.HTTPError):
        return Problem(f"A call was not answered: {str(error).rstrip('.')}", "Look at `unicorn status` and try again")
    return None
