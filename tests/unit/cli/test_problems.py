"""Errors as sentences."""

import errno

import httpx
import pytest
from botocore.exceptions import ClientError, NoCredentialsError

from unicorn_cli.terminal.problems import Problem, as_problem

REFUSED = ClientError({"Error": {"Code": "AccessDenied", "Message": "Not allowed."}}, "DescribeStacks")


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disk is full"),
        (PermissionError(errno.EACCES, "Permission denied", "/x"), "/x is not writable"),
        (NoCredentialsError(), "no AWS credentials"),
        (REFUSED, r"DescribeStacks failed: Not allowed\.$"),
        (httpx.ConnectError("refused"), "got no answer"),
    ],
)
def test_an_ordinary_error_becomes_a_problem(error: Exception, why: str) -> None:
    problem = as_problem(error)
    assert problem is not None
    with pytest.raises(Problem, match=why):
        raise problem


def test_a_bug_of_ours_is_not_a_problem() -> None:
    assert as_problem(ZeroDivisionError()) is None


def test_a_problem_names_its_step_and_ends_with_one_full_stop() -> None:
    problem = Problem("It broke!.", "Fix it")
    problem.step = "Build"
    assert str(problem) == "Build: It broke."
