"""Errors as sentences."""

import errno
import re

import httpx
import pytest
from botocore.exceptions import (
    ClientError,
    EndpointConnectionError,
    NoCredentialsError,
    NoRegionError,
    ProfileNotFound,
    UnauthorizedSSOTokenError,
)

from unicorn_cli.terminal.problems import Problem, as_problem

REFUSED = ClientError({"Error": {"Code": "AccessDenied", "Message": "Not allowed."}}, "DescribeStacks")


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disk is full"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "disk is full"),
        (PermissionError(errno.EACCES, "Permission denied", "/x"), "/x is not writable"),
        (PermissionError(errno.EPERM, "Operation not permitted", "/x"), "/x is not writable"),
        (OSError(errno.EROFS, "Read-only file system", "/x"), "/x is on a read-only disk"),
        (NotADirectoryError(errno.ENOTDIR, "Not a directory", "/x/y"), "/x/y is not below a folder"),
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


def answered(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "The security token is wrong."}}, "GetCallerIdentity")


@pytest.mark.parametrize(
    ("error", "why", "fix"),
    [
        (answered("ExpiredToken"), "Your AWS credentials have expired", "aws sso login"),
        (answered("ExpiredTokenException"), "Your AWS credentials have expired", "aws sso login"),
        (answered("InvalidClientTokenId"), "AWS does not accept these credentials", "AWS_PROFILE"),
        (answered("AccessDenied"), "GetCallerIdentity failed", "a role that may do this"),
        (answered("Throttling"), "GetCallerIdentity failed", "Wait a minute"),
        (UnauthorizedSSOTokenError(), "Your sign-in to AWS has expired", "aws sso login"),
        (ProfileNotFound(profile="ana"), r"The config profile \(ana\) could not be found", "list-profiles"),
        (NoRegionError(), "No AWS region is set", "AWS_REGION"),
        (NoRegionError(), "No AWS region is set", "every stage but `local` is on AWS"),
        (NoCredentialsError(), "no AWS credentials", "every stage but `local` is on AWS"),
        (
            EndpointConnectionError(endpoint_url="https://sts.eu-wset-1.amazonaws.com"),
            "eu-wset-1",
            "name of the region",
        ),
    ],
)
def test_a_wrong_shell_has_one_sentence_with_the_way_out(error: Exception, why: str, fix: str) -> None:
    problem = as_problem(error)
    assert problem is not None
    assert re.search(why, problem.why)
    assert fix in problem.fix
    assert "\n" not in str(problem)


def test_a_bug_of_ours_is_not_a_problem() -> None:
    assert as_problem(ZeroDivisionError()) is None
    assert as_problem(FileNotFoundError(errno.ENOENT, "No such file or directory", "/x")) is None


def test_a_problem_names_its_step_and_ends_with_one_full_stop() -> None:
    problem = Problem("It broke!.", "Fix it")
    problem.step = "Build"
    assert str(problem) == "Build: It broke."
